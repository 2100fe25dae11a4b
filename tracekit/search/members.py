"""Members → those of their records that hold a text, by all cores."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tracekit.archive import Content, Limits, MemberRef, Reader, cores, kind_of
from tracekit.search.records import Hit, search_text
from tracekit.search.threads import in_order

_HEADERS = {"sdl": ("sdl", "sdl_dated"), "sdi": ("sdi",), "calllogs": ("call_log",)}
"""By kind of file the headers that can open a record in it."""


@dataclass(frozen=True)
class Searched:
    """One member: what became of it, and its hits."""

    member: str
    state: str
    reason: str | None
    harmless: bool
    is_trace: bool
    hits: tuple[Hit, ...]


def search(
    refs: Sequence[MemberRef], needle: bytes, limits: Limits, workers: int | None = None
) -> Iterator[Searched]:
    """Each member with its records that hold ``needle`` as a word of its own, in the order of the members.

    A word ends where a letter, digit or underscore meets another character: `1018` is in `sip:1018@` and
    not in `11018`. ``workers``: threads, one for each core when null; the result does not depend on it.
    Threads and not processes, because inflating and searching let other threads run, and a process takes
    as long to start as 100 MB take to search.
    """

    @contextmanager
    def searcher() -> Iterator[Callable[[MemberRef], Searched]]:
        with Reader(limits) as reader:
            yield lambda ref: _search_member(ref, reader.load(ref), needle)

    yield from in_order(searcher, refs, cores() if workers is None else workers)


def _search_member(ref: MemberRef, content: Content, needle: bytes) -> Searched:
    starts = _HEADERS.get(kind_of(content.data))
    hits = search_text(content.data, needle, starts) if starts else []
    harmless = content.harmless or bool(content.data)
    return Searched(ref.name, content.state, content.reason, harmless, starts is not None, tuple(hits))
