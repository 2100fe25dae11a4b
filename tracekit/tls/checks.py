"""What is wrong with one certificate for SIP over TLS on CUCM, at a given moment.

CUCM is client on the connections it opens and server on those it accepts, so its certificate needs both
purposes. The moment is given by the caller (that of the trace or capture), never taken from the clock.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tracekit.tls.certificate import CUT, Certificate

SHORTEST_RSA = 2048
"""Bits; RFC 9325 section 4.5."""
SHORTEST_EC = 224
"""Bits; RFC 9325 section 4.5."""

_SIZED = re.compile(r"(RSA|DSA|EC P-)\s*([0-9]+)")
_PURPOSES = {"serverAuth": "the peers that connect to it", "clientAuth": "the peers it connects to"}


@dataclass(frozen=True)
class Weakness:
    """One thing that is wrong."""

    slug: str
    grave: bool
    """whether a peer refuses the certificate for it"""
    what: str
    fix: str


def weaknesses(certificate: Certificate, now: datetime | None = None) -> list[Weakness]:
    """All that is wrong, the grave first; ``now`` in UTC, without it validity is not judged."""
    found = [
        *_validity(certificate, now),
        *_purposes(certificate),
        *_algorithms(certificate),
        *_issuer(certificate),
    ]
    return sorted(found, key=lambda one: not one.grave)


def _validity(certificate: Certificate, now: datetime | None) -> Iterator[Weakness]:
    start, end = certificate.not_before, certificate.not_after
    if now is not None and end is not None and now > end:
        yield Weakness(
            "certificate-expired",
            True,
            f"expired on {end:%Y-%m-%d %H:%M} UTC, {(now - end).days} days before",
            "issue and upload a new certificate, restart CallManager",
        )
    if now is not None and start is not None and now < start:
        yield Weakness(
            "certificate-not-yet-valid",
            True,
            f"valid only from {start:%Y-%m-%d %H:%M} UTC",
            "check the clock (NTP) on both ends, or wait",
        )


def _purposes(certificate: Certificate) -> Iterator[Weakness]:
    usages = certificate.extended_key_usages
    if not usages or CUT in usages or "anyExtendedKeyUsage" in usages:
        return
    for purpose, refused_by in _PURPOSES.items():
        if purpose not in usages:
            yield Weakness(
                f"certificate-without-{purpose.lower().removesuffix('auth')}-auth",
                True,
                f"extended key usage lacks {purpose}: {refused_by} may refuse it (verification error 26)",
                "have it issued for serverAuth and clientAuth (template or profile of the CA)",
            )


def _algorithms(certificate: Certificate) -> Iterator[Weakness]:
    signature = certificate.signature or ""
    for algorithm, told in (("md5", "MD5"), ("md2", "MD2"), ("sha1", "SHA-1")):
        if algorithm in signature.lower():
            yield Weakness(
                "certificate-signature",
                False,
                f"signed with {told} ({signature}): current peers refuse it (RFC 9325 section 4.5)",
                "have it issued with SHA-256 or better",
            )
    sized = _SIZED.fullmatch(certificate.key or "")
    least = SHORTEST_EC if sized and sized[1].startswith("EC") else SHORTEST_RSA
    if sized and int(sized[2]) < least:
        yield Weakness(
            "certificate-key",
            False,
            f"key {certificate.key}: below {least} bits (RFC 9325 section 4.5)",
            f"make a new key of at least {least} bits and have it signed",
        )


def _issuer(certificate: Certificate) -> Iterator[Weakness]:
    if certificate.self_signed and not certificate.is_ca:
        yield Weakness(
            "certificate-self-signed",
            False,
            "self-signed: every peer needs this very certificate in its trust store",
            "upload it as CallManager-trust on every node of the peer, or use a CA",
        )
