"""Every record that holds a text, whole: brute force over the members, without tables.

Reads as little as it can: a member is searched as bytes, and only around a hit it is asked where the record
begins and ends. Imports neither numpy nor lark nor pandas, so that it starts at once.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracekit.archive import Limits, MemberRef, Reader, kind_of
from tracekit.record.header import headers

POOL_FROM_BYTES = 150_000_000
"""Below this a second process starts no sooner than the first one is done."""

_GZIP_RATIO = 7
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


def search(refs: Sequence[MemberRef], needle: bytes, limits: Limits) -> Iterator[list[Hit]]:
    """The records of each member that hold ``needle`` as a word of its own, in the order of the members.

    A word ends where a letter, digit or underscore meets another character: `1018` is in `sip:1018@` and
    not in `11018`.
    """
    size = sum(ref.size * (_GZIP_RATIO if ref.name.endswith((".gz", ".gzo")) else 1) for ref in refs)
    work = [(refs[at : at + _BATCH], needle, limits) for at in range(0, len(refs), _BATCH)]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if size < POOL_FROM_BYTES or cores < 2:
        yield from map(_search_batch, work)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_search_batch, work)


def _search_batch(work: tuple[Sequence[MemberRef], bytes, Limits]) -> list[Hit]:
    refs, needle, limits = work
    hits: list[Hit] = []
    with Reader(limits) as reader:
        for ref in refs:
            data = reader.load(ref).data
            starts = _HEADERS.get(kind_of(data)) if needle in data else None
            if starts is not None:
                hits += search_text(ref.name, data, needle, starts)
    return hits


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
