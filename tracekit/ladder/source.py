"""What a ladder is drawn from: the tables, and single rows of them with nulls made plain."""

import math
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

import pandas as pd

from tracekit.ladder.model import Moment, Proof


class Tables(Protocol):
    """The tables of ``tracekit.tables.schema`` as DataFrames, and what stands behind them."""

    @property
    def members(self) -> pd.DataFrame: ...
    @property
    def messages(self) -> pd.DataFrame: ...
    @property
    def digit_analyses(self) -> pd.DataFrame: ...
    @property
    def connections(self) -> pd.DataFrame: ...
    @property
    def certificates(self) -> pd.DataFrame: ...
    @property
    def legs(self) -> pd.DataFrame: ...
    @property
    def calls(self) -> pd.DataFrame: ...
    @property
    def call_events(self) -> pd.DataFrame: ...
    @property
    def findings(self) -> pd.DataFrame: ...
    @property
    def coverage(self) -> pd.DataFrame: ...
    @property
    def unparsed(self) -> pd.DataFrame: ...
    @property
    def problems(self) -> pd.DataFrame: ...
    @property
    def events(self) -> Mapping[str, pd.DataFrame]:
        """One frame per trace-line family: its columns, node, epoch, time, call, connection, place."""

    @property
    def notes(self) -> Mapping[str, tuple[str, str]]:
        """For each family that stands on a ladder its title and the ``str.format`` text over its columns."""

    def raw(self, member: str, offset: int, length: int) -> bytes:
        """The bytes of one record; empty when the input is gone."""


class Record:
    """One row of a table. A cell that is absent, null, NaN, NaT or empty text reads as None."""

    __slots__ = ("_cells",)

    def __init__(self, cells: Mapping[str, object]) -> None:
        self._cells = cells

    def text(self, column: str) -> str | None:
        value = self._known(column)
        return None if value is None else str(value)

    def number(self, column: str) -> int | None:
        value = self._known(column)
        return None if value is None else int(str(value).removesuffix(".0"))

    def real(self, column: str) -> float | None:
        value = self._known(column)
        return None if value is None else float(str(value))

    def flag(self, column: str) -> bool | None:
        value = self._known(column)
        return None if value is None else bool(value)

    def instant(self, column: str) -> datetime | None:
        value = self._known(column)
        if not isinstance(value, datetime):
            return None
        return value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else value

    def texts(self, column: str) -> tuple[str, ...]:
        value = self._known(column)
        if isinstance(value, str) or not isinstance(value, Iterable):
            return ()
        return tuple(str(item) for item in value)

    def known(self) -> dict[str, object]:
        """All cells by column name, None for unknown."""
        return {column: self._known(column) for column in self._cells}

    @property
    def moment(self) -> Moment:
        return Moment(self.instant("time"), self.text("time_local"))

    @property
    def proof(self) -> Proof:
        return Proof(
            self.text("member") or "unknown file",
            self.number("line"),
            self.number("offset"),
            self.number("length"),
            self.moment,
        )

    def _known(self, column: str) -> object:
        value = self._cells.get(column)
        if value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
            return None
        return None if isinstance(value, str) and not value else value


class Rows:
    """The rows of a table as records, converted in blocks: rows of one call stand near each other."""

    BLOCK = 2048
    KEPT = 16

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self._columns = [str(column) for column in frame.columns]
        self._blocks: OrderedDict[int, list[tuple[object, ...]]] = OrderedDict()

    def at(self, position: int) -> Record:
        """The row at a position, from 0."""
        block, row = divmod(position, self.BLOCK)
        if block not in self._blocks:
            self._blocks[block] = self._converted(block)
            if len(self._blocks) > self.KEPT:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(block)
        return Record(dict(zip(self._columns, self._blocks[block][row], strict=True)))

    def _converted(self, block: int) -> list[tuple[object, ...]]:
        part = self.frame.iloc[block * self.BLOCK : (block + 1) * self.BLOCK]
        return list(zip(*(part.iloc[:, column].tolist() for column in range(part.shape[1])), strict=True))


def records(frame: pd.DataFrame) -> Iterator[Record]:
    """All rows of a table, in order."""
    rows = Rows(frame)
    return (rows.at(position) for position in range(len(frame)))


class Grouped:
    """The rows of a table by the value of one column; rows where it is null are in no group."""

    def __init__(self, rows: Rows, column: str) -> None:
        self._rows = rows
        self._positions: dict[object, list[int]] = {}
        if column in rows.frame.columns and len(rows.frame):
            found = rows.frame.groupby(column, sort=False).indices
            self._positions = {key: [int(place) for place in places] for key, places in found.items()}

    def of(self, key: object) -> list[Record]:
        """Its rows, in table order; none for an unknown key."""
        return [self._rows.at(position) for position in self._positions.get(key, ())]
