"""A connection was closed right after its TLS handshake: the certificate came, but never a message.

The peer refuses CUCM's certificate or its name, the port belongs to another trunk, or nobody answers there
(CUCM Security Guide: TLS and other trunks cannot share an incoming port, names must be unique on a port).
"""

from collections.abc import Iterator

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.wires import by_peer, judged_wires
from tracekit.tls.verdict import CLOSED

SLUG = "tls-closed"
SEVERITY = "bad"
TITLE = "Closed after the TLS handshake"
WHY = "the handshake is fine from CUCM's side, yet no SIP answer comes: calls over it fail"
FIX = (
    "look at the peer's log: it may refuse CUCM's certificate or its name; give each security "
    "profile its own "
    "incoming port"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and peer."""
    yield from by_peer(judged_wires(tables, CLOSED), tables)
