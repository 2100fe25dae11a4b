"""Many phones of one subnet stop answering keepalives at once: the network or the node, not the phones.

EndPointUnregistered with reason 13 (KeepAliveTimeout) of five devices or more of one node and subnet within
120 s.
"""

from collections.abc import Iterator

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, listed
from tracekit.findings.unregistrations import outages, unregistrations

SLUG = "mass-unregistration"
SEVERITY = "bad"
TITLE = "Many phones lost at once"
WHY = "a site is without phones; running calls go on without features until they end"
FIX = (
    "check the path between that subnet and the node (link, switch, firewall), then load and network of "
    "the node"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node, subnet and outage."""
    for rows in outages(unregistrations(events)):
        start, end = rows["time"].min(), rows["time"].max()
        where = f"{first(rows['subnet'])}.x" if first(rows["subnet"]) else "unknown addresses"
        yield Finding(
            f"{rows['device'].nunique()} devices of {where} within {(end - start).total_seconds():.0f} s: "
            f"reason 13 KeepAliveTimeout ({listed(rows['device'])})",
            lines(rows),
            about=f"{where} at node {first(rows['node_name']) or 'unknown'}",
            time=first_time(rows),
            seen=False,
        )
