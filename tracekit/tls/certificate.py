"""A certificate as values: what a capture presents, what a file holds, what `show cert` prints."""

from __future__ import annotations

import base64
import hashlib
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tracekit.tls.oid import KEY_USAGES, attribute_name, purpose_name, signature_name
from tracekit.tls.serial import serial_text
from tracekit.tls.signature import signed_by
from tracekit.tls.subject import IdentityKey, common_name, identity_key, subject_text

if TYPE_CHECKING:
    from cryptography import x509

_PEM = re.compile(
    r"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----(.*?)(?:-----END (?:X509 |TRUSTED )?CERTIFICATE-----|\Z)",
    re.DOTALL,
)
_CURE = "download it again in Base-64 or DER form"
_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}

CUT = "…"
"""Last of a list of usages that the printed text does not show to its end."""


@dataclass(frozen=True)
class Certificate:
    """The facts of one X.509 certificate (RFC 5280); null is unknown, an empty tuple is "has none"."""

    subject: str | None
    """`CN=CUCM10, OU=voice, …, C=IN`, the most specific attribute first, as CUCM shows it"""
    issuer: str | None
    cn: str | None
    """the last common name of the subject (RFC 6125 section 2.3.1)"""
    san: tuple[str, ...] | None
    """subject alternative names: DNS names, addresses, URIs and mail addresses, in their order"""
    serial: str | None
    """hexadecimal; from `show cert` as printed there, which may be decimal (see `serial`)"""
    not_before: datetime | None
    """UTC"""
    not_after: datetime | None
    """UTC"""
    key: str | None
    """`RSA 2048`, `EC P-256`, `Ed25519`"""
    signature: str | None
    """`sha256WithRSAEncryption`, the name that OpenSSL gives the algorithm"""
    fingerprint: str | None = None
    """SHA-256 of the DER, upper-case hexadecimal pairs with colons"""
    key_usages: tuple[str, ...] | None = None
    """digitalSignature, keyEncipherment …; empty when the extension is absent"""
    extended_key_usages: tuple[str, ...] | None = None
    """serverAuth, clientAuth …; empty when the extension is absent, which allows all"""
    is_ca: bool | None = None
    self_signed: bool | None = None
    """issuer and subject are the same and the signature is made with its own key"""
    der: bytes | None = None
    """the certificate itself, where there is one"""

    @property
    def subject_key(self) -> IdentityKey:
        """Equal for the same subject in every notation."""
        return identity_key(self.subject)

    @property
    def issuer_key(self) -> IdentityKey:
        """Equal for the same issuer in every notation."""
        return identity_key(self.issuer)


class CertificateProblem(Exception):
    """A certificate that cannot be read: ``what`` is wrong, and the ``cure``."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what, cure)
        self.what = what
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.what} – {self.cure}"


def read_der(der: bytes) -> Certificate:
    """One certificate in DER. Raises CertificateProblem for what cryptography refuses."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509 import DuplicateExtension, InvalidVersion

    try:
        with _without_warnings():
            return _read(load_der(der), der)
    except (ValueError, TypeError, UnsupportedAlgorithm, InvalidVersion, DuplicateExtension) as refusal:
        told = f"not a certificate that can be read: {_words(refusal)}"
        raise CertificateProblem(told, _CURE) from refusal


def load_der(der: bytes) -> x509.Certificate:
    """The certificate as cryptography holds it. Raises ValueError for what it refuses."""
    from cryptography import x509

    with _without_warnings():
        return x509.load_der_x509_certificate(der)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """cryptography warns of what a later release will refuse: a serial number of zero, for instance."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def read_pem(text: str) -> list[Certificate]:
    """The certificates of a PEM file in their order; other blocks are passed over.

    Raises CertificateProblem at the first that cannot be read, or when there is none.
    """
    blocks = [block[1] for block in _PEM.finditer(text)]
    if not blocks:
        raise CertificateProblem("no BEGIN CERTIFICATE line", "give a PEM, DER or `show cert` file")
    return [read_der(der_of_base64(block)) for block in blocks]


def der_of_base64(block: str) -> bytes:
    """The bytes between two PEM lines. Raises CertificateProblem when that is no Base64."""
    try:
        return base64.b64decode("".join(block.split()), validate=True)
    except ValueError as refusal:
        raise CertificateProblem("damaged PEM: not Base64", _CURE) from refusal


def _read(found: x509.Certificate, der: bytes) -> Certificate:
    subject = subject_text(_attributes(found.subject))
    extensions = found.extensions
    return Certificate(
        subject=subject,
        issuer=subject_text(_attributes(found.issuer)),
        cn=common_name(subject),
        san=_alternatives(extensions),
        serial=serial_text(found.serial_number),
        not_before=found.not_valid_before_utc,
        not_after=found.not_valid_after_utc,
        key=_key(found),
        signature=signature_name(found.signature_algorithm_oid.dotted_string),
        fingerprint=hashlib.sha256(der).digest().hex(":").upper(),
        key_usages=_key_usages(extensions),
        extended_key_usages=_extended_key_usages(extensions),
        is_ca=_is_ca(extensions),
        self_signed=signed_by(found, found),
        der=der,
    )


def _attributes(name: x509.Name) -> list[tuple[str, str]]:
    return [(attribute_name(part.oid.dotted_string), _text(part.value)) for part in name]


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "replace")


def _alternatives(extensions: x509.Extensions) -> tuple[str, ...]:
    from cryptography import x509

    try:
        names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(_general_name(name) for name in names)


def _general_name(name: x509.GeneralName) -> str:
    from cryptography import x509

    if isinstance(name, x509.OtherName):
        return f"otherName:{name.type_id.dotted_string}"
    if isinstance(name, x509.DirectoryName):
        return subject_text(_attributes(name.value))
    if isinstance(name, x509.RegisteredID):
        return name.value.dotted_string
    return str(name.value)


def _key(found: x509.Certificate) -> str:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

    try:
        key = found.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return found.public_key_algorithm_oid.dotted_string
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {_CURVES.get(key.curve.name, key.curve.name)}"
    if isinstance(key, dsa.DSAPublicKey):
        return f"DSA {key.key_size}"
    return type(key).__name__.removesuffix("PublicKey").lstrip("_")


def _key_usages(extensions: x509.Extensions) -> tuple[str, ...]:
    from cryptography import x509

    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(told for name, told in KEY_USAGES.items() if getattr(usage, name))


def _extended_key_usages(extensions: x509.Extensions) -> tuple[str, ...]:
    from cryptography import x509

    try:
        usages = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(purpose_name(usage.dotted_string) for usage in usages)


def _is_ca(extensions: x509.Extensions) -> bool:
    from cryptography import x509

    try:
        return extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _words(refusal: BaseException) -> str:
    return " ".join(str(refusal).split())[:120] or type(refusal).__name__
