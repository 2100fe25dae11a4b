"""Text in another encoding or with other line ends → the text that the readers expect."""

import codecs
import re
from collections.abc import Callable, Iterator

from tracekit.archive.member import READ, Verdict, noted
from tracekit.archive.window import Sink, Window

_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HEAD, _PIECE = 4096, 1024 * 1024
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def readable(source: Window, place: Callable[[int], Sink]) -> tuple[Window, Verdict]:
    """The text to read and a note when it is not the file's own bytes; ``place`` takes what is rewritten.

    UTF-16 with a byte order mark becomes UTF-8, so that offsets count in the UTF-8 text. Line ends of CR
    alone become LF, which moves no offset. All else stays as it is: Latin-1 and NUL bytes too.
    """
    mark = source.at(0, 4)
    encoding = _WIDE.get(mark[:2])
    if encoding is not None and mark[2:] != b"\0\0":  # that would be UTF-32
        narrow = _rewritten(source, _narrowed(source, encoding), place)
        note = noted("text in UTF-16", "read as UTF-8, line and byte numbers count in that")
        return _with_line_feeds(narrow, place)[0], note
    return _with_line_feeds(source, place)


def _narrowed(source: Window, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for at in range(2, source.size, _PIECE):
        piece = decoder.decode(source.at(at, _PIECE), at + _PIECE >= source.size)
        yield piece.encode("utf-8", "replace")


def _with_line_feeds(source: Window, place: Callable[[int], Sink]) -> tuple[Window, Verdict]:
    head = source.at(0, _HEAD)
    if b"\r" not in head or b"\n" in head or _BINARY.search(head):
        return source, READ
    if source.find(b"\n", 0, source.size) >= 0:
        return source, READ
    pieces = (source.at(at, _PIECE).replace(b"\r", b"\n") for at in range(0, source.size, _PIECE))
    return _rewritten(source, pieces, place), noted("lines end with CR alone", "read as line ends")


def _rewritten(source: Window, pieces: Iterator[bytes], place: Callable[[int], Sink]) -> Window:
    """UTF-16 in UTF-8 takes at most one and a half times its bytes."""
    sink = place(2 * source.size)
    for piece in pieces:
        sink.take(piece)
    return sink.window()
