"""Whether a certificate goes back to a given CA: signatures, constraints, dates (RFC 5280 section 6).

Revocation and name constraints are not looked at; what a store on the node really trusts is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tracekit.tls.certificate import Certificate, load_der
from tracekit.tls.signature import signed_by

if TYPE_CHECKING:
    from cryptography import x509

LONGEST = 10
"""Certificates in a chain; a loop among certificates that sign one another ends here."""


@dataclass(frozen=True)
class Chain:
    """The way from a certificate to a CA of the file, or why there is none."""

    trusted: bool
    path: tuple[Certificate, ...]
    """the certificate first, the CA last; as far as it was found"""
    reason: str

    @property
    def account(self) -> str:
        """`CUCM10 ← Lab CA: signed by Lab CA`."""
        return f"{' ← '.join(one.cn or one.subject or '?' for one in self.path)}: {self.reason}"


def chain_to(
    leaf: Certificate,
    authorities: Iterable[Certificate],
    now: datetime | None = None,
    presented: Iterable[Certificate] = (),
) -> Chain:
    """Follows issuers from ``leaf`` over ``presented`` intermediates to one of ``authorities``.

    ``now`` (UTC) is the moment at which all must be valid; without it dates are not judged.
    """
    trusted, others = list(authorities), list(presented)
    path = [leaf]
    while len(path) <= LONGEST:
        last = path[-1]
        wrong = _dates(last, now)
        if wrong:
            return Chain(False, tuple(path), wrong)
        if _is_one_of(last, trusted):
            return Chain(True, tuple(path), _root_words(path))
        issuer, reason = _issuer_of(last, [*trusted, *others], below=len(path) - 1)
        if issuer is None:
            return Chain(False, tuple(path), reason)
        if issuer in path:
            return Chain(False, tuple(path), "the issuers sign one another and none is in the CA file")
        path.append(issuer)
    return Chain(False, tuple(path), f"more than {LONGEST} certificates long")


def _root_words(path: list[Certificate]) -> str:
    return "is itself in the CA file" if len(path) == 1 else f"signed by {path[-1].cn or path[-1].subject}"


def _is_one_of(certificate: Certificate, others: list[Certificate]) -> bool:
    return any(certificate.der is not None and certificate.der == other.der for other in others)


def _issuer_of(
    certificate: Certificate, candidates: list[Certificate], below: int
) -> tuple[Certificate | None, str]:
    named = [one for one in candidates if one.subject_key == certificate.issuer_key and one.subject_key]
    if not named:
        if certificate.self_signed:
            return None, "self-signed, and not in the CA file (verification error 18)"
        return None, f"its issuer {certificate.issuer} is not in the CA file (verification error 20)"
    reasons = [_refusal(certificate, issuer, below) for issuer in named]
    for issuer, reason in zip(named, reasons, strict=True):
        if reason is None:
            return issuer, ""
    return None, next(reason for reason in reasons if reason)


def _refusal(certificate: Certificate, issuer: Certificate, below: int) -> str | None:
    """Why this issuer did not issue it, or null."""
    if certificate.der is None or issuer.der is None:
        return "text of show cert has no signature to check: give the PEM file"
    child, parent = load_der(certificate.der), load_der(issuer.der)
    signed = signed_by(child, parent)
    if signed is None:
        return f"the signature ({certificate.signature}) cannot be checked here"
    if not signed:
        name = issuer.cn or issuer.subject
        return f"names {name} as issuer, but its key did not sign it (verification error 7)"
    return _no_authority(issuer, parent, below)


def _no_authority(issuer: Certificate, parent: x509.Certificate, below: int) -> str | None:
    from cryptography import x509

    name = issuer.cn or issuer.subject
    if not issuer.is_ca:
        return f"signed by {name}, which is no CA (verification error 24 or 79)"
    if issuer.key_usages and "keyCertSign" not in issuer.key_usages:
        return f"signed by {name}, whose key usage lacks keyCertSign (verification error 32)"
    longest = parent.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length
    if longest is not None and below > longest:
        return f"the path length {longest} of {name} is exceeded (verification error 25)"
    return None


def _dates(certificate: Certificate, now: datetime | None) -> str | None:
    name, start, end = certificate.cn or certificate.subject, certificate.not_before, certificate.not_after
    if now is not None and end is not None and now > end:
        return f"{name} expired on {end:%Y-%m-%d %H:%M} UTC (verification error 10)"
    if now is not None and start is not None and now < start:
        return f"{name} is valid only from {start:%Y-%m-%d %H:%M} UTC (verification error 9)"
    return None
