"""A certificate file of the input is not what the peer of that name presents.

The last step of Cisco's guide to SIP TLS trunks: serial number, subject, issuer and dates are compared, as
far as trace or capture show them.
"""

from collections.abc import Iterator

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, holds

SLUG = "certificate-differs"
SEVERITY = "warning"
TITLE = "Certificate file is not what the peer presents"
WHY = "a trust store that holds the file refuses the peer"
FIX = (
    "download the certificate that the peer presents and upload that as CallManager-trust, or have the peer "
    "load the file"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each file that a peer of its name does not present."""
    table = tables["certificates"]
    shown = table[table["source"].isin(["trace", "capture"])]
    for place in table.index[holds(table["same"].eq(False))]:
        row = table.loc[[place]]
        name = first(row["cn"])
        mine = shown[shown["cn"].str.casefold() == (name or "").casefold()]
        yield Finding(
            first(row["compared"]) or "serial, subject, issuer or dates differ",
            lines(row, mine),
            about=name,
            time=first_time(mine),
            connection=first(mine["connection"]),
        )
