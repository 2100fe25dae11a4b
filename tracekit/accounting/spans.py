"""Every byte of a file, by what became of it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tracekit.record.index import RecordIndex
from tracekit.scan.member import SCANNED, index_member


class Span(NamedTuple):
    """Bytes from ``start`` to before ``end``; ``kind`` is parsed, continuation or unparsed."""

    kind: str
    start: int
    end: int


def spans(data: bytes, kind: str) -> list[Span]:
    """The spans of a file of kind sdl, sdi or calllogs, in order: they cover it without gap or overlap.

    parsed: a line that opens a record; continuation: the lines that continue one; unparsed: all others. Of
    any other kind of file nothing is parsed. The sums are the columns `bytes_parsed`, `bytes_continuation`
    and `bytes_unparsed` of the members table.
    """
    edges = _edges(data, index_member(data, kind)) if kind in SCANNED else [("unparsed", 0, len(data))]
    return [Span(*edge) for edge in edges if edge[1] < edge[2]]


def _edges(data: bytes, index: RecordIndex) -> Iterator[tuple[str, int, int]]:
    if not len(index):
        yield "unparsed", 0, len(data)
        return
    ends = np.append(np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord("\n")) + 1, len(data))
    first_lines = ends[np.searchsorted(ends, index.start, side="right")]
    yield "unparsed", 0, int(index.start[0])
    for start, line, end in zip(
        index.start.tolist(), np.minimum(first_lines, index.end).tolist(), index.end.tolist(), strict=True
    ):
        yield "parsed", start, line
        yield "continuation", line, end
