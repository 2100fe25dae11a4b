"""Connections by the verdict of the tls room."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import MOST_LINES, first_time, lines
from tracekit.findings.told import first, holds, many, peer


def judged_wires(tables: Frames, verdict: str) -> pd.DataFrame:
    """Connections of that verdict; attempts that only an error or alarm tells of are found by that line."""
    wires = tables["connections"]
    return wires[(wires["verdict"] == verdict) & wires["conn_idx"].notna()]


def by_peer(wires: pd.DataFrame, tables: Frames) -> Iterator[Finding]:
    """One finding for each node, peer address and device, in the verdict's own words."""
    certificates = tables["certificates"]
    for _, rows in groups(wires, "node", "remote_ip", "device"):
        row = rows.iloc[0]
        where = peer(row["remote_ip"], row["remote_port"])
        presented = certificates[certificates["connection"].isin(rows["connection"])]
        yield Finding(
            f"{many(len(rows), 'connection')} with {where}: {first(rows['why']) or 'no reason is told'}",
            _evidence(presented, rows),
            about=first([row["device"], where]),
            time=first_time(rows, "opened"),
            seen=bool(holds(rows["verdict_seen"]).all()),
            connection=row["connection"],
            fix=first(rows["fix"]),
        )


def _evidence(presented: pd.DataFrame, rows: pd.DataFrame) -> tuple[str, ...]:
    cited = [line for told in rows["evidence"] if told is not None for line in told]
    return tuple(dict.fromkeys([*lines(presented, rows), *cited]))[:MOST_LINES]
