"""Instants as the clock of the node that wrote them shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pandas as pd

from tracekit.ladder import Moment, Record, records
from tracekit.text.heading import LOCAL


@dataclass(frozen=True, slots=True)
class Shown:
    """A time as people read it: ``day`` and ``zone`` are null where the trace does not tell them."""

    day: str | None
    clock: str
    zone: str | None

    def words(self, beside: Shown | None = None) -> str:
        """``2016-07-29 07:47:48.542 UTC-04:00``; of day and zone what differs from the time beside it."""
        day = None if beside is not None and beside.day == self.day else self.day
        zone = None if beside is not None and beside.zone == self.zone else self.zone
        return " ".join(part for part in (day, self.clock, zone) if part is not None)


class Zones:
    """Minutes ahead of UTC of each file's node, from the members table."""

    def __init__(self, members: pd.DataFrame) -> None:
        self._of_member: dict[str | None, int] = {}
        self._of_node: dict[int | None, int] = {}
        for member in records(members):
            minutes = member.number("utc_offset_minutes")
            if minutes is not None:
                self._of_member.setdefault(member.text("member"), minutes)
                self._of_node.setdefault(member.number("node"), minutes)

    def minutes(self, member: str | None, nodes: Iterable[int | None] = ()) -> int | None:
        """Of a file, else of the first node that is known."""
        known = (self._of_node.get(node) for node in nodes if node is not None)
        return self._of_member.get(member, next((it for it in known if it is not None), None))

    def of_row(self, row: Record) -> int | None:
        """Of a row of any table, by the file of its proof and its node or nodes."""
        nodes: Sequence[int | None] = [int(node) for node in row.texts("nodes") if node.isdecimal()]
        return self.minutes(row.text("member"), nodes or [row.number("node")])


def shown(instant: datetime, minutes: int | None) -> Shown:
    """An instant of the tables by a clock that is so many minutes ahead; in UTC where that is unknown."""
    local = instant.astimezone(UTC) + timedelta(minutes=minutes or 0)
    return Shown(
        f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}.{local.microsecond // 1000:03}", zone_name(minutes or 0)
    )


def shown_moment(moment: Moment) -> Shown | None:
    """A row's time as the trace has it; null when it tells none."""
    local = LOCAL.search(moment.local or "")
    if local is not None:
        zone = local[3]
        return Shown(local[1], local[2], "UTC" if zone in ("Z", "+00:00") else zone and f"UTC{zone}")
    if moment.local is not None:
        return Shown(None, moment.local, None)
    return None if moment.utc is None else shown(moment.utc, None)


def zone_name(minutes: int) -> str:
    """``UTC``, ``UTC-04:00``, ``UTC+05:30``."""
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
