"""Deflate and gzip streams → bytes, with as much as possible saved from damaged ones.

gzip is RFC 1952: members may follow each other, and padding may follow the last. Files that CUCM is
still writing arrive cut; that is normal, and everything up to the cut is kept.
"""

import struct
import zlib
from dataclasses import dataclass
from typing import Literal

from tracekit.archive import fast
from tracekit.archive.limits import MEMORY_BYTES
from tracekit.archive.window import Sink, Window

GZIP_MAGIC = b"\x1f\x8b"
RAW, GZIP = -15, 31
"""``wbits`` of zlib for a bare deflate stream, as in a zip, and for gzip."""

_FIRST_PIECE, _PIECE = 1024, 64 * 1024
"""Input bytes per step, growing: small first because a file can hold very many tiny gzip members, and
bounded because one step can produce 1032 times its input."""
_CLOSE_PIECE = 64
"""The step near damage, and byte by byte inside it, so that nothing that comes before is lost."""

Ending = Literal["whole", "cut", "damaged", "too long"]
"""``cut``: input ended first; ``damaged``: checksum, size or stream wrong; ``too long``: over the limit."""


@dataclass(frozen=True)
class Outcome:
    """How a stream, or all members of a file, ended."""

    ending: Ending
    used: int
    """Bytes of input that belong to it."""


def inflate_raw(source: Window, sink: Sink, size: int | None, crc: int | None) -> Outcome:
    """A bare deflate stream, as in a zip, with its size and CRC where they are known.

    ``damaged`` when it does not give exactly these; the bytes are kept then too.
    """
    if size is not None and crc is not None and _in_one_step(source, sink, RAW, size, crc):
        return Outcome("whole", source.size)
    sink.restart(with_crc=True)
    used = _at_once(source, sink, RAW)
    if used is None or (sink.size, sink.crc) != (size, crc):
        if sink.full:
            return Outcome("too long", 0)
        sink.restart(with_crc=True)
        found = step_by_step(source, 0, RAW, sink)
        if found.ending != "whole":
            return found
        used = found.used
    wrong = sink.size != (sink.size if size is None else size) or sink.crc != (
        sink.crc if crc is None else crc
    )
    return Outcome("damaged" if wrong else "whole", used)


def gunzip(source: Window, sink: Sink) -> Outcome:
    """All members of a gzip file; what follows ``used`` is padding or not gzip."""
    crc, size = struct.unpack("<II", source.at(source.size - 8, 8).ljust(8, b"\0"))
    if _in_one_step(source, sink, GZIP, size, crc):
        return Outcome("whole", source.size)
    sink.restart(with_crc=fast.isal is not None)
    used = _at_once(source, sink, GZIP)
    if used == source.size and _agrees(sink, source):
        return Outcome("whole", used)
    if sink.full:
        return Outcome("too long", 0)
    sink.restart(with_crc=False)
    return _member_by_member(source, sink)


def _in_one_step(source: Window, sink: Sink, wbits: int, size: int, crc: int) -> bool:
    """Whether the source is one stream that gives just these bytes; the sink has them then.

    A trace file is told all of its room at once, which spares copies. Nothing larger is tried: the size is
    a claim, and what is packed is in memory too.
    """
    if fast.isal is None or not 0 < size <= min(sink.limit, MEMORY_BYTES) or source.size > MEMORY_BYTES:
        return False
    inflater = fast.isal.decompressobj(wbits)
    try:
        data = inflater.decompress(source.all(), size + 1)
    except fast.isal.error:
        return False
    if not inflater.eof or inflater.unused_data or (len(data), fast.crc32(data, 0)) != (size, crc):
        return False
    sink.hold(data)
    return True


def _at_once(source: Window, sink: Sink, wbits: int) -> int | None:
    """The first stream by the fast library; None when it is absent or the stream is not whole."""
    if fast.isal is None:
        return None
    inflater = fast.isal.decompressobj(wbits)
    at = 0
    try:
        while not inflater.eof and (piece := source.at(at, _PIECE)):
            at += len(piece)
            if not sink.take(inflater.decompress(piece, sink.room + 1)):
                return None
    except fast.isal.error:
        return None
    return at - len(inflater.unused_data) if inflater.eof else None


def _agrees(sink: Sink, source: Window) -> bool:
    """Whether CRC and length in the last eight bytes are those of the data (RFC 1952 section 2.3.1)."""
    end = source.at(source.size - 8, 8)
    return (sink.crc, sink.size & 0xFFFFFFFF) == (
        int.from_bytes(end[:4], "little"), int.from_bytes(end[4:], "little")
    )  # fmt: skip


def _member_by_member(source: Window, sink: Sink) -> Outcome:
    used = 0
    ending: Ending = "whole"
    while ending == "whole" and source.at(used, 2) == GZIP_MAGIC:
        found = step_by_step(source, used, GZIP, sink)
        used += found.used
        ending = found.ending
    return Outcome(ending, used)


def step_by_step(source: Window, start: int, wbits: int, sink: Sink) -> Outcome:
    """One stream by the standard library, piece by piece, so that damage costs only what follows it."""
    inflater = zlib.decompressobj(wbits)
    at, step, doubtful = start, _FIRST_PIECE, False
    while not inflater.eof and (piece := source.at(at, step)):
        before = inflater.copy()
        try:
            part = inflater.decompress(piece, sink.room + 1)
        except zlib.error:
            if step == 1:
                return Outcome("damaged", at - start)
            inflater, step, doubtful = before, _CLOSE_PIECE if step > _CLOSE_PIECE else 1, True
            continue
        if not sink.take(part):
            return Outcome("too long", at - start)
        at += len(piece)
        step = step if doubtful else min(4 * step, _PIECE)
    if not sink.take(inflater.flush()):
        return Outcome("too long", at - start)
    return Outcome("whole" if inflater.eof else "cut", at - start - len(inflater.unused_data))
