"""Values of a trace as they stand in a finding's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

MOST_NAMES = 6


def known(values: Iterable[Any]) -> list[str]:
    """The different values that are not null, as text, in their order."""
    return list(dict.fromkeys(_text(value) for value in values if not _null(value)))


def first(values: Iterable[Any]) -> str | None:
    """The first value that is not null."""
    return next(iter(known(values)), None)


def listed(values: Iterable[Any], most: int = MOST_NAMES) -> str:
    """`a, b and 4 more`; empty when there is nothing to list."""
    names = known(values)
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def peer(ip: Any, port: Any = None) -> str:
    """`10.10.1.9:5061`; `a peer` when the address is not known."""
    if pd.isna(ip):
        return "a peer whose address is not told"
    return str(ip) if pd.isna(port) else f"{ip}:{int(port)}"


def many(count: int, noun: str) -> str:
    """`1 message`, `1,200 messages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def holds(flags: pd.Series[Any]) -> pd.Series[bool]:
    """A column of yes and no where unknown counts as no."""
    return flags.fillna(False).astype(bool)


def same(values: pd.Series[Any], value: Any) -> pd.Series[bool]:
    """Where a column holds the value; null is the same as null."""
    return values.isna() if pd.isna(value) else holds(values == value)


def text(value: Any) -> str | None:
    """A value as text; null stays null."""
    return None if pd.isna(value) else _text(value)


def number(value: Any) -> int | None:
    """A value as a number; null stays null."""
    return None if pd.isna(value) else int(value)


def _null(value: Any) -> bool:
    """Asked of many values: pandas' own question costs ten times as much for a text."""
    return not isinstance(value, str) and bool(pd.isna(value))


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
