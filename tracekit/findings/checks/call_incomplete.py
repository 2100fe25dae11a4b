"""Files or nodes are missing for the time of a failing call, so its ladder may lack a side.

From the coverage table: missing files, gaps and absent nodes, and calls that only calllogs know because
the SDL of their node begins later or ends before.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.failures import failing
from tracekit.findings.finding import Finding, Frames
from tracekit.findings.proof import lines
from tracekit.findings.told import first, listed, many

SLUG = "call-incomplete"
SEVERITY = "warning"
TITLE = "Failing calls may be incomplete"
WHY = "the record that tells the reason may be in what is missing"
FIX = "collect the SDL of all nodes for the time of the call"

_ALWAYS, _FOREVER = pd.Timestamp("1970-01-01", tz="UTC"), pd.Timestamp("2200-01-01", tz="UTC")
_MISSING = ("missing files", "gap", "absent node")


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each hole that failing calls fall into, one for calls without any SDL."""
    calls, coverage = failing(tables), _instants(tables["coverage"])
    ended = calls["ended"].fillna(calls["started"])
    for _, row in coverage[coverage["what"].isin(_MISSING)].iterrows():
        inside = ~((calls["started"] > row["until"]) | (ended < row["since"])).fillna(False).astype(bool)
        if row["what"] == "absent node":
            inside &= calls["nodes"].map(lambda nodes, node=row["node"]: str(node) in (nodes or []))
        if inside.any():
            yield _finding(calls[inside], str(row["detail"]), f"{row['what']}, node {row['node']}")
    covered = coverage[(coverage["what"] == "covered") & coverage["app"].eq("CCM")]
    if len(covered) and len(calls):
        mute = calls[~calls["call"].isin(_inside(calls, covered))]
        if len(mute):
            words = "the SDL of the input does not cover them: they are known from calllogs alone"
            yield _finding(mute, words, "no SDL of that time")


def _inside(calls: pd.DataFrame, covered: pd.DataFrame) -> set[str]:
    """Calls that begin while the SDL of some node is there."""
    held: set[str] = set()
    for since, until in zip(covered["since"], covered["until"], strict=True):
        held |= set(calls.loc[(calls["started"] >= since) & (calls["started"] <= until), "call"])
    return held | set(calls.loc[calls["started"].isna(), "call"])


def _finding(calls: pd.DataFrame, words: str, about: str) -> Finding:
    alone = first(calls["call"]) if len(calls) == 1 else None
    return Finding(
        f"{many(len(calls), 'failing call')} ({listed(calls['call'])}): {words}",
        lines(calls),
        about=about,
        time=None if calls["started"].isna().all() else calls["started"].min(),
        seen=False,
        call=alone,
    )


def _instants(coverage: pd.DataFrame) -> pd.DataFrame:
    """The times of the coverage, which are those of the node's clock with its offset, as instants; open ends
    where nothing is told."""
    told = {
        name: pd.to_datetime(coverage[name], utc=True, errors="coerce", format="ISO8601")
        for name in ("from", "to")
    }
    return coverage.assign(
        since=told["from"].fillna(_ALWAYS),
        until=told["to"].fillna(_FOREVER),
    )
