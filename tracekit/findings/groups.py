"""Rows that belong to one finding, in the order of their key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def groups(frame: pd.DataFrame, *keys: str) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    """Each combination of the keys' values with its rows; null is a value of its own."""
    for key, rows in frame.groupby(list(keys), dropna=False, sort=True):
        yield (key if isinstance(key, tuple) else (key,)), rows
