"""Calls that were up in a stretch of time, by their node's clock."""

from datetime import date

import pandas as pd
import pytest

from tests.query.conftest import made
from tracekit.query import up_between
from tracekit.query.window import End


def at(clock: str, day: date | None = None) -> End:
    hours, minutes = clock.split(":")
    return day, (int(hours) * 60 + int(minutes)) * 60_000


TRACES = made(
    members=[{"member": "west.txt", "utc_offset_minutes": -240}],
    calls=[
        {"call": "noon", "member": "west.txt", "outcome": "answered",
         "started": pd.Timestamp("2026-03-02T16:00Z"), "ended": pd.Timestamp("2026-03-02T16:20Z")},
        {"call": "failed", "member": "west.txt", "outcome": "failed",
         "started": pd.Timestamp("2026-03-02T17:00Z")},
        {"call": "still up", "member": "west.txt", "outcome": "in progress",
         "started": pd.Timestamp("2026-03-02T18:00Z")},
        {"call": "midnight", "member": "west.txt", "outcome": "answered",
         "started": pd.Timestamp("2026-03-04T03:50Z"), "ended": pd.Timestamp("2026-03-04T04:20Z")},
        {"call": "no zone", "member": "other.txt", "started": pd.Timestamp("2026-03-05T12:00Z")},
        {"call": "undated"},
    ],
)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "calls"),
    [
        (at("12:10"), at("12:15"), ["noon"]),
        (at("12:00"), at("12:00"), ["noon", "no zone"]),
        (at("12:21"), at("12:59"), []),
        (at("13:00"), at("13:00"), ["failed"]),
        (at("13:01"), at("13:30"), []),
        (at("15:00"), at("15:30"), ["still up"]),
        (at("23:55"), at("00:10"), ["still up", "midnight"]),
        (at("00:10", date(2026, 3, 4)), None, ["still up", "midnight", "no zone"]),
        (None, at("23:00", date(2026, 3, 2)), ["noon", "failed", "still up"]),
        (at("12:00", date(2026, 3, 5)), at("12:30"), ["still up", "no zone"]),
    ],
)
def test_up_between(first: End | None, last: End | None, calls: list[str]) -> None:
    kept = TRACES.calls[up_between(TRACES.calls, TRACES.members, first, last)]
    assert kept["call"].tolist() == calls
