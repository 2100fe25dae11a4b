"""The bytes of a capture in order, from memory or from a stream that is larger than memory."""

import io
from typing import BinaryIO

PIECE = 1 << 20
"""Bytes asked of a stream at once."""


class ByteSource:
    """Reads exactly as many bytes as asked, whatever pieces the stream gives."""

    def __init__(self, given: bytes | BinaryIO) -> None:
        self._stream: BinaryIO = io.BytesIO(given) if isinstance(given, bytes) else given
        self._held = b""
        self._at = 0
        self._before = 0
        self.broken: str | None = None
        """Why the stream failed before its end, in its own words; null while it did not."""

    @property
    def offset(self) -> int:
        """Bytes taken so far."""
        return self._before + self._at

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes; fewer only at the end."""
        end = self._at + size
        if end > len(self._held):
            self._refill(size)
            end = self._at + size
        taken = self._held[self._at : end]
        self._at += len(taken)
        return taken

    def _refill(self, size: int) -> None:
        pieces = [self._held[self._at :]]
        have = len(pieces[0])
        self._before += self._at
        self._at = 0
        while have < size and (piece := self._read(max(PIECE, size - have))):
            pieces.append(piece)
            have += len(piece)
        self._held = b"".join(pieces)

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size) or b""
        except (OSError, EOFError, ValueError) as failure:
            self.broken = str(failure) or type(failure).__name__
            return b""
