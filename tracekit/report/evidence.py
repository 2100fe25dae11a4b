"""The trace lines that prove a finding or a verdict, found by ``member:line``."""

from collections.abc import Iterable

import pandas as pd

from tracekit.ladder import Moment, Proof, Tables
from tracekit.report import say
from tracekit.report.excerpts import Excerpts
from tracekit.report.page import Excerpt
from tracekit.tables.schema import TABLES

PLACE = ["member", "line", "offset", "length"]
UNDATED = Moment(None, None)

MAX_LINE_BYTES = 2_000
"""Of one record: its header and the first lines; the ladder has the whole message."""

MAX_TEXT_BYTES = 800_000
"""Of all evidence together."""


class Evidence:
    """Knows where the wanted records lie; a place that no table has is shown without its text."""

    def __init__(self, tables: Tables, wanted: Iterable[str], per_record: int) -> None:
        lines = {place: _split(place) for place in wanted}
        self._proofs = _proofs(tables, lines)
        self._excerpts = Excerpts(tables, min(per_record, MAX_LINE_BYTES), MAX_TEXT_BYTES)
        self._read: dict[str, Excerpt] = {}

    def of(self, places: Iterable[str]) -> tuple[Excerpt, ...]:
        """The text of each place, in their order."""
        return tuple(self._one(place) for place in places)

    def _one(self, place: str) -> Excerpt:
        if place not in self._read:
            proof = self._proofs.get(place)
            known = None if proof is None else self._excerpts.of(proof)
            self._read[place] = known or Excerpt(say.said(place), None, None)
        return self._read[place]


def _proofs(tables: Tables, lines: dict[str, tuple[str, int | None]]) -> dict[str, Proof]:
    """The longest record at each place: of a table's row and an event's, the whole."""
    members = {member for member, _ in lines.values()}
    numbers = {line for _, line in lines.values() if line is not None}
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for frame in _frames(tables):
        near = frame[frame["member"].isin(members) & frame["line"].isin(numbers)]
        known = near[PLACE].dropna().itertuples(index=False, name=None)
        for member, line, offset, length in known:
            place, span = (str(member), int(line)), (int(length), int(offset))
            found[place] = max(found.get(place, span), span)
    return {
        name: Proof(member, line, offset, length, UNDATED)
        for name, (member, line) in lines.items()
        if line is not None and (member, line) in found
        for length, offset in [found[member, line]]
    }


def _frames(tables: Tables) -> list[pd.DataFrame]:
    """Every table and every family's events that stand on trace lines."""
    named = [
        getattr(tables, name, None) for name, table in TABLES.items() if set(PLACE) <= set(table.columns)
    ]
    frames = [frame for frame in (*named, *tables.events.values()) if frame is not None]
    return [frame for frame in frames if len(frame) and set(PLACE) <= set(frame.columns)]


def _split(place: str) -> tuple[str, int | None]:
    member, _, line = place.rpartition(":")
    return (member, int(line)) if member and line.isascii() and line.isdigit() else (place, None)
