"""What a file of certificates holds: PEM, DER or the text of `show cert`, decided by its content."""

import re
from dataclasses import dataclass

from tracekit.tls.certificate import Certificate, CertificateProblem, der_of_base64, read_der
from tracekit.tls.show_cert import looks_like_show_cert, printed_certificates, read_show_cert

_DER = re.compile(
    rb"\x30(?:\x82..|\x83...|\x81.)"  # Certificate
    rb"\x30(?:\x82..|\x83...|\x81.|[\x00-\x7f])"  # TBSCertificate
    rb"(?:\xa0\x03\x02\x01[\x00-\x02]|\x02[\x01-\x21][^\x00]?)",  # version, or the serial number of version 1
    re.DOTALL,
)
_PEM = re.compile(rb"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----")
_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)(?:-----END \1-----|\Z)", re.DOTALL)
_CERTIFICATES = frozenset({"CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"})
_REQUEST = ("a request (CSR), not a certificate", "give the certificate that the CA issued for it")
_BUNDLE = ("a PKCS #7 bundle", "unpack it: openssl pkcs7 -print_certs -in FILE -out FILE.pem")
_NOT_CERTIFICATES = {"CERTIFICATE REQUEST": _REQUEST, "NEW CERTIFICATE REQUEST": _REQUEST, "PKCS7": _BUNDLE}
_EXPECTED = _CERTIFICATES | _NOT_CERTIFICATES.keys()
"""Other blocks, such as keys and their parameters, are passed over."""


@dataclass(frozen=True)
class CertificateFile:
    """What was read, and what could not be."""

    certificates: tuple[Certificate, ...]
    problems: tuple[CertificateProblem, ...]


@dataclass(frozen=True)
class Placed:
    """One certificate of a text, or why it cannot be read; lines count from 1."""

    found: Certificate | CertificateProblem
    first_line: int
    last_line: int


def placed_certificates(text: str) -> list[Placed]:
    """Every PEM block and every printed certificate of a text, whatever else stands around them."""
    told: list[tuple[int, int, Certificate | CertificateProblem]] = []
    for block in _BLOCK.finditer(text):
        if block[1] in _EXPECTED:
            told.append((block.start(), block.end(), _of_block(block[1], block[2])))
    told += [(start, end, found) for found, start, end in printed_certificates(text)]
    return [
        Placed(found, text.count("\n", 0, start) + 1, text.count("\n", 0, max(end - 1, start)) + 1)
        for start, end, found in sorted(told, key=lambda one: one[0])
    ]


def is_der(content: bytes) -> bool:
    """Whether a file is one certificate in DER."""
    return _DER.match(content) is not None


def looks_like_certificate(head: bytes) -> bool:
    """Whether the first bytes of a file (a few kilobytes) are those of PEM, DER or `show cert` text."""
    if _PEM.search(head) or _DER.match(head):
        return True
    return b"Issuer Name" in head and looks_like_show_cert(head.decode("utf-8", "replace"))


def read_certificates(content: bytes) -> CertificateFile:
    """Every certificate of a file; each that cannot be read is a problem and does not stop the others."""
    if _DER.match(content):
        return _gathered([content])
    text = content.decode("utf-8", "replace")
    blocks = [(label, block) for label, block in _BLOCK.findall(text) if label in _EXPECTED]
    if blocks:
        return _gathered([_der_of(label, block) for label, block in blocks])
    printed = tuple(read_show_cert(text))
    if printed:
        return CertificateFile(printed, ())
    return CertificateFile(
        (), (CertificateProblem("no certificate in it", "give a PEM or DER file, or the text of show cert"),)
    )


def _of_block(label: str, block: str) -> Certificate | CertificateProblem:
    der = _der_of(label, block)
    if isinstance(der, CertificateProblem):
        return der
    try:
        return read_der(der)
    except CertificateProblem as problem:
        return problem


def _der_of(label: str, block: str) -> bytes | CertificateProblem:
    if label not in _CERTIFICATES:
        return CertificateProblem(*_NOT_CERTIFICATES[label])
    try:
        return der_of_base64(block)
    except CertificateProblem as problem:
        return problem


def _gathered(parts: list[bytes] | list[bytes | CertificateProblem]) -> CertificateFile:
    found: list[Certificate] = []
    problems: list[CertificateProblem] = []
    for part in parts:
        try:
            if isinstance(part, CertificateProblem):
                raise part
            found.append(read_der(part))
        except CertificateProblem as problem:
            problems.append(problem)
    return CertificateFile(tuple(found), tuple(problems))
