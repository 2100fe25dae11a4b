"""A ladder cut to a stretch of time."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracekit.ladder.clock import TIME_OF_DAY, milliseconds
from tracekit.ladder.model import Ladder, Moment, Row

ASKED = re.compile(
    r"(?:(\d{4})[-/](\d{2})[-/](\d{2})[T ])?([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,3}))?)?"
)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class WindowEnd:
    """One end of a stretch of time by the nodes' own clocks: milliseconds of the day, perhaps with a day."""

    day: date | None
    time_ms: int


def read_window_end(text: str) -> WindowEnd:
    """``19:59:21.224``, ``19:59`` or ``2015-03-14 19:59:21``; raises ValueError for anything else."""
    found = ASKED.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no time such as 19:59:21.224 or 2015-03-14 19:59:21")
    year, month, day, hours, minutes, seconds, fraction = found.groups()
    time_ms = ((int(hours) * 60 + int(minutes)) * 60 + int(seconds or 0)) * 1000
    time_ms += int((fraction or "0").ljust(3, "0"))
    return WindowEnd(None if year is None else date(int(year), int(month), int(day)), time_ms)


def within(ladder: Ladder, first: WindowEnd | None = None, last: WindowEnd | None = None) -> Ladder:
    """The rows from ``first`` to ``last``, both included, by the times that are printed on them.

    A row without a time goes with the row before it. Deltas are those to the row that is shown before.
    Without dates a stretch may run over midnight (``first`` later in the day than ``last``).
    """
    over_midnight = (
        first is not None
        and last is not None
        and first.day is None
        and last.day is None
        and first.time_ms > last.time_ms
    )
    inside = True

    def shown(row: Row) -> bool:
        nonlocal inside
        place = _place(row.moment)
        if place is not None:
            after = first is None or not _earlier(place, first)
            before = last is None or not _later(place, last)
            inside = (after or before) if over_midnight else (after and before)
        return inside

    return replace(ladder, rows=kept_rows(ladder.rows, shown))


def kept_rows(rows: Sequence[Row], shown: Callable[[Row], bool]) -> tuple[Row, ...]:
    """The rows that are shown, each with the time since the one shown before it."""
    kept: list[Row] = []
    skipped: int | None = 0
    for row in rows:
        passed = None if skipped is None or row.delta_ms is None else skipped + row.delta_ms
        if shown(row):
            kept.append(replace(row, delta_ms=passed if kept else None))
            skipped = 0
        elif kept:
            skipped = passed
    return tuple(kept)


def _place(moment: Moment) -> tuple[date | None, int] | None:
    """Day and milliseconds of the day as printed: the node's own clock, else UTC."""
    instant = milliseconds(Moment(None, moment.local)) if moment.local else None
    if instant is not None and TIME_OF_DAY.search(moment.local or ""):
        day = DAY.search(moment.local or "")
        return None if day is None else date(*(int(part) for part in day.groups())), instant[1]
    if moment.utc is None:
        return None
    since = moment.utc - moment.utc.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.utc.date(), since.seconds * 1000 + since.microseconds // 1000


def _earlier(place: tuple[date | None, int], end: WindowEnd) -> bool:
    day, time_ms = place
    if day is not None and end.day is not None and day != end.day:
        return day < end.day
    return time_ms < end.time_ms


def _later(place: tuple[date | None, int], end: WindowEnd) -> bool:
    day, time_ms = place
    if day is not None and end.day is not None and day != end.day:
        return day > end.day
    return time_ms > end.time_ms
