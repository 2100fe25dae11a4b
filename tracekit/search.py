"""Every record that holds a text, whole: brute force over the members, without tables.

Reads as little as it can: a member is searched as bytes, and only around a hit it is asked where the record
begins and ends. Imports neither numpy nor lark nor pandas, so that it starts at once.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracekit.archive import Content, Limits, MemberRef, Reader, cores, kind_of
from tracekit.record.header import headers

POOL_FROM_BYTES = 150_000_000
"""Below this a second process starts no sooner than the first one is done."""

_BATCH = 8  # members a worker gets at a time
_WORD = re.compile(rb"\w")
_HEADERS = {"sdl": ("sdl", "sdl_dated"), "sdi": ("sdi",), "calllogs": ("call_log",)}


@dataclass(frozen=True)
class Hit:
    """One record that holds the text: where it is, and all of it."""

    member: str
    line: int
    offset: int
    text: bytes


@dataclass(frozen=True)
class Searched:
    """One member: what became of it, and its hits."""

    member: str
    state: str
    reason: str | None
    harmless: bool
    is_trace: bool
    hits: tuple[Hit, ...]


def search(refs: Sequence[MemberRef], needle: bytes, limits: Limits) -> Iterator[Searched]:
    """Each member with its records that hold ``needle`` as a word of its own, in the order of the members.

    A word ends where a letter, digit or underscore meets another character: `1018` is in `sip:1018@` and
    not in `11018`.
    """
    work = [(refs[at : at + _BATCH], needle, limits) for at in range(0, len(refs), _BATCH)]
    if sum(ref.text_size for ref in refs) < POOL_FROM_BYTES or cores() < 2:
        for batch in work:
            yield from _search_batch(batch)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(cores(), mp_context=get_context("spawn")) as pool:
        for found in pool.map(_search_batch, work):
            yield from found


def _search_batch(work: tuple[Sequence[MemberRef], bytes, Limits]) -> list[Searched]:
    refs, needle, limits = work
    with Reader(limits) as reader:
        return [_search_member(ref, reader.load(ref), needle) for ref in refs]


def _search_member(ref: MemberRef, content: Content, needle: bytes) -> Searched:
    starts = _HEADERS.get(kind_of(content.data))
    hits = search_text(ref.name, content.data, needle, starts) if starts and needle in content.data else []
    harmless = content.harmless or bool(content.data)
    return Searched(ref.name, content.state, content.reason, harmless, starts is not None, tuple(hits))


def search_text(member: str, data: bytes, needle: bytes, kinds: Sequence[str]) -> list[Hit]:
    """The records of one text that hold the needle; ``kinds`` name the headers that can open a record."""
    opens = [headers()[kind].regexp.match for kind in kinds]
    hits: list[Hit] = []
    line, counted = 1, 0
    at = _next_word(data, needle, 0)
    while at >= 0:
        start, end = _record(data, at, opens)
        line += data.count(b"\n", counted, start)
        counted = start
        hits.append(Hit(member, line, start, data[start:end]))
        at = _next_word(data, needle, end)
    return hits


def _next_word(data: bytes, needle: bytes, start: int) -> int:
    """The next place where the needle stands as a word; -1 when there is none."""
    at = data.find(needle, start)
    while at >= 0:
        before = at == 0 or not (_WORD.match(data, at - 1) and _WORD.match(needle))
        behind = not (_WORD.match(data, at + len(needle)) and _WORD.match(needle, len(needle) - 1))
        if before and behind:
            return at
        at = data.find(needle, at + 1)
    return -1


def _record(data: bytes, at: int, opens: Sequence[Callable[[bytes, int], object]]) -> tuple[int, int]:
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
