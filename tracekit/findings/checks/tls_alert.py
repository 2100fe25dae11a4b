"""A packet capture shows an alert that ends a TLS handshake, and which side sent it.

RFC 8446 section 6 and RFC 5246 section 7.2. Who sends `unknown_ca` lacks the CA of the other side.
"""

from collections.abc import Iterator

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, holds, many, peer
from tracekit.tls.alert import ALERTS

SLUG = "tls-alert"
SEVERITY = "bad"
TITLE = "TLS handshake ended by an alert"
WHY = "one side gave up: no message runs over the connection"
FIX = (
    "look at the certificate, TLS versions and ciphers of the side that got the alert, and at the other's log"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each server, client address and alert."""
    shakes = tables["handshakes"]
    ended = shakes[shakes["alert"].notna() & ~holds(shakes["complete"])]
    for _, rows in groups(ended, "server_ip", "server_port", "client_ip", "alert"):
        row = rows.iloc[0]
        server = peer(row["server_ip"], row["server_port"])
        yield Finding(
            f"{many(len(rows), 'handshake')} of {row['client_ip']} with {server}: {row['alert']}",
            lines(rows),
            about=server,
            time=first_time(rows, "started"),
            connection=first(rows["connection"]),
            fix=_fix(str(row["alert"])),
        )


def _fix(alert: str) -> str | None:
    """The cure of the alert whose name stands in the words."""
    return next((one.fix for one in ALERTS.values() if one.name in alert.split()), None)
