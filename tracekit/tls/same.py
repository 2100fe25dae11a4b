"""Whether what a peer presents is what a file holds: the last step of Cisco's guide to SIP TLS trunks."""

from dataclasses import dataclass
from datetime import datetime

from tracekit.tls.certificate import Certificate
from tracekit.tls.serial import same_serial

EQUAL, DIFFERENT, UNKNOWN = "equal", "different", "unknown"


@dataclass(frozen=True)
class Comparison:
    """Each of the guide's four facts as equal, different or unknown."""

    serial: str
    subject: str
    issuer: str
    dates: str

    @property
    def same(self) -> bool | None:
        """False when one fact differs; true when serial and issuer, or all but the serial, are equal.

        Null when too little is known. A CA never issues a serial number twice (RFC 5280 section 4.1.2.2).
        """
        facts = (self.serial, self.subject, self.issuer, self.dates)
        if DIFFERENT in facts:
            return False
        if self.serial == EQUAL and self.issuer == EQUAL:
            return True
        return True if facts[1:] == (EQUAL, EQUAL, EQUAL) else None

    @property
    def account(self) -> str:
        """`serial different, subject equal, …`"""
        told = (
            ("serial", self.serial),
            ("subject", self.subject),
            ("issuer", self.issuer),
            ("dates", self.dates),
        )
        return ", ".join(f"{name} {result}" for name, result in told)


def same_certificate(one: Certificate, other: Certificate) -> Comparison:
    """Compares by value: notations of names, of serial numbers and of time zones do not matter."""
    return Comparison(
        serial=_told(same_serial(one.serial, other.serial)),
        subject=_told(_equal(one.subject_key, other.subject_key)),
        issuer=_told(_equal(one.issuer_key, other.issuer_key)),
        dates=_told(_equal(_dates(one), _dates(other))),
    )


def _dates(certificate: Certificate) -> tuple[datetime, datetime] | tuple[()]:
    start, end = certificate.not_before, certificate.not_after
    return (start, end) if start and end else ()


def _equal(one: tuple[object, ...], other: tuple[object, ...]) -> bool | None:
    return one == other if one and other else None


def _told(result: bool | None) -> str:
    return UNKNOWN if result is None else EQUAL if result else DIFFERENT
