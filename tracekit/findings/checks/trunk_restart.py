"""A SIP trunk was reset while the trace ran: its process has a new instance, so its connections closed.

`SIP TRUNK registered` or the trunk's profile with another instance of SIPD (SDL 11.5). An administrator's
reset or Apply Config, not a failure of TLS.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import known

SLUG = "trunk-restart"
SEVERITY = "note"
TITLE = "SIP trunk was reset"
WHY = "its connections were closed and opened again: calls at that moment lost their signalling"
FIX = "nothing, if it was meant; otherwise look in the audit log for who reset the trunk"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each trunk of one process life."""
    told = [events[name] for name in ("trunk_registered", "trunk_profile")]
    starts = pd.concat(told, ignore_index=True).dropna(subset=["device", "instance"])
    ordered = starts.sort_values(["time", "member", "line"], kind="stable")
    for (_, _, device), rows in groups(ordered, "node", "epoch", "device"):
        instances = known(rows["instance"])
        if len(instances) > 1:
            again = rows.drop_duplicates("instance")
            yield Finding(
                f"instances {', '.join(instances)} of its process, one after the other",
                lines(again),
                about=str(device),
                time=first_time(again.iloc[1:]),
                seen=False,
            )
