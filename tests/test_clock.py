"""A node's time of day to instants: zones, midnight, dates that are unknown or a record's own."""

import numpy as np
import pytest

from tracekit.clock import DAY_MS, NO_TIME, Clock

MARCH_2 = int(np.datetime64("2026-03-02", "D").astype(np.int64))
HOUR = 3_600_000


def longs(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, dtype=np.int64)


def days_of(clock: Clock, *ms: int) -> list[int]:
    days = clock.days(longs(*ms), np.full(len(ms), -1, dtype=np.int64))
    return [int(day) for day in days]


@pytest.mark.parametrize(
    ("printed", "minutes"),
    [
        ("+05:30", 330),
        ("-04:00", -240),
        ("+00:00", 0),
        ("-00:30", -30),
        ("+14:00", 840),
        ("-12:00", -720),
        ("+05:45", 345),
        ("+5", 300),
        (None, None),
        ("", None),
        ("+", None),
        ("x", None),
        ("+ab:cd", None),
        ("+05:75", None),
        ("+99:00", None),
        ("+18:01", None),
        ("+²:00", None),
        ("+05:3०", None),
        ("++05:00", None),
        ("-+05:00", None),
    ],
)
def test_offsets(printed: str | None, minutes: int | None) -> None:
    assert Clock.from_file_head("2026/03/02", printed).offset_minutes == minutes


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2026/03/02", MARCH_2),
        ("1970/01/01", 0),
        ("2024/02/29", 19782),
        (None, None),
        ("", None),
        ("2026/02/29", None),
        ("2026/13/01", None),
        ("0000/00/00", None),
        ("02.03.2026", None),
        ("today", None),
        ("now", None),
        ("NaT", None),
    ],
)
def test_dates(printed: str | None, day: int | None) -> None:
    assert Clock.from_file_head(printed, "+00:00").first_day == day


def test_midnight_begins_a_new_day() -> None:
    clock = Clock(MARCH_2, 0)
    late, early = 24 * HOUR - 1, 5
    assert days_of(clock, late - HOUR, late, early, HOUR) == [MARCH_2, MARCH_2, MARCH_2 + 1, MARCH_2 + 1]


def test_two_midnights_in_one_file() -> None:
    days = days_of(Clock(MARCH_2, 0), 23 * HOUR, HOUR, 11 * HOUR, 22 * HOUR, 2 * HOUR)
    assert days == [MARCH_2, MARCH_2 + 1, MARCH_2 + 1, MARCH_2 + 1, MARCH_2 + 2]


def test_a_record_written_late_around_midnight_keeps_its_own_day() -> None:
    """Threads take their time before they write: a few milliseconds back are no midnight."""
    late, early = DAY_MS - 2, 3
    days = days_of(Clock(MARCH_2, 0), late, early, late + 1, early + 1, early)
    assert days == [MARCH_2, MARCH_2 + 1, MARCH_2, MARCH_2 + 1, MARCH_2 + 1]


def test_a_file_may_begin_with_a_record_of_the_day_before() -> None:
    assert days_of(Clock(MARCH_2, 0), 1, DAY_MS - 3, 2, HOUR) == [MARCH_2, MARCH_2 - 1, MARCH_2, MARCH_2]


def test_a_long_silence_is_no_step_back() -> None:
    assert days_of(Clock(MARCH_2, 0), 6 * HOUR, 23 * HOUR, 1 * HOUR) == [MARCH_2, MARCH_2, MARCH_2 + 1]


def test_a_small_step_back_is_no_midnight() -> None:
    assert days_of(Clock(MARCH_2, 0), 10 * HOUR, 10 * HOUR - 1, 9 * HOUR, 10 * HOUR) == [MARCH_2] * 4


def test_without_a_date_days_are_unknown() -> None:
    clock = Clock(None, 60)
    ms = longs(1, 2)
    days = clock.days(ms, longs(-1, -1))
    assert days.tolist() == [NO_TIME, NO_TIME]
    assert clock.utc(days, ms).tolist() == [NO_TIME, NO_TIME]
    assert clock.local(days, ms) == ["00:00:00.001", "00:00:00.002"]


@pytest.mark.parametrize("first_day", [None, MARCH_2])
def test_a_record_with_a_date_of_its_own(first_day: int | None) -> None:
    days = Clock(first_day, 0).days(longs(HOUR, HOUR), longs(MARCH_2 + 5, -1))
    assert days.tolist() == [MARCH_2 + 5, NO_TIME if first_day is None else first_day]


def test_utc_takes_the_offset_off() -> None:
    ms, days = longs(HOUR), longs(MARCH_2)
    assert Clock(MARCH_2, 330).utc(days, ms).tolist() == [MARCH_2 * DAY_MS + HOUR - 330 * 60_000]
    assert Clock(MARCH_2, -240).utc(days, ms).tolist() == [MARCH_2 * DAY_MS + 5 * HOUR]
    assert Clock(MARCH_2, 0).utc(days, ms).tolist() == [MARCH_2 * DAY_MS + HOUR]
    assert Clock(MARCH_2, None).utc(days, ms).tolist() == [NO_TIME]


@pytest.mark.parametrize(
    ("offset", "text"),
    [
        (330, "2026-03-02T16:22:49.350+05:30"),
        (-240, "2026-03-02T16:22:49.350-04:00"),
        (0, "2026-03-02T16:22:49.350+00:00"),
        (-30, "2026-03-02T16:22:49.350-00:30"),
        (None, "2026-03-02T16:22:49.350"),
    ],
)
def test_local_time_in_words(offset: int | None, text: str) -> None:
    ms = ((16 * 60 + 22) * 60 + 49) * 1000 + 350
    assert Clock(MARCH_2, offset).local(longs(MARCH_2), longs(ms)) == [text]


def test_an_empty_file_has_no_times() -> None:
    clock, none = Clock(MARCH_2, 0), longs()
    days = clock.days(none, none)
    assert days.tolist() == clock.utc(days, none).tolist() == clock.local(days, none) == []


def test_times_that_no_clock_shows_do_not_fail() -> None:
    ms = longs(99 * HOUR, 0)
    clock = Clock(MARCH_2, 0)
    days = clock.days(ms, longs(-1, -1))
    assert len(clock.local(days, ms)) == len(clock.utc(days, ms)) == 2
