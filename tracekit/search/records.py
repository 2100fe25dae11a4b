"""The records of one text that hold a word."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracekit.search.places import Places

_WORD = re.compile(rb"\w")
_Opens = Sequence[Callable[[bytes, int], object]]


@dataclass(frozen=True)
class Hit:
    """One record that holds the text: the byte where it begins, and all of it."""

    offset: int
    text: bytes


def search_text(data: bytes, needle: bytes, kinds: Sequence[str]) -> list[Hit]:
    """The records of one text that hold the needle; ``kinds`` name the headers that can open a record."""
    return [Hit(start, data[start:end]) for start, end in _records(data, needle, kinds)]


def _records(data: bytes, needle: bytes, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each record that holds the needle."""
    places = Places(data, needle)
    at = _next_word(places, data, needle, 0)
    if at < 0:
        return
    from tracekit.record.header import headers  # where nothing is found it is not needed

    opens = [headers()[kind].regexp.match for kind in kinds]
    while at >= 0:
        start, end = _record(data, at, opens)
        yield start, end
        at = _next_word(places, data, needle, end)


def _next_word(places: Places, data: bytes, needle: bytes, start: int) -> int:
    """The next place where the needle stands as a word; -1 when there is none."""
    at = places.next(start)
    while at >= 0:
        before = at == 0 or not (_WORD.match(data, at - 1) and _WORD.match(needle))
        behind = not (_WORD.match(data, at + len(needle)) and _WORD.match(needle, len(needle) - 1))
        if before and behind:
            return at
        at = places.next(at + 1)
    return -1


def _record(data: bytes, at: int, opens: _Opens) -> tuple[int, int]:
    """The record around a place: from the header line at or above it to the next header line.

    Lines above the first header, as pasted text has them, are given as they are.
    """
    start = data.rfind(b"\n", 0, at) + 1
    while start > 0 and not any(match(data, start) for match in opens):
        start = data.rfind(b"\n", 0, start - 1) + 1
    end = data.find(b"\n", at) + 1
    while 0 < end < len(data) and not any(match(data, end) for match in opens):
        end = data.find(b"\n", end) + 1
    return start, end or len(data)
