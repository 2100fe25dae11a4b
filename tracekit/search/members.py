"""Members → those of their records that hold a text, by all cores."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tracekit.archive import Limits, MemberRef, Reader, Text, cores, kind_of
from tracekit.archive.limits import HEAD_BYTES
from tracekit.record.piece import OPENERS, pieces
from tracekit.search.records import Hit, search_text
from tracekit.search.threads import in_order


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
            yield lambda ref: _search_member(ref, reader.open(ref), needle)

    yield from in_order(searcher, refs, cores() if workers is None else workers)


def _search_member(ref: MemberRef, text: Text, needle: bytes) -> Searched:
    kind = kind_of(text.window.at(0, HEAD_BYTES))
    starts = OPENERS.get(kind, ())
    hits: list[Hit] = []
    for piece in pieces(text.window, kind) if starts else ():
        found = search_text(piece.data, needle, starts)
        hits += [Hit(piece.offset + hit.offset, hit.text) for hit in found] if piece.offset else found
    harmless = text.harmless or text.window.size > 0
    return Searched(ref.name, text.state, text.reason, harmless, bool(starts), tuple(hits))
