"""A text of any size in pieces that fit into memory, cut where a record starts."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tracekit.archive import Window

PIECE_BYTES = 32 * 1024**2
"""A file that CallManager closed, 10 MB at most, is one piece; only text put together by somebody is more."""

RECORD_BYTES = 1024**2
"""How far back from the end of a piece a record start is looked for; the longest real record has 40 KiB.

A longer record is cut: its columns tell what stands in its first piece, and the rest of it continues it.
"""

OPENERS = {"sdl": ("sdl", "sdl_dated"), "sdi": ("sdi",), "calllogs": ("call_log",)}
"""Which headers of ``grammars/record.lark`` open a record, by the kind of the file."""


class Piece(NamedTuple):
    """Bytes of a text, the place of the first of them, and the number of its line, from 1."""

    data: bytes
    offset: int
    line: int


def pieces(text: Window, kind: str) -> Iterator[Piece]:
    """The text from its first byte to its last, in order; an empty text has no piece."""
    if text.size <= PIECE_BYTES:
        if text.size:
            yield Piece(text.all(), 0, 1)
        return
    from tracekit.record.header import headers  # a file that is one piece needs no look at its records

    opens = [headers()[name].regexp.match for name in OPENERS[kind]]
    at, line = 0, 1
    while at < text.size:
        data = text.at(at, PIECE_BYTES)
        if at + len(data) < text.size:
            data = data[: _last_start(data, opens)]
        if not data:  # the file has become shorter since it was listed
            return
        yield Piece(data, at, line)
        at += len(data)
        line += data.count(b"\n")


def _last_start(data: bytes, opens: Sequence[Callable[[bytes, int], object]]) -> int:
    """Where the last record of the data starts; its last line where that is too far back, else its end."""
    least = max(len(data) - RECORD_BYTES, 1)
    last_line = start = data.rfind(b"\n", least) + 1
    while start > least:
        if any(match(data, start) for match in opens):
            return start
        start = data.rfind(b"\n", least, start - 1) + 1
    return last_line or len(data)
