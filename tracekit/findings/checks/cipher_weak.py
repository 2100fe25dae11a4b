"""A connection runs with a cipher or TLS version that an RFC advises against: no forward secrecy, TLS 1.0.

RFC 9325 section 4.1 (static RSA as in AES128-SHA), RFC 8996 (TLS 1.0 and 1.1); graded by `tracekit.tls`.
"""

from collections.abc import Iterator

from tracekit.findings.ciphers import graded
from tracekit.findings.finding import Finding, Frames

SLUG = "cipher-weak"
SEVERITY = "warning"
TITLE = "Cipher is weak"
WHY = "who records the traffic and later gets the server's key can read all of it, media keys included"
FIX = "leave only ECDHE ciphers with AES-GCM in the enterprise parameter TLS Ciphers and at the peer"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each peer and cipher."""
    return graded(tables, "weak")
