"""A call reached nobody because the number leads nowhere: no pattern matches, a pattern blocks it, or the far
end does not know it.

`Digit analysis: … NoPotentialMatchesExist`, `RouteBlockFlag=BlockThisPattern`, or release cause 1, 3, 22
or 28. Often a misdialled number, so only a warning.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from tracekit.findings.failures import call_ends, cause_words, proof_of, wrong_number
from tracekit.findings.finding import Finding, Frames
from tracekit.findings.proof import lines
from tracekit.findings.told import first, listed

SLUG = "number-unknown"
SEVERITY = "warning"
TITLE = "Number leads nowhere"
WHY = "the caller heard reorder tone or an announcement"
FIX = (
    "check the pattern and its partition, and that the calling search space of the phone or trunk holds that "
    "partition; if the far end refused the number, the digits sent to it"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each such call."""
    calls, analysed = wrong_number(tables), tables["digit_analyses"]
    ends = call_ends(calls, tables, events)
    stuck = analysed[analysed["call"].isin(calls["call"]) & analysed["result"].isin(["blocked", "no match"])]
    by_call = {str(call): rows for call, rows in stuck.groupby("call", sort=False)}
    for _, row in calls.iterrows():
        end = ends[str(row["call"])]
        mine = by_call.get(str(row["call"]), stuck.head(0))
        dialed = first([*mine["dialed"], row["dialed"], row["called"]])
        caller = first([row["calling"], *mine["calling"]]) or "unknown"
        yield Finding(
            _words(row, mine, dialed),
            proof_of(row, lines(mine), end.evidence),
            about=f"{caller} → {dialed or 'no digits'}",
            time=None if pd.isna(row["started"]) else row["started"],
            call=str(row["call"]),
        )


def _words(row: "pd.Series[Any]", mine: pd.DataFrame, dialed: str | None) -> str:
    cause = cause_words(row)
    if mine.empty:
        handed = (
            f", handed to {listed(row['devices'][1:])}"
            if row["devices"] is not None and row["devices"][1:]
            else ""
        )
        return f"dialled {dialed or 'nothing that is told'}{handed}; {cause}"
    spaces = listed(mine["pss"].drop_duplicates(), 2) or "no partition is told"
    if (mine["result"] == "blocked").any():
        pattern = listed(mine["pattern"]) or "not told"
        what = f"blocked by pattern {pattern} in partition {listed(mine['partition']) or 'none'}"
    else:
        what = f"no pattern matches in the partitions {spaces}"
    return f"dialled {dialed}: {what}" + (f"; {cause}" if cause else "")
