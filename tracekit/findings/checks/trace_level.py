"""The trace is too coarse to tell what happened: no signals, signals without data, or no SIP messages.

From the coverage table; Detailed is the default trace level from CUCM 9 on.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.told import known

SLUG = "trace-level"
SEVERITY = "warning"
TITLE = "Trace level too low"
WHY = "calls cannot be tied together, or their ladders lack messages"
FIX = "set the trace level of Cisco CallManager to Detailed in Serviceability and repeat the call"

_COARSE = ("no signals", "flags overridden", "no SIP text")


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and shortage."""
    coverage, members = tables["coverage"], tables["members"]
    for _, row in coverage[coverage["what"].isin(_COARSE)].iterrows():
        mine = members[members["node"].eq(row["node"]).fillna(False) & (members["app"] == row["app"])]
        what, _, cure = str(row["detail"]).partition(" – ")
        yield Finding(
            what,
            tuple(f"{name}:1" for name in sorted(known(mine["member"]))[:1]),
            about=f"{row['what']}, node {'unknown' if pd.isna(row['node']) else row['node']}",
            fix=cure.rpartition(" – ")[2] or None,
        )
