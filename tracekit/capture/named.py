"""Names for what a handshake holds as numbers and bytes."""

from functools import lru_cache

from tracekit.tls.certificate import Certificate, read_der
from tracekit.tls.cipher import cipher_by_code


def cipher_name(code: int | None) -> str | None:
    """OpenSSL name of a cipher suite; the code point (`0x1A2B`) where it has none."""
    if code is None:
        return None
    suite = cipher_by_code(code)
    return suite.openssl if suite is not None else f"0x{code:04X}"


def name_of(chain: tuple[bytes, ...]) -> str | None:
    """Common name of the first certificate, DER; null when there is none or it cannot be read."""
    found = certificate_of(chain[0]) if chain else None
    return found.cn if found is not None else None


@lru_cache(maxsize=1024)
def certificate_of(der: bytes) -> Certificate | None:
    """The facts of a certificate, null when it cannot be read. Kept: a trunk presents the same each time."""
    try:
        return read_der(der)
    # A certificate out of a damaged capture fails in ways that share no base: InvalidVersion of
    # cryptography, DuplicateExtension, ValueError in a date. None of them may end the reading of a capture.
    except Exception:
        return None
