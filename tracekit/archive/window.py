"""Where packed bytes come from, and where unpacked bytes go: both bounded."""

import os
import zlib
from collections.abc import Buffer
from io import BytesIO
from typing import IO

from tracekit.archive.limits import WARN_RATIO, Limits
from tracekit.archive.member import Verdict, noted, refused

_PIECE = 1024 * 1024


class Window:
    """Part of a seekable stream, read in any order; reading outside gives fewer bytes and never an error."""

    def __init__(self, stream: IO[bytes], start: int = 0, size: int | None = None) -> None:
        self.stream = stream
        self.start = start
        self.size = stream.seek(0, os.SEEK_END) - start if size is None else size

    def at(self, offset: int, count: int) -> bytes:
        """``count`` bytes from ``offset``, fewer at the end."""
        count = min(count, self.size - offset)
        if offset < 0 or count <= 0:
            return b""
        self.stream.seek(self.start + offset)
        return self.stream.read(count)

    def part(self, start: int, size: int) -> "Window":
        """The bytes ``start`` to ``start + size`` of this one, as far as there are any."""
        start = min(max(start, 0), self.size)
        return Window(self.stream, self.start + start, max(min(size, self.size - start), 0))

    def find(self, what: bytes, start: int, stop: int) -> int:
        """Where ``what`` begins first at or after ``start`` and before ``stop``; -1 when nowhere."""
        while start < stop:
            piece = self.at(start, min(_PIECE, stop - start) + len(what) - 1)
            found = piece.find(what)
            if found >= 0:
                return start + found
            if len(piece) < len(what):
                return -1
            start += len(piece) - len(what) + 1
        return -1


class Sink:
    """Takes what is produced, up to a limit; counts it, and keeps its CRC-32 when asked."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream = stream
        self.limit = limit
        self.size = 0
        self.crc: int | None = None
        self.full = False
        """More than the limit was offered."""

    def restart(self, *, with_crc: bool) -> None:
        """Forgets what it holds."""
        self.stream.seek(0)
        self.stream.truncate()
        self.size, self.crc, self.full = 0, 0 if with_crc else None, False

    def take(self, piece: bytes) -> bool:
        """Whether there was room for it."""
        if len(piece) > self.limit - self.size:
            self.full = True
            return False
        self.stream.write(piece)
        self.size += len(piece)
        if self.crc is not None:
            self.crc = checksum(piece, self.crc)
        return True

    @property
    def room(self) -> int:
        """Bytes that still fit."""
        return self.limit - self.size

    def copy(self, source: Window) -> bool:
        """Takes a whole window as it is; whether there was room."""
        at = 0
        while piece := source.at(at, _PIECE):
            at += len(piece)
            if not self.take(piece):
                return False
        return True


def in_memory(data: bytes) -> Window:
    """Bytes as a window; they are shared, not copied."""
    return Window(BytesIO(data), 0, len(data))


class Allowance:
    """How much one member may produce: the smallest of the limits, and the answer when it wants more."""

    def __init__(self, limits: Limits, packed: int, spent: int) -> None:
        self.packed = packed
        self.free = limits.ratio_free_bytes
        by_ratio = max(limits.ratio_free_bytes, limits.ratio * packed)
        left = max(limits.total_bytes - spent, 0)
        self.room = min(limits.member_bytes, by_ratio, left)
        if self.room == limits.member_bytes:
            what = f"larger than {limits.member_bytes:,} bytes when decompressed"
            self.refusal = refused(what, "split it and give the parts, or use --no-limits")
        elif self.room == by_ratio:
            what = f"compressed more than {limits.ratio}:1"
            self.refusal = refused(what, "make sure that it is no trap, then use --no-limits")
        else:
            what = f"the input holds more than {limits.total_bytes:,} bytes when decompressed"
            self.refusal = refused(what, "give it in parts, or use --no-limits")

    def note(self, produced: int) -> Verdict:
        """What is to be said of a member that stayed inside."""
        if produced > self.free and produced > WARN_RATIO * self.packed:
            return noted(f"compressed {produced // max(self.packed, 1)}:1, unusual for a trace", "read")
        return Verdict()


def _checksum() -> "Checksum":
    try:
        from isal import isal_zlib
    except ImportError:  # optional: the standard library gives the same at a third of the speed
        return zlib.crc32
    fast: Checksum = isal_zlib.crc32
    return fast
