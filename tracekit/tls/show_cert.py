"""The text of `show cert own` and `show cert trust`, and of "Certificate File Data" in OS Administration.

Source: the certificates of CUCM 9.1 and 10.5 in Cisco's guide to SIP TLS trunks (document 200180), in a
translation that is hard-wrapped: a label stands at the beginning of a line, its value may go on in the next.
Of the extensions only the extended key usage is known from there, so names and key usages stay unknown.
"""

import re
from collections.abc import Iterator

from tracekit.tls.certificate import CUT, Certificate
from tracekit.tls.oid import purpose_name, signature_name
from tracekit.tls.printed_time import printed_time
from tracekit.tls.subject import common_name, identity_key, read_subject

_LABELS = {
    "version": r"Version",
    "serial": r"Serial\s+Number",
    "signature": r"Signature\s*Algorithm",
    "issuer": r"Issuer\s+Name",
    "not_before": r"Validity\s+From",
    "not_after": r"To",
    "subject": r"Subject\s+Name",
    "key": r"Key",
    "key_value": r"Key\s+value",
    "extensions": r"Extensions",
    "extension": r"Extension",
    "critical": r"Critical",
    "purposes": r"Usage\s+oids",
}
_OPENING = frozenset({"version", "serial", "signature", "issuer", "subject"})
"""A certificate begins with one of these, and has each of them once."""

_LABEL = re.compile(
    r"^[ \t]*(?:" + "|".join(rf"(?P<{name}>{label})" for name, label in _LABELS.items()) + r")[ \t]*:",
    re.MULTILINE,
)
_VALUE_ENDS = re.compile(r"\n[ \t]*(?:[\[\]`\r\n]|admin:)")
_CERTIFICATE_ENDS = re.compile(r"^[ \t]*(?:```|admin:)", re.MULTILINE)
_OID = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_MODULUS = re.compile(
    r"30(?:8[12](?:..){1,2}|..)02(?P<length>82....|81..|[0-7].)(?P<first>(?:00)?(?!00)..)", re.IGNORECASE
)


def read_show_cert(text: str) -> list[Certificate]:
    """Every certificate that is printed in the text, in its order; text around them is passed over.

    Dates are in UTC and null when their zone cannot be told. There is no fingerprint: the text has no DER.
    """
    return [certificate for certificate, _, _ in printed_certificates(text)]


def printed_certificates(text: str) -> list[tuple[Certificate, int, int]]:
    """The same, each with the places in the text where its first label begins and its last value ends."""
    found: list[dict[str, str]] = []
    places: list[tuple[int, int]] = []
    closed = True
    for label, value, (start, end), ends in _values(text):
        if label in _OPENING and (closed or label in found[-1] or label == "version"):
            found.append({})
            places.append((start, end))
            closed = False
        if not closed:
            found[-1].setdefault(label, value)
            places[-1] = (places[-1][0], end)
        closed = closed or ends
    return [
        (_certificate(values), *place)
        for values, place in zip(found, places, strict=True)
        if {"subject", "issuer"} <= values.keys()
    ]


def looks_like_show_cert(text: str) -> bool:
    """Whether the labels that every printed certificate has are there."""
    return {"signature", "issuer", "subject"} <= {label for label, *_ in _values(text)}


def _values(text: str) -> Iterator[tuple[str, str, tuple[int, int], bool]]:
    """Label, its value on one line, where both stand, and whether the certificate ends behind it."""
    matches = list(_LABEL.finditer(text))
    for number, match in enumerate(matches, start=1):
        told = text[match.end() : matches[number].start() if number < len(matches) else len(text)]
        stop = _VALUE_ENDS.search(told)
        printed = (told[: stop.start()] if stop else told).rstrip()
        place = (match.start(), match.end() + len(printed))
        ends = _CERTIFICATE_ENDS.search(told) is not None
        yield str(match.lastgroup), " ".join(printed.split()), place, ends


def _certificate(values: dict[str, str]) -> Certificate:
    subject, issuer = values["subject"], values["issuer"]
    country = next((value for kind, value in read_subject(subject) if kind == "C"), None)
    return Certificate(
        subject=subject,
        issuer=issuer,
        cn=common_name(subject),
        san=None,
        serial=values.get("serial", "").replace(" ", "") or None,
        not_before=printed_time(values.get("not_before"), country),
        not_after=printed_time(values.get("not_after"), country),
        key=_key(values),
        signature=_signature(values.get("signature")),
        extended_key_usages=_purposes(values.get("purposes")),
        self_signed=None if identity_key(subject) == identity_key(issuer) else False,
    )


def _signature(printed: str | None) -> str | None:
    """`SHA1withRSA (1.2.840.113549.1.1.5)`: the number says it exactly."""
    numbers = _OID.findall(printed or "")
    return signature_name(numbers[0]) if numbers else printed or None


def _purposes(printed: str | None) -> tuple[str, ...] | None:
    names = tuple(purpose_name(number) for number in _OID.findall(printed or ""))
    return (*names, CUT) if printed and printed.endswith(",") else names or None


def _key(values: dict[str, str]) -> str | None:
    """`RSA 1024`: the size is in the head of the RSAPublicKey (RFC 8017 appendix A.1.1) under `Key value`."""
    kind = values.get("key", "").partition("(")[0].strip()
    modulus = _MODULUS.match(values.get("key_value", "").replace(" ", ""))
    if kind != "RSA" or modulus is None:
        return kind or None
    length = modulus["length"]
    octets = int(length[2:] if length[0] == "8" else length, 16)
    padded, top = modulus["first"][:-2] == "00", int(modulus["first"][-2:], 16)
    return f"RSA {(octets - padded) * 8 - (8 - top.bit_length())}"
