"""bzip2, xz and LZMA streams → bytes. Their modules are loaded only when a file needs them."""

from collections.abc import Callable
from typing import Protocol

from tracekit.archive.inflate import Ending, Outcome
from tracekit.archive.limits import MAX_LZMA_DICTIONARY
from tracekit.archive.window import Sink, Window

BZIP2_MAGIC = b"BZh"
XZ_MAGIC = b"\xfd7zXZ\x00"

BZIP2_HEAD = 1024 * 1024
"""A bzip2 stream gives nothing before its first block, of up to 900,000 bytes, is complete."""

_PIECE = 16 * 1024
_MOST_OUT = 4 * 1024
"""Small, because what one step has produced is lost when it ends in damage."""
_LZMA_HEADER = 9
"""Version, size of the properties, five bytes of properties (APPNOTE 5.8.8)."""


class Decompressor(Protocol):
    """What bz2 and lzma have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


def bunzip2(source: Window, sink: Sink) -> Outcome:
    """All streams of a bzip2 file."""
    from bz2 import BZ2Decompressor

    return _all_streams(BZ2Decompressor, BZIP2_MAGIC, source, sink)


def unxz(source: Window, sink: Sink) -> Outcome:
    """All streams of an xz file; padding between them is skipped."""
    return _all_streams(xz_decompressor, XZ_MAGIC, source, sink)


def xz_decompressor() -> Decompressor:
    """For one xz stream, bounded in memory."""
    import lzma

    return lzma.LZMADecompressor(lzma.FORMAT_XZ, MAX_LZMA_DICTIONARY)


def bzip2_decompressor() -> Decompressor:
    """For one bzip2 stream."""
    from bz2 import BZ2Decompressor

    return BZ2Decompressor()


def first_bytes(new: Decompressor, head: bytes, most: int) -> bytes:
    """What the first bytes of a stream give; nothing when it is damaged."""
    import lzma

    try:
        return new.decompress(head, most)
    except (OSError, EOFError, ValueError, lzma.LZMAError):
        return b""


def unpack_zip_bzip2(source: Window, sink: Sink) -> Outcome:
    """The bzip2 stream of a zip entry."""
    return _one_stream(bzip2_decompressor(), source, 0, sink, None)


def unpack_zip_lzma(source: Window, sink: Sink, size: int) -> Outcome:
    """The LZMA stream of a zip entry; it may have no end mark, then ``size`` tells the end."""
    new = _zip_lzma_decompressor(source)
    return Outcome("damaged", 0) if new is None else _one_stream(new, source, _LZMA_HEADER, sink, size)


def zip_lzma_head(source: Window, count: int) -> bytes:
    """The first bytes of the LZMA stream of a zip entry."""
    new = _zip_lzma_decompressor(source)
    return b"" if new is None else first_bytes(new, source.at(_LZMA_HEADER, _PIECE), count)


def _zip_lzma_decompressor(source: Window) -> Decompressor | None:
    import lzma

    head = source.at(0, _LZMA_HEADER)
    packed = head[4] if len(head) == _LZMA_HEADER else 255
    dictionary = int.from_bytes(head[5:9], "little")
    if packed >= 9 * 5 * 5 or head[2:4] != b"\x05\x00" or dictionary > MAX_LZMA_DICTIONARY:
        return None
    rest, lc = divmod(packed, 9)
    pb, lp = divmod(rest, 5)
    if lc + lp > 4:  # what liblzma supports
        return None
    properties = {"id": lzma.FILTER_LZMA1, "dict_size": max(dictionary, 4096), "lc": lc, "lp": lp, "pb": pb}
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[properties])


def _all_streams(new: Callable[[], Decompressor], magic: bytes, source: Window, sink: Sink) -> Outcome:
    used = 0
    ending: Ending = "whole"
    while ending == "whole" and source.at(used, len(magic)) == magic:
        found = _one_stream(new(), source, used, sink, None)
        used += found.used
        ending = found.ending
        while source.at(used, 4) == bytes(4):
            used += 4
    return Outcome(ending, used)


def _one_stream(new: Decompressor, source: Window, start: int, sink: Sink, size: int | None) -> Outcome:
    import lzma

    at = start
    while not new.eof and (size is None or sink.size < size):
        piece = source.at(at, _PIECE) if new.needs_input else b""
        if new.needs_input and not piece:
            return Outcome("cut", at - start)
        at += len(piece)
        try:
            part = new.decompress(piece, min(sink.room + 1, _MOST_OUT))
        except (OSError, EOFError, ValueError, lzma.LZMAError):
            return Outcome("damaged", at - start)
        if not sink.take(part):
            return Outcome("too long", at - start)
    return Outcome("whole", at - start - len(new.unused_data))
