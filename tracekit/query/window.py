"""Which calls were up in a stretch of time, by the clock of their own node."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

End = tuple[date | None, int]
"""A day or any day, and milliseconds of it."""


def up_between(
    calls: pd.DataFrame, members: pd.DataFrame, first: End | None, last: End | None
) -> pd.Series[Any]:
    """A flag for each row of the calls table: begun by ``last`` and not over before ``first``.

    An end without a day is of the other's day, else of the day on which the call began; with ``first`` later
    in the day than ``last`` the stretch then runs over midnight. A call whose end is unknown lasts on only
    when it is in progress. False where the trace does not tell when it began.
    """
    if first is not None and last is not None:
        first, last = (first[0] or last[0], first[1]), (last[0] or first[0], last[1])
    offset = _minutes(calls, members)
    began = _local(calls["started"], offset)
    over = _local(calls["ended"], offset).fillna(began)
    over = over.mask((calls["outcome"] == "in progress").fillna(False), pd.Timestamp.max.as_unit("ms"))
    day = began.dt.normalize()
    after = _known(over >= _at(first, day)) if first is not None else began.notna()
    before = _known(began <= _at(last, day)) if last is not None else began.notna()
    if first is not None and last is not None and _over_midnight(first, last):
        return after | before
    return after & before


def _over_midnight(first: End, last: End) -> bool:
    return first[0] is None and last[0] is None and first[1] > last[1]


def _at(end: End, day: pd.Series[Any]) -> pd.Series[Any]:
    on, ms = end
    begin = day if on is None else pd.Series(pd.Timestamp(on), index=day.index, dtype="datetime64[ms]")
    return begin + timedelta(milliseconds=ms)


def _minutes(calls: pd.DataFrame, members: pd.DataFrame) -> pd.Series[Any]:
    """Of the file that proves the call, else of UTC."""
    known = members.dropna(subset=["utc_offset_minutes"]).drop_duplicates("member")
    found: pd.Series[Any] = calls["member"].map(known.set_index("member")["utc_offset_minutes"])
    return found.astype("Int64").fillna(0)


def _local(instants: pd.Series[Any], minutes: pd.Series[Any]) -> pd.Series[Any]:
    clock: pd.Series[Any] = instants.dt.tz_localize(None).astype("datetime64[ms]")
    return clock + pd.to_timedelta(minutes.astype("int64"), unit="m")


def _known(flags: pd.Series[Any]) -> pd.Series[Any]:
    return flags.fillna(False).astype(bool)
