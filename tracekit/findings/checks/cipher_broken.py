"""A connection runs with a cipher that an RFC forbids, or without encryption.

The grade is that of `tracekit.tls`: NULL, anonymous, RC4 (RFC 7465), export and single DES (RFC 5469).
"""

from collections.abc import Iterator

from tracekit.findings.ciphers import graded
from tracekit.findings.finding import Finding, Frames

SLUG = "cipher-broken"
SEVERITY = "bad"
TITLE = "Cipher is broken"
WHY = "signalling, and the media keys in it, can be read or changed on the way"
FIX = "leave only ECDHE ciphers with AES-GCM in the enterprise parameter TLS Ciphers and at the peer"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each peer and cipher."""
    return graded(tables, "broken")
