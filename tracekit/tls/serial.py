"""Serial numbers as Cisco prints them, compared by value.

The same cluster release may print hexadecimal (`398B1DA600000000000E`, CUCM 10.5) or decimal
(`120325222815121423728642`, CUCM 9.1, which is 0x197AD7E9000000000002): both pages stand in Cisco's guide
to SIP TLS trunks. A number without a letter is therefore both until it is compared.
"""

import re

_NOISE = re.compile(r"[\s:]+|^0[xX]")
_DECIMAL = re.compile(r"-?[0-9]{1,50}")
_HEXADECIMAL = re.compile(r"-?[0-9A-Fa-f]{1,64}")


def serial_text(number: int) -> str:
    """Upper-case hexadecimal without colons, as CUCM 10.5 prints it."""
    return f"{number:X}"


def serial_readings(text: str | None) -> frozenset[int]:
    """Every number that the text may mean; empty when it is none."""
    plain = _NOISE.sub("", text.strip()) if text else ""
    readings = set()
    if _HEXADECIMAL.fullmatch(plain):
        readings.add(int(plain, 16))
    if text and ":" not in text and "x" not in text.lower() and _DECIMAL.fullmatch(plain):
        readings.add(int(plain))
    return frozenset(readings)


def same_serial(one: str | None, other: str | None) -> bool | None:
    """Whether both can be the same number; null when one of them is unknown."""
    left, right = serial_readings(one), serial_readings(other)
    return bool(left & right) if left and right else None
