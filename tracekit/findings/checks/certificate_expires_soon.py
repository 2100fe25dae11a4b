"""A certificate expires within 30 days of the trace or capture.

Thirty days is when CUCM's own certificate monitor warns by default (Security Guide, certificate monitoring).
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import holds
from tracekit.findings.validity import IDENTITY, judged, named

SLUG = "certificate-expires-soon"
SEVERITY = "warning"
TITLE = "Certificate expires soon"
WHY = "from that day every new TLS connection with it fails"
FIX = "renew it in time, give it to all peers that trust it by itself, restart CallManager in a quiet hour"

SOON = pd.Timedelta(days=30)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each certificate."""
    table = judged(tables)
    left = table["not_after"] - table["moment"]
    for _, rows in groups(table[holds((left >= pd.Timedelta(0)) & (left <= SOON))], *IDENTITY):
        row = rows.iloc[0]
        days = (row["not_after"] - row["moment"]).days
        yield Finding(
            f"valid until {row['not_after']:%Y-%m-%d %H:%M} UTC, {days} days after the trace",
            lines(rows),
            about=named(rows),
            time=first_time(rows),
        )
