"""Invented identifiers in the shapes that phones and CUCM use, the same ones on every run."""

import random


class Identity:
    """A source of identifiers; only ``getrandbits`` is used, which is stable over Python versions."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def number(self, low: int, high: int) -> int:
        """A number from ``low`` to ``high``, both included."""
        return low + self._random.getrandbits(32) % (high - low + 1)

    def hex(self, digits: int) -> str:
        return f"{self._random.getrandbits(digits * 4):0{digits}x}"

    def guid(self) -> str:
        """``3b1f7c52-90de-4c1e-8a66-0d95c1a7e2b4``, as of a cluster, a line or a phone's contact."""
        return "-".join(self.hex(n) for n in (8, 4, 4, 4, 12))

    def address(self) -> str:
        """A memory address as the SIP stack prints it."""
        return f"0xe6b{self.hex(5)}"


def little_endian(ip: str) -> str:
    """``10.106.95.203`` as ``cb5f6a0a``: how CUCM writes its address into Call-IDs and Cisco-Guids."""
    return "".join(f"{int(part):02x}" for part in reversed(ip.split(".")))
