"""The ends of a file, where CallManager may have broken a record off to go on in the next file."""

from typing import NamedTuple

from tracekit.record.header import kind_code
from tracekit.record.index import RecordIndex

LONGEST = 1024**2
"""Bytes of an end that are kept; SIP messages are limited to 64 KiB by CallManager's own parameter."""

_FILE_HEAD = kind_code("FileHead")


class Edge(NamedTuple):
    """Text at an end of a file, where it starts, and the number of its first line."""

    text: bytes
    offset: int
    line: int


def lead(data: bytes, index: RecordIndex) -> Edge | None:
    """Text that no record of the file opens: before the first record, or behind it where it is FileHead."""
    start, end, line = 0, index.unparsed, 1
    if not end and len(index) and index.kind[0] == _FILE_HEAD:
        end, line = int(index.end[0]), 2
        start = data.find(b"\n", 0, end) + 1 or end
    return Edge(data[start:end], start, line) if 0 < end - start <= LONGEST else None


def tail(data: bytes, index: RecordIndex) -> Edge | None:
    """The last record of the file."""
    if not len(index) or len(data) - index.start[-1] > LONGEST:
        return None
    start = int(index.start[-1])
    return Edge(data[start:], start, int(index.line[-1]))
