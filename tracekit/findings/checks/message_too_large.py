"""A SIP message is larger than CUCM takes: it is thrown away and its connection reset.

`SIPTcp - Ignoring large message … Only allow up to 5000 bytes. Resetting connection` (CSCts00642). It looks
like a random drop of TCP or TLS.
"""

from collections.abc import Iterator

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, many, peer

SLUG = "message-too-large"
SEVERITY = "bad"
TITLE = "SIP message too large"
WHY = "the message is lost and every call on the same connection loses its signalling"
FIX = (
    "raise the service parameter SIP Max Incoming Message Size (5000 bytes by default, 11000 from "
    "8.6), or let "
    "the peer send less: fewer codecs, no picture or location bodies"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and peer address."""
    dropped = events["message_too_large"]
    for _, rows in groups(dropped, "member", "remote_ip"):
        limit = first(rows["limit_bytes"])
        row = rows.iloc[0]
        yield Finding(
            f"{many(len(rows), 'message')} of {peer(row['remote_ip'])} dropped"
            + (f": larger than {int(limit):,} bytes" if limit else "")
            + "; the connection was reset each time",
            lines(rows),
            about=peer(row["remote_ip"]),
            time=first_time(rows),
        )
