"""An MGCP gateway stopped answering: alarm MGCPGatewayLostComm (Cisco error message guide).

Often raised in turn with its return, when a gateway moves to another node.
"""

from collections.abc import Iterator

from tracekit.findings.alarms import raised
from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, many, text

SLUG = "gateway-lost"
SEVERITY = "warning"
TITLE = "MGCP gateway lost"
WHY = "its lines and trunks take no calls until it is back; running calls may stay without signalling"
FIX = "check the path to the gateway, its MGCP configuration and whether it registered with another node"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each gateway."""
    for (_, device), rows in groups(raised(events, "MGCPGatewayLostComm"), "node_name", "device"):
        yield Finding(
            f"{many(len(rows), 'alarm')} MGCPGatewayLostComm at node {first(rows['node_name']) or 'unknown'}",
            lines(rows),
            about=text(device),
            time=first_time(rows),
        )
