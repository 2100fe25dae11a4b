"""Text in another encoding or with other line ends → the text that the readers expect."""

import codecs
import re
from io import BytesIO

from tracekit.archive.member import READ, Verdict, noted

_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HEAD, _PIECE = 4096, 1024 * 1024
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def readable(data: bytes) -> tuple[bytes, Verdict]:
    """The text to read and a note when it is not the file's own bytes.

    UTF-16 with a byte order mark becomes UTF-8, so that offsets count in the UTF-8 text. Line ends of CR
    alone become LF, which moves no offset. All else stays as it is: Latin-1 and NUL bytes too.
    """
    encoding = _WIDE.get(data[:2])
    if encoding is not None and data[2:4] != b"\0\0":  # that would be UTF-32
        text = _narrowed(data, encoding)
        note = noted("text in UTF-16", "read as UTF-8, line and byte numbers count in that")
        return _with_line_feeds(text)[0], note
    return _with_line_feeds(data)


def _narrowed(data: bytes, encoding: str) -> bytes:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text, view = BytesIO(), memoryview(data)[2:]
    for at in range(0, len(view), _PIECE):
        piece = decoder.decode(bytes(view[at : at + _PIECE]), at + _PIECE >= len(view))
        text.write(piece.encode("utf-8", "replace"))
    return text.getvalue()


def _with_line_feeds(data: bytes) -> tuple[bytes, Verdict]:
    if b"\r" not in data[:_HEAD] or b"\n" in data or _BINARY.search(data, 0, _HEAD):
        return data, READ
    return data.replace(b"\r", b"\n"), noted("lines end with CR alone", "read as line ends")
