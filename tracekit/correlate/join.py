"""Small joins that the correlation modules share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import take

Frame = pd.DataFrame

INSTANT = "datetime64[ms, UTC]"
_NULLABLE = {"bool": "boolean", "int64": "Int64"}
"""Types that have no null, and their like that has one."""


def shaped(frame: Frame, types: Mapping[str, str]) -> Frame:
    """Exactly these columns, of these types; one that ``frame`` lacks is null throughout.

    Frames are shaped before they are put together, so that an all-null part cannot change a type.
    """
    return Frame(
        {
            name: frame[name].astype(kind) if name in frame else pd.Series(index=frame.index, dtype=kind)  # type: ignore[call-overload]
            for name, kind in types.items()
        },
        index=frame.index,
    )


def first_of(frame: Frame, keys: list[str], column: str) -> pd.Series[Any]:
    """For each key the first value of ``column`` that is not null, as a series indexed by the key."""
    known = frame.dropna(subset=[*keys, column])
    return known.groupby(keys, sort=False)[column].first()


def look_up(frame: Frame, keys: list[str], values: pd.Series[Any]) -> pd.Series[Any]:
    """The value that belongs to each row's key, null where there is none; aligned with ``frame``.

    ``values`` has one row a key. Keys are compared as numbers, because hashing texts costs the most.
    """
    if frame.empty or values.empty:
        return pd.Series(index=frame.index, dtype=_NULLABLE.get(str(values.dtype), values.dtype))
    index = values.index
    levels = index.levels if isinstance(index, pd.MultiIndex) else [index]
    own = index.codes if isinstance(index, pd.MultiIndex) else [np.arange(len(index))]
    if any((codes < 0).any() for codes in own):  # a key that is null in part belongs to nobody
        return look_up(frame, keys, values[[min(codes) >= 0 for codes in zip(*own, strict=True)]])
    wanted, there = np.zeros(len(frame), dtype="int64"), np.zeros(len(values), dtype="int64")
    absent = np.zeros(len(frame), dtype=bool)
    for key, level, codes in zip(keys, levels, own, strict=True):
        place = _places(frame[key], level)
        absent |= place < 0
        wanted, there = wanted * len(level) + place, there * len(level) + codes
    at = np.where(absent, -1, pd.Index(there).get_indexer(pd.Index(wanted)))
    return pd.Series(take(values.array, at, allow_fill=True), index=frame.index)


def _places(column: pd.Series[Any], level: pd.Index[Any]) -> Any:
    """Where each value stands among the values of a key, -1 where nowhere."""
    if column.dtype == "str" and level.dtype == "str":
        known = pa.array(level)
        found = pc.index_in(pa.array(column), value_set=known.cast(pa.large_string()))
        return found.fill_null(-1).to_numpy(zero_copy_only=False).astype("int64")
    place = level.get_indexer(pd.Index(column))
    return np.where(column.isna(), -1, place)


def latest_before(
    left: Frame, right: Frame, by: list[str], columns: list[str], within_ms: int, *, after: bool = False
) -> Frame:
    """For each row of ``left`` the nearest earlier row of ``right`` with the same key, within the limit.

    With ``after`` the nearest later one. Rows are compared by ``ms_of_life``, which also orders files that
    do not tell their date. Gives ``columns`` of ``right``, null where none is near; aligned with ``left``.
    """
    if left.empty or right.empty:
        return Frame({column: pd.Series(pd.NA, index=left.index, dtype="object") for column in columns})
    order = (
        left.assign(_row=range(len(left)))
        .dropna(subset=["ms_of_life", *by])
        .sort_values("ms_of_life", kind="stable")
    )
    near = right.dropna(subset=["ms_of_life", *by]).sort_values("ms_of_life", kind="stable")
    found = pd.merge_asof(
        order[["_row", "ms_of_life", *by]],
        near[["ms_of_life", *by, *columns]],
        on="ms_of_life",
        by=by,
        direction="forward" if after else "backward",
        tolerance=within_ms,
    )
    found = found.set_index("_row")[columns].reindex(range(len(left)))
    found.index = left.index
    return found


def lists_of(frame: Frame, key: str, column: str) -> dict[Any, list[Any]]:
    """For each key its different values that are not null, in the order of the rows."""
    known = frame[[key, column]].dropna().drop_duplicates()
    codes, keys = pd.factorize(known[key])
    order = np.argsort(codes, kind="stable")
    values = known[column].to_numpy(dtype="object")[order].tolist()
    ends = np.searchsorted(codes[order], np.arange(len(keys) + 1)).tolist()
    return {name: values[start:end] for name, start, end in zip(keys, ends[:-1], ends[1:], strict=True)}
