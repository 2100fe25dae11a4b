"""Files that a service wrote and the input lacks, and times in which it wrote nothing.

FileHead numbers the files of one run of a service; the name's number is another one and wraps (SDL format
notes, section 1). What is missing before the first and after the last file cannot be known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tracekit.correlate.node_files import Member, NodeFiles, long, span, utc_ms, words
from tracekit.errors import reason
from tracekit.scan.facts import LONGEST_SILENCE_MS, MOST_SILENCES

CONTINUOUS_SEQ = 100
"""Threads write their records up to 66 sequence numbers apart (SDL format notes, section 2)."""

MOST_RANGES = 10
_MEANS = "calls in this time may be incomplete"


def holes(files: NodeFiles) -> Iterator[dict[str, Any]]:
    """Rows of the coverage table: `missing files` and `gap`, in order of time."""
    numbers: dict[Any, list[int]] = {}
    for file in files.files:
        numbers.setdefault(file["epoch"], []).extend(file_numbers(file))
    for known in numbers.values():
        known.sort()
    yield from _silences(files.first)
    for before, after in pairwise(files.files):
        if before["epoch"] != after["epoch"]:
            yield from _restart(files, before, after)
        else:
            yield from _between(before, after, numbers.get(before["epoch"], []))
        yield from _silences(after)


def missing_numbers(first: int, last: int, present: list[int]) -> list[tuple[int, int]]:
    """Runs of numbers between two files that no file has; ``present`` in rising order."""
    inside = present[bisect_right(present, first) : bisect_left(present, last)]
    return [(a + 1, b - 1) for a, b in pairwise([first, *inside, last]) if b - a > 1]


def file_numbers(file: Member) -> list[int]:
    """The numbers of a file's FileHeads: several where somebody put files together."""
    return [int(number) for number in file.get("file_numbers") or () if number is not None]


def _between(before: Member, after: Member, present: list[int]) -> Iterator[dict[str, Any]]:
    """Two files of one run that follow each other in time."""
    first, last = max(file_numbers(before), default=None), min(file_numbers(after), default=None)
    quiet = _quiet(before, after)
    if first is None or last is None or last - first in (0, 1):
        if quiet:
            yield _gap(before, after, f"no record for {long(quiet)} between two files that follow each other")
    elif last > first:
        runs = missing_numbers(first, last, present)
        passed = after["first_seq"] - before["last_seq"]
        overlap = utc_ms(after, "first_ms") < utc_ms(before, "last_ms")
        if runs and not 0 <= passed <= CONTINUOUS_SEQ and not (overlap and passed < 0):
            yield _missing(before, after, runs)
    elif quiet:  # the numbers began anew: how far they went before is not told
        what = f"files missing between {first} and {last}, where the numbers begin anew"
        yield _row("missing files", before, after, None, _sentence(before, after, what))


def _missing(before: Member, after: Member, runs: list[tuple[int, int]]) -> dict[str, Any]:
    count = sum(last - first + 1 for first, last in runs)
    shown = ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs[:MOST_RANGES])
    more = " and others" if len(runs) > MOST_RANGES else ""
    name = "file" if count == 1 else "files"
    text = f"{name} {shown}{more} missing between {runs[0][0] - 1} and {runs[-1][1] + 1}"
    return _row("missing files", before, after, count, _sentence(before, after, text))


def _sentence(before: Member, after: Member, what: str) -> str:
    backwards = utc_ms(after, "first_ms") < utc_ms(before, "last_ms")
    when = "times overlap" if backwards else span(before["last_time"], after["first_time"])
    return reason(f"{what} ({when})", _MEANS, "collect this time again")


def _restart(files: NodeFiles, before: Member, after: Member) -> Iterator[dict[str, Any]]:
    quiet = _quiet(before, after)
    if quiet:
        started = f"{files.app} was started anew at {after['epoch']}"
        yield _gap(before, after, f"no record for {long(quiet)} until a new run of the service ({started})")


def _quiet(before: Member, after: Member) -> int:
    """How long nothing was written from one file to the next; 0 when that is usual, or proves nothing."""
    quiet = utc_ms(after, "first_ms") - utc_ms(before, "last_ms")
    told = before.get("statistics") and after.get("statistics")
    return quiet if told and quiet > LONGEST_SILENCE_MS else 0


def _gap(before: Member, after: Member, what: str) -> dict[str, Any]:
    return _row("gap", before, after, 1, _sentence(before, after, what))


def _silences(file: Member) -> Iterator[dict[str, Any]]:
    """Times without any record inside a file; where SdlStat is written, they cannot be plain quiet."""
    silences = file.get("silences") or []
    if not file.get("statistics") or not silences:
        return
    if len(silences) > MOST_SILENCES:
        whole = sum(last - first for first, last in silences)
        what = f"no record in {len(silences):,} stretches, together {long(whole)}"
        yield _silence(file, silences[0][0], silences[-1][1], len(silences), what)
        return
    for first, last in silences:
        yield _silence(file, first, last, 1, f"no record for {long(last - first)} inside a file")


def _silence(file: Member, first: int, last: int, count: int, what: str) -> dict[str, Any]:
    start, end = words(file, first), words(file, last)
    detail = reason(
        f"{what} ({span(start, end)})", _MEANS, "see whether the service hung or the clock was set forward"
    )
    return {"what": "gap", "from": start, "to": end, "count": count, "detail": detail}


def _row(what: str, before: Member, after: Member, count: int | None, detail: str) -> dict[str, Any]:
    return {
        "what": what, "from": before["last_time"], "to": after["first_time"],
        "count": count, "detail": detail,
    }  # fmt: skip
