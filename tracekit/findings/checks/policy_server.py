"""CUCM cannot reach a policy or conference server over HTTPS: alarm ConnectionFailureToPDP.

Seen with a Cisco Meeting Server bridge, `Invalid URI`; not a matter of SIP (Cisco document 222766).
"""

from collections.abc import Iterator

from tracekit.findings.alarms import raised
from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import listed, many, text

SLUG = "policy-server"
SEVERITY = "warning"
TITLE = "Policy or conference server not reached"
WHY = "conferences that it hosts, or calls that it must allow, fail"
FIX = (
    "use a URL whose name is in CN or SAN of the server's certificate and has a DNS A record; check the port"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each server; the trace in words and the alarm may write its address differently."""
    for (server,), rows in groups(raised(events, "ConnectionFailureToPDP"), "peers"):
        reasons = listed(rows["reason_text"])
        yield Finding(
            f"{many(len(rows), 'alarm')} ConnectionFailureToPDP: {reasons or 'no reason is told'}",
            lines(rows),
            about=text(server),
            time=first_time(rows),
        )
