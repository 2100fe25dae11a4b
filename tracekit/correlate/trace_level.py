"""Traces that are too coarse to tell a call: no signals, signals without flags, no SIP text.

Which level writes what: collection notes, section 7 (Detailed is the default since 9.x; SIP messages need
State Transition or higher).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from tracekit.correlate.join import Frame
from tracekit.correlate.node_files import NodeFiles, many, utc_ms
from tracekit.errors import reason
from tracekit.scan.facts import LONGEST_SILENCE_MS

FEWEST_STATISTICS = 10
"""SdlStat records that show that the service ran for a minute."""

FEWEST_SIGNALS = 100
MOST_OVERRIDDEN = 0.9
"""In traces with the default flags up to a third of the signals has its flags overridden."""

_CURE = "set the trace level of Cisco CallManager to Detailed in Serviceability (Trace > Configuration)"
_FLAGS = "set the SDL trace flags back to their default (Trace > Troubleshooting Trace Settings)"


def trace_level(files: NodeFiles, events: Mapping[str, Frame]) -> Iterator[dict[str, Any]]:
    """Rows `no signals`, `flags overridden` and `no SIP text` of the coverage table."""
    signals, overridden = files.total("signals"), files.total("flags_overridden")
    if not signals and files.total("statistics") >= FEWEST_STATISTICS:
        what = f"no SDL signal among {many(files.total('records'), 'record')}: the trace level is too low"
        yield _row(files, "no signals", 0, reason(what, "calls cannot be tied together", _CURE))
    elif signals >= FEWEST_SIGNALS and overridden >= MOST_OVERRIDDEN * signals:
        what = f"*TraceFlagOverrode stands in {overridden:,} of {signals:,} signals: SDL flags are off"
        detail = reason(what, "details of signals are missing", _FLAGS)
        yield _row(files, "flags overridden", overridden, detail)
    if not files.total("messages"):
        yield from _no_sip(files, events)


def _no_sip(files: NodeFiles, events: Mapping[str, Frame]) -> Iterator[dict[str, Any]]:
    logged, set_up = _logged(files, events["call_log"]), _set_up(files, events["sip_setup"])
    if not logged and not set_up:
        return
    seen = [f"calllogs list {many(logged, 'SIP message')} in its time"] if logged else []
    seen += [f"signals set up {many(set_up, 'SIP dialog')}"] if set_up else []
    what = f"no SIP text although {' and '.join(seen)}"
    detail = reason(f"{what}: the level is below State Transition", "ladders lack their messages", _CURE)
    yield _row(files, "no SIP text", logged + set_up, detail)


def _logged(files: NodeFiles, rows: Frame) -> int:
    """SIP rows of the node's calllogs well inside of what its SDL covers."""
    first = utc_ms(files.first, "first_ms") + LONGEST_SILENCE_MS
    last = utc_ms(files.last, "last_ms") - LONGEST_SILENCE_MS
    mine = rows[rows["side"].notna() & rows["time"].notna() & _beside(files, rows)]
    at = mine["time"].astype("int64")
    return int(((at >= first) & (at <= last)).sum())


def _beside(files: NodeFiles, rows: Frame) -> pd.Series[bool]:
    """calllogs rows of the same node of the same cluster."""
    return (rows["node"] == files.node).fillna(False).astype(bool) & (rows["cluster"] == files.cluster)


def _set_up(files: NodeFiles, events: Frame) -> int:
    mine = events["member"].isin([file["member"] for file in files.files])
    return int(mine.sum())


def _row(files: NodeFiles, what: str, count: int, detail: str) -> dict[str, Any]:
    return {
        "node": files.node, "app": files.app, "what": what, "from": files.first["first_time"],
        "to": files.last["last_time"], "count": count, "detail": detail,
    }  # fmt: skip
