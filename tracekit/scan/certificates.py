"""Certificates of the input, alone in a file or pasted into a text."""

from collections.abc import Collection
from dataclasses import dataclass

from tracekit.scan.lines import Lines
from tracekit.tls.certificate import Certificate, CertificateProblem, read_der
from tracekit.tls.certificate_file import is_der, placed_certificates
from tracekit.tls.show_cert import looks_like_show_cert

FAMILY = "certificate"
"""Stands in the problems table where a trace line has its family."""

_SIGNS = (b"BEGIN ", b"Issuer Name")
"""What no text with a certificate is without."""


@dataclass(frozen=True)
class FileCertificate:
    """One certificate and where it stands; ``line`` is null in DER."""

    certificate: Certificate
    line: int | None
    offset: int
    length: int


@dataclass(frozen=True)
class CertificateScan:
    """The certificates of a text, the lines they were read from, and rows of the problems table."""

    certificates: tuple[FileCertificate, ...]
    used_lines: Collection[int]
    problems: tuple[dict[str, object], ...]


def scan_certificates(name: str, text: Lines) -> CertificateScan:
    """Every certificate of a file or text; what looks like one and cannot be read is a problem."""
    if is_der(text.data):
        return _der(name, text)
    if not any(sign in text.data for sign in _SIGNS):
        return CertificateScan((), (), ())
    found, problems, used = [], [], set[int]()
    printed = looks_like_show_cert(text.decoded)
    for one in placed_certificates(text.decoded):
        place = text.place(one.first_line, one.last_line)
        if isinstance(one.found, CertificateProblem):
            problems.append(_problem(name, one.found, place))
        elif one.found.der is not None or printed:
            found.append(FileCertificate(one.found, place["line"], place["offset"], place["length"]))
            used |= set(range(one.first_line, one.last_line + 1))
    return CertificateScan(tuple(found), used, tuple(problems))


def _der(name: str, text: Lines) -> CertificateScan:
    size = len(text.data)
    try:
        one = FileCertificate(read_der(text.data), None, 0, size)
    except CertificateProblem as problem:
        return CertificateScan(
            (), (), (_problem(name, problem, {"line": None, "offset": 0, "length": size}),)
        )
    return CertificateScan((one,), range(1, len(text.starts)), ())


def _problem(
    name: str, problem: CertificateProblem, place: dict[str, int] | dict[str, int | None]
) -> dict[str, object]:
    reason = f"{problem.what} – left out of the table – {problem.cure}"
    return {"member": name, "family": FAMILY, "reason": reason, **place}
