"""Small joins that the correlation modules share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

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
    """The value that belongs to each row's key, null where there is none; aligned with ``frame``."""
    if frame.empty or values.empty:
        return pd.Series(index=frame.index, dtype=_NULLABLE.get(str(values.dtype), values.dtype))
    wanted = pd.MultiIndex.from_frame(frame[keys]) if len(keys) > 1 else pd.Index(frame[keys[0]])
    found = values.reindex(wanted)
    found.index = frame.index
    return found.mask(frame[keys].isna().any(axis=1))


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
