"""Steps between two legs: the rows of calllogs as written, and the splits and joins that signals tell."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.events import PLACE, Frames
from tracekit.correlate.join import INSTANT, Frame, look_up, shaped
from tracekit.correlate.leg_keys import LegKeys

_TYPES = {
    "time": INSTANT,
    **dict.fromkeys(["ms_of_life", "node", "ci_a", "ci_b", "cause"], "Int64"),
    **dict.fromkeys(["time_local", "event", "calling", "original_called", "called"], "str"),
    **dict.fromkeys(["device_a", "device_b", "cluster", "source"], "str"),
    **{name: "str" if name == "member" else "Int64" for name in PLACE},
}


def call_events(events: Frames, keys: LegKeys, call_of: pd.Series[Any]) -> Frame:
    """The call_events table; a request counts where call control gets it, not where it is handed on."""
    log, splits, joins = (events[name] for name in ("call_log", "split_request", "join_request"))
    found = [
        log[log["event"].notna()].assign(source="calllogs"),
        _asked(splits.assign(ci_a=splits["ci"], event="SPLIT")),
        _asked(joins.assign(event="JOIN")),
    ]
    table = pd.concat([shaped(part, _TYPES) for part in found], ignore_index=True)
    call = pd.Series(pd.NA, index=table.index, dtype="str")
    for column in ("ci_a", "ci_b"):
        stated = look_up(keys.add(table, column), ["leg"], call_of)
        call = call.fillna(stated.astype("str"))
    return table.assign(call=call)


def _asked(requests: Frame) -> Frame:
    first = requests["destination"].astype("str").str.startswith("Cc(").fillna(False).astype(bool)
    return requests[first].assign(source="signal")
