"""Digit analyses: the match, what came of it, the call it was for and where it led.

The text lines carry no CI; the signal that caused them does (`DaReq`, same sequence number, SDL format
notes section 6). Pasted text without that signal is tied to a call later, by numbers and time.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.devices import device_of_process, process_key
from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame, first_of, latest_before, look_up

GROUP = ["member", "seq"]
NEXT_HOP_WITHIN_MS = 5_000


def digit_analyses(events: Frames) -> Frame:
    """The digit_analyses table, with ``life`` and ``ms_of_life`` beside it, one row a `match(`."""
    matches = events["digit_analysis_match"]
    results = _with_answer(events["digit_analysis_results"])
    table = matches.assign(
        ci=look_up(matches, GROUP, first_of(events["da_request"], GROUP, "ci")).astype("Int64"),
        **{
            name: look_up(matches, GROUP, first_of(results, GROUP, name))
            for name in ("pattern", "partition", "called")
        },
    )
    table["result"] = _result(matches, results, events["digit_analysis_potential"])
    table["tie"] = pd.Series("stated", index=table.index, dtype="str").where(table["ci"].notna())
    return table.assign(**_next_hop(table, events))


def _with_answer(results: Frame) -> Frame:
    """Result blocks; the marker line before a block says nothing yet."""
    return results[results[["pattern", "called", "dialed", "calling"]].notna().any(axis=1)]


def _result(matches: Frame, results: Frame, potential: Frame) -> pd.Series[Any]:
    answered = look_up(matches, GROUP, results.assign(yes=True).groupby(GROUP)["yes"].first()).notna()
    blocked = look_up(matches, GROUP, first_of(results, GROUP, "route_block")).astype("str")
    more = look_up(matches, GROUP, first_of(potential, GROUP, "potential")).astype("str")
    result = pd.Series(None, index=matches.index, dtype="str")
    result = result.mask(more == "PotentialMatchesExist", "potential")
    result = result.mask(more == "NoPotentialMatchesExist", "no match")
    result = result.mask(answered, "matched")
    return result.mask(answered & blocked.str.startswith("Block").fillna(False).astype(bool), "blocked")


def _next_hop(table: Frame, events: Frames) -> dict[str, Any]:
    """`wait_DmPidRes` names the process for the same CI, a little later; the process names the device."""
    told = events["digit_analysis_next_hop"]
    matched = table[table["result"].isin(["matched", "blocked"])]
    near = latest_before(matched, told, ["life", "ci"], ["next_hop"], NEXT_HOP_WITHIN_MS, after=True)
    hop = near["next_hop"].reindex(table.index).astype("str")
    keys = pd.DataFrame({"life": table["life"], "process": process_key(hop)})
    return {
        "next_hop": hop,
        "device": look_up(keys, ["life", "process"], device_of_process(events)).astype("str"),
    }
