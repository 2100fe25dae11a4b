"""Missing file numbers and silences: all of those that were built are told, and no other."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.accounting.built import Built, findings, put
from tracekit.correlate.missing_files import MOST_RANGES, missing_numbers

A = Built()
"""10:00:00 to 10:05:00, number 5."""


def later(number: int, minutes: int, **changes: object) -> Built:
    """A file of five minutes that starts that many minutes after A, a tenth of a second late."""
    start = A.start + 60 * minutes + 0.1
    return replace(A, number=number, start=start, end=start + 300, **changes)  # type: ignore[arg-type]


B, C, D = later(6, 5), later(7, 10), later(8, 15)
NEW = "2026/03/02 10:06:00"

CASES: dict[str, tuple[list[Built], list[tuple[object, ...]]]] = {
    "one file": ([A], []),
    "files that follow each other": ([A, B, C, D], []),
    "order of the input does not matter": ([D, A, C, B], []),
    "one is missing": ([A, C], [("missing files", 1, 1, "10:05:00", "10:10:00")]),
    "two are missing": ([A, D], [("missing files", 1, 2, "10:05:00", "10:15:00")]),
    "two single ones are missing": (
        [A, C, later(9, 20)],
        [("missing files", 1, 1, "10:05:00", "10:10:00"), ("missing files", 1, 1, "10:15:00", "10:20:00")],
    ),
    "before the first and after the last nothing is known": ([B, C], []),
    "numbers jump but nothing is missing": ([A, later(9, 5)], []),
    "files of the same time cannot have one between them": ([A, replace(A, number=9, start=36_030)], []),
    "files of two hosts that call themselves node 1": ([A, later(8, 15, host="other")], []),
    "numbers wrap": ([replace(A, number=1499), later(1500, 5), later(1, 10), later(2, 15)], []),
    "numbers wrap to 0": ([replace(A, number=1500), later(0, 5), later(1, 10)], []),
    "missing at the wrap": (
        [replace(A, number=1499), later(2, 15)],
        [("missing files", 1, None, "10:05:00", "10:15:00")],
    ),
    "missing behind the wrap": (
        [replace(A, number=1500), later(1, 5), later(3, 15)],
        [("missing files", 1, 1, "10:10:00", "10:15:00")],
    ),
    "a copy is no file and no hole": ([A, A, B, B, C], []),
    "a shorter copy counts as present": ([A, replace(B, end=B.start + 60), B, C], []),
    "a restart at once": ([A, later(1, 5, epoch=NEW)], []),
    "a restart after a pause": (
        [A, later(1, 10, epoch=NEW)],
        [("gap", 1, 1, "10:05:00", "10:10:00")],
    ),
    "each run has numbers of its own": (
        [A, B, later(1, 10, epoch=NEW), later(3, 20, epoch=NEW)],
        [("missing files", 1, 1, "10:15:00", "10:20:00")],
    ),
    "each service has numbers of its own": (
        [A, B, later(90, 0, app="CTIManager", app_id=200), later(92, 10, app="CTIManager", app_id=200)],
        [("missing files", 1, 1, "10:05:00", "10:10:00")],
    ),
    "each node has numbers of its own": (
        [A, later(6, 5, node=2), later(8, 15, node=2), C],
        [("missing files", 1, 1, "10:05:00", "10:10:00"), ("missing files", 2, 1, "10:10:00", "10:15:00")],
    ),
    "silence in a file": (
        [replace(A, silent=[(36_060, 36_180)])],
        [("gap", 1, 1, "10:01:00", "10:03:00")],
    ),
    "two silences in a file": (
        [replace(A, silent=[(36_000, 36_072), (36_120, 36_240)])],
        [("gap", 1, 1, "10:00:00", "10:01:12"), ("gap", 1, 1, "10:02:00", "10:04:00")],
    ),
    "a minute is no silence": ([replace(A, silent=[(36_060, 36_120)])], []),
    "more than a minute is": (
        [replace(A, silent=[(36_060, 36_126)])],
        [("gap", 1, 1, "10:01:00", "10:02:06")],
    ),
    "silence between files that follow each other": (
        [A, later(6, 8)],
        [("gap", 1, 1, "10:05:00", "10:08:00")],
    ),
    "a service that writes no statistics may be quiet": (
        [replace(A, statistics=False, silent=[(36_060, 36_240)])],
        [],
    ),
    "without FileHead nothing is known": ([replace(A, head=False, silent=[(36_060, 36_240)]), C], []),
    "over midnight": (
        [
            replace(A, start=86_100, end=86_399),
            replace(A, number=6, start=0.206, end=300, date="2026/03/03"),
        ],
        [],
    ),
    "missing over midnight": (
        [
            replace(A, start=85_800, end=86_100),
            replace(A, number=7, start=300.1, end=600, date="2026/03/03"),
        ],
        [("missing files", 1, 1, "23:55:00", "00:05:00")],
    ),
    "the clock goes back in autumn": (
        [replace(A, zone="+01:00"), replace(A, number=6, start=32_700.1, end=33_000, zone="+00:00")],
        [],
    ),
    "the clock goes forward in spring": (
        [replace(A, zone="+00:00"), replace(A, number=6, start=39_900.1, end=40_200, zone="+01:00")],
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_is_told_and_nothing_else(case: str, tmp_path: Path) -> None:
    files, expected = CASES[case]
    assert findings(put(tmp_path, files).coverage) == expected


def test_words_of_a_missing_file(tmp_path: Path) -> None:
    rows = put(tmp_path, [A, C, replace(D, number=12, start=D.start + 3_600, end=D.end + 3_600)]).coverage
    first, second = rows.loc[rows["what"] == "missing files", "detail"]
    assert first == (
        "file 6 missing between 5 and 7 (2026-03-02 10:05:00–10:10:00) – calls in this time may be incomplete"
        " – collect this time again"
    )
    assert second.startswith("files 8–11 missing between 7 and 12 (2026-03-02 10:15:00–11:15:00) – ")


def test_files_put_together_hold_all_their_numbers(tmp_path: Path) -> None:
    together = A.text() + B.text()
    made = put(tmp_path, [later(9, 20)], {"all.txt": together})
    assert findings(made.coverage) == [("missing files", 1, 2, "10:10:00", "10:20:00")]


def test_many_silences_are_told_as_one(tmp_path: Path) -> None:
    hushes = [(36_000 + 90 * n, 36_000 + 90 * n + 84) for n in range(120)]
    rows = put(tmp_path, [replace(A, end=36_000 + 90 * 121, silent=hushes)]).coverage
    gap = rows[rows["what"] == "gap"].iloc[0]
    assert gap["count"] == 120
    assert gap["detail"].startswith("no record in 120 stretches, together 168 min")


@pytest.mark.parametrize(
    ("first", "last", "present", "runs"),
    [
        (1, 2, [1, 2], []),
        (1, 4, [1, 4], [(2, 3)]),
        (1, 9, [1, 4, 5, 9], [(2, 3), (6, 8)]),
        (1, 10**18, [1, 10**18], [(2, 10**18 - 1)]),
        (5, 6, [1, 5, 6, 99], []),
    ],
)
def test_missing_numbers(first: int, last: int, present: list[int], runs: list[tuple[int, int]]) -> None:
    assert missing_numbers(first, last, present) == runs


def test_many_runs_are_cut(tmp_path: Path) -> None:
    later_ones = [replace(A, number=n, start=20_000 + n, end=20_001 + n) for n in range(100, 130, 2)]
    ends = [replace(A, number=99, start=20_000, end=20_010), replace(A, number=130, start=20_020, end=20_030)]
    rows = put(tmp_path, [*ends, *later_ones]).coverage
    first = rows[rows["what"] == "missing files"].iloc[0]
    assert first["count"] == 15
    assert first["detail"].startswith(
        "files 101, 103, 105, 107, 109, 111, 113, 115, 117, 119 and others missing "
    )
    assert MOST_RANGES == 10
