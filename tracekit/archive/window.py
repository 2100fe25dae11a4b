"""Where packed bytes come from, and where unpacked bytes go: both bounded."""

import os
from collections.abc import Callable
from io import BytesIO
from typing import IO

from tracekit.archive.fast import crc32
from tracekit.archive.limits import MEMORY_BYTES

_FIRST_PIECE, _PIECE = 1024, 1024 * 1024


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
        size = _FIRST_PIECE
        while start < stop:
            piece = self.at(start, min(size, stop - start) + len(what) - 1)
            size = min(4 * size, _PIECE)
            found = piece.find(what)
            if found >= 0:
                return start + found
            if len(piece) < len(what):
                return -1
            start += len(piece) - len(what) + 1
        return -1

    def all(self) -> bytes:
        """All of it; what is in memory already is shared, not copied."""
        if isinstance(self.stream, BytesIO) and self.start == 0:
            data = self.stream.getvalue()
            if len(data) == self.size:
                return data
        return self.at(0, self.size)


class Sink:
    """Takes what is produced, up to a limit; counts it, and keeps its CRC-32 when asked.

    Without a stream it only counts. ``spool`` makes the file that takes over from a stream in memory once
    this would hold more than ``MEMORY_BYTES``; so ask for ``stream`` when all is taken.
    """

    def __init__(
        self, stream: IO[bytes] | None, limit: int, spool: Callable[[], IO[bytes]] | None = None
    ) -> None:
        self.stream = stream
        self.limit = limit
        self._spool = spool
        self.size = 0
        self.crc: int | None = None
        self.full = False
        """More than the limit was offered."""

    def restart(self, *, with_crc: bool) -> None:
        """Forgets what it holds."""
        if self.stream is not None:
            self.stream.seek(0)
            self.stream.truncate()
        self.size, self.crc, self.full = 0, 0 if with_crc else None, False

    def take(self, piece: bytes) -> bool:
        """Whether there was room for it."""
        if len(piece) > self.limit - self.size:
            self.full = True
            return False
        if self.stream is not None:
            if self._spool is not None and self.size + len(piece) > MEMORY_BYTES:
                self._to_disk(self._spool(), self.stream)
            self.stream.write(piece)
        self.size += len(piece)
        if self.crc is not None:
            self.crc = crc32(piece, self.crc)
        return True

    def hold(self, data: bytes) -> None:
        """Takes these bytes in the place of all others, without copying them when it is in memory."""
        if isinstance(self.stream, BytesIO):
            self.stream = BytesIO(data)
            self.size, self.crc, self.full = len(data), None, False
        else:
            self.restart(with_crc=False)
            self.take(data)

    @property
    def room(self) -> int:
        """Bytes that still fit."""
        return self.limit - self.size

    def _to_disk(self, disk: IO[bytes], memory: IO[bytes]) -> None:
        memory.seek(0)
        while piece := memory.read(_PIECE):
            disk.write(piece)
        self.stream, self._spool = disk, None

    def window(self) -> Window:
        """What it has taken, to be read; nothing of a Sink without a stream."""
        return Window(self.stream, 0, self.size) if self.stream is not None else in_memory(b"")

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
