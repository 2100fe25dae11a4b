"""From a node's time of day to instants.

SDL records carry neither date nor zone: both come from FileHead (UTC offset, Date). Source: SDL format
notes, section 8; a file starts with the day's date and a smaller time of day later means that midnight
has passed.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
DAY_MS = 86_400_000
HALF_DAY_MS = DAY_MS // 2
_LATEST_MS = 600_000
_DATE = re.compile(r"\d{4}/\d\d/\d\d", re.ASCII)
_OFFSET = re.compile(r"(?P<sign>[+-]?)(?P<hours>\d\d?)(?::(?P<minutes>[0-5]\d))?", re.ASCII)
_MOST_OFFSET = 18 * 60
NO_TIME = np.iinfo(np.int64).min
"""What numpy and pandas take for "not a time"."""


@dataclass(frozen=True)
class Clock:
    """What a file tells about its node's clock: its first day (days since 1970) and minutes ahead of UTC."""

    first_day: int | None = None
    offset_minutes: int | None = None

    @staticmethod
    def from_file_head(date: str | None, utc_offset: str | None) -> "Clock":
        """From `2016/10/18` and `-04:00` as FileHead prints them; what cannot be read is unknown."""
        return Clock(_day(date), _minutes(utc_offset))

    def days(self, ms: Longs, own_day: Longs, last_ms: int | None = None) -> Longs:
        """The day of each record of a file, in file order; NO_TIME where it is unknown.

        ``ms``: time of day; ``own_day``: the record's own date as days since 1970, -1 where it has none.
        ``last_ms``: the node's clock in milliseconds since 1970 at the record before the first of them, on
        ``first_day``, when these are not the first of the file.
        """
        if self.first_day is None:
            return np.where(own_day >= 0, own_day, NO_TIME)
        falls = np.zeros(len(ms), dtype=np.int64)
        if last_ms is not None and len(ms):
            falls[0] = _falls(np.array([last_ms % DAY_MS]), ms[:1])[0]
        falls[1:] = _falls(ms[:-1], ms[1:])
        return np.where(own_day >= 0, own_day, self.first_day + np.cumsum(falls))

    def utc(self, days: Longs, ms: Longs) -> Longs:
        """Milliseconds since 1970 in UTC; NO_TIME where the day or the zone is unknown."""
        if self.offset_minutes is None:
            return np.full(len(ms), NO_TIME, dtype=np.int64)
        return np.where(days == NO_TIME, NO_TIME, days * DAY_MS + ms - self.offset_minutes * 60_000)

    def local(self, days: Longs, ms: Longs) -> list[str]:
        """The node's own clock in words: `2016-10-18T16:22:49.350-04:00`, or the time of day alone."""
        zone = "" if self.offset_minutes is None else _zone(self.offset_minutes)
        known = days != NO_TIME
        stamps = (np.where(known, days, 0) * DAY_MS + ms).astype("datetime64[ms]")
        words = np.datetime_as_string(stamps, unit="ms").tolist()
        return [
            word + zone if dated else word[11:] for word, dated in zip(words, known.tolist(), strict=True)
        ]


def _falls(before: Longs, after: Longs) -> Longs:
    """1 where midnight has passed between two times of day, -1 where one of the old day is written late."""
    late = (before < _LATEST_MS) & (after > DAY_MS - _LATEST_MS)
    return (after - before < -HALF_DAY_MS).astype(np.int64) - late


def _day(date: str | None) -> int | None:
    if not _DATE.fullmatch(date or ""):
        return None
    try:
        return int(np.datetime64(str(date).replace("/", "-"), "D").astype(np.int64))
    except ValueError:
        return None


def _minutes(utc_offset: str | None) -> int | None:
    found = _OFFSET.fullmatch(utc_offset or "")
    if found is None:
        return None
    total = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    if total > _MOST_OFFSET:
        return None
    return -total if found["sign"] == "-" else total


def _zone(offset_minutes: int) -> str:
    hours, minutes = divmod(abs(offset_minutes), 60)
    return f"{'-' if offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"
