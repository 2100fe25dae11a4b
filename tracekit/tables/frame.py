"""Columns to DataFrames of the agreed types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from tracekit.clock import NO_TIME
from tracekit.tables.schema import TABLES, Column

DTYPES = {"text": "str", "int": "Int64", "float": "Float64", "flag": "boolean", "list": "object"}


def table_frame(name: str, columns: Mapping[str, Any] | pd.DataFrame) -> pd.DataFrame:
    """The table ``name`` with exactly its columns, in order and of their types; absent ones are null."""
    schema = TABLES[name].columns
    rows = len(next(iter(columns.values()), [])) if isinstance(columns, Mapping) else len(columns)
    values = {
        column: series(columns[column] if column in columns else [None] * rows, kind)
        for column, kind in schema.items()
    }
    return pd.DataFrame(values, index=pd.RangeIndex(rows))


def series(values: Any, column: Column) -> pd.Series[Any]:
    """One column of the agreed type; instants may come as datetimes or as UTC milliseconds."""
    if column.type == "time":
        return _instants(values)
    if column.type == "list":
        return pd.Series(
            [list(value) if isinstance(value, list | tuple) else None for value in values], dtype="object"
        )
    return pd.Series(_plain(values), dtype=DTYPES[column.type])


def instants(utc_ms: Sequence[int | None] | Any) -> pd.Series[Any]:
    """UTC milliseconds (NO_TIME or null for unknown) as ``datetime64[ms, UTC]``."""
    numbers = pd.Series(_plain(utc_ms), dtype="Int64").fillna(NO_TIME).to_numpy(dtype="int64")
    return pd.Series(numbers.view("datetime64[ms]")).dt.tz_localize("UTC")


def arrow_series(values: pa.ChunkedArray, dtype: str | None = None) -> pd.Series[Any]:
    """Arrow's texts, numbers or flags as ``str``, ``Int64`` or ``boolean``, or as ``dtype``; no Python object
    is made of a text."""
    if dtype is None:
        dtype = (
            "boolean"
            if pa.types.is_boolean(values.type)
            else "Int64"
            if pa.types.is_integer(values.type)
            else "str"
        )
    kind = _ARROW[dtype]
    return pd.Series(kind[0].__from_arrow__(values.cast(kind[1])))


_ARROW: dict[str, tuple[Any, pa.DataType]] = {
    "str": (pd.StringDtype(na_value=np.nan), pa.large_string()),
    "Int64": (pd.Int64Dtype(), pa.int64()),
    "boolean": (pd.BooleanDtype(), pa.bool_()),
}


def _instants(values: Any) -> pd.Series[Any]:
    found = values if isinstance(values, pd.Series) else pd.Series(list(values), dtype="object")
    if isinstance(found.dtype, pd.DatetimeTZDtype):
        return found.reset_index(drop=True).astype("datetime64[ms, UTC]")
    if found.isna().all():
        return pd.Series([pd.NaT] * len(found), dtype="datetime64[ms, UTC]")
    if pd.api.types.is_integer_dtype(found.dtype) or isinstance(found.dropna().iloc[0], int | np.integer):
        return instants(found)
    return pd.Series(pd.to_datetime(found, utc=True).dt.as_unit("ms")).reset_index(drop=True)


def _plain(values: Any) -> Any:
    return values.reset_index(drop=True) if isinstance(values, pd.Series) else values
