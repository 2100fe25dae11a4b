"""Certificates named as in Cisco's guide to SIP TLS trunks, made on the spot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tracekit.tls.certificate import Certificate, read_der

START = datetime(2026, 5, 23, 12, 20, 42, tzinfo=UTC)
END = datetime(2028, 5, 23, 12, 30, 42, tzinfo=UTC)
NOW = datetime(2027, 1, 1, tzinfo=UTC)
SERVER, CLIENT = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH
GUIDE = (
    (NameOID.COUNTRY_NAME, "IN"),
    (NameOID.STATE_OR_PROVINCE_NAME, "cisco"),
    (NameOID.LOCALITY_NAME, "cisco"),
    (NameOID.ORGANIZATION_NAME, "cisco"),
    (NameOID.ORGANIZATIONAL_UNIT_NAME, "cisco"),
)
"""The attributes before the common name, in the order of the certificate."""


@dataclass(frozen=True)
class Made:
    """A certificate with its key, so that it can sign others."""

    x509: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.x509.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> str:
        return self.x509.public_bytes(serialization.Encoding.PEM).decode("ascii")

    @property
    def read(self) -> Certificate:
        return read_der(self.der)


def name(cn: str, before: Sequence[tuple[x509.ObjectIdentifier, str]] = GUIDE) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in (*before, (NameOID.COMMON_NAME, cn))])


def made(
    cn: str = "CUCM10",
    by: Made | None = None,
    *,
    subject: x509.Name | None = None,
    san: Sequence[x509.GeneralName] = (),
    usages: Sequence[x509.ObjectIdentifier] = (),
    ca: bool | None = None,
    path_length: int | None = None,
    may_sign: bool | None = None,
    start: datetime = START,
    end: datetime = END,
    serial: int = 0x398B1DA600000000000E,
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None,
) -> Made:
    """A certificate signed by another, or by itself."""
    own = key or ec.generate_private_key(ec.SECP256R1())
    subject = subject or name(cn)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.x509.subject if by else subject)
        .public_key(own.public_key())
        .serial_number(serial)
        .not_valid_before(start)
        .not_valid_after(end)
    )
    if san:
        builder = builder.add_extension(x509.SubjectAlternativeName(san), critical=False)
    if usages:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
    if ca is not None:
        builder = builder.add_extension(x509.BasicConstraints(ca, path_length), critical=True)
    if may_sign is not None:
        builder = builder.add_extension(_usage(may_sign), critical=True)
    return Made(builder.sign(by.key if by else own, hashes.SHA256()), own)


def _usage(may_sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=True,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=may_sign,
        crl_sign=may_sign,
        encipher_only=False,
        decipher_only=False,
    )


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


@cache
def lab_ca() -> Made:
    """The CA of the guide's shape: `CN=CA, DC=CA`, far longer valid than what it signs."""
    return made(
        subject=name("CA", ((NameOID.DOMAIN_COMPONENT, "CA"),)),
        ca=True,
        may_sign=True,
        end=END + timedelta(days=3650),
    )
