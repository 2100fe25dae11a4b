"""A peer sends SIP to this node, and neither a trunk nor a phone of it has the peer's address and port.

`SIPStationInit: Unable to route SIP msg`, `Cannot find the SIP Device with Name=`, `Could not find
SIPStationD process` (SDL 10.5 and 11.5). CUCM answers 503 or not at all.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import known, listed, many, same, text

SLUG = "unroutable-peer"
SEVERITY = "warning"
TITLE = "SIP of a peer that no trunk or phone has"
WHY = "calls of this peer fail, and its OPTIONS tell it that this node is out of service"
FIX = (
    "add the peer's address to a SIP trunk of this node's device pool (or run the trunk on all "
    "active nodes), "
    "check that port and transport fit the trunk's security profile, or stop the peer from calling this node"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and peer address."""
    told = events["unroutable_message"]
    told = told.assign(address=told["remote_ip"].fillna(told["name"]))
    messages = tables["messages"]
    for (node, address), rows in groups(told.dropna(subset=["address"]), "node", "address"):
        mine = messages[(messages["remote_ip"] == address) & same(messages["node"], node)]
        asked = mine[(mine["direction"] == "in") & mine["method"].notna()]
        answered = mine[(mine["direction"] == "out") & mine["status"].notna()]
        words = (
            f"{many(len(asked) or len(rows), 'message')} of {address} that node {_name(node)} cannot route"
        )
        if len(asked):
            words += f": {listed(asked['method'])}, answered {listed(answered['label']) or 'with nothing'}"
        yield Finding(words, lines(rows, asked), about=_about(rows, str(address)), time=first_time(rows))


def _about(rows: pd.DataFrame, address: str) -> str:
    ports = known(rows["transport"])
    over = f" over {', '.join(ports)}" if ports else ""
    return f"{address}{over}, node {_name(rows['node'].iloc[0])}"


def _name(node: Any) -> str:
    return text(node) or "unknown"
