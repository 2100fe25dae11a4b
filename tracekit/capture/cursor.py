"""Reads fields of a message that may end too early."""


class Cursor:
    """Where the bytes end every further field is null, and so is what follows it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at: int | None = 0

    def number(self, size: int) -> int | None:
        """A big-endian number of so many bytes."""
        field = self.take(size)
        return None if field is None else int.from_bytes(field, "big")

    def vector(self, size: int) -> bytes | None:
        """A field behind its length, which takes ``size`` bytes (RFC 8446 section 3.4)."""
        length = self.number(size)
        return None if length is None else self.take(length)

    def take(self, size: int) -> bytes | None:
        """So many bytes, null when there are fewer."""
        if self._at is None or self._at + size > len(self._data):
            self._at = None
            return None
        self._at += size
        return self._data[self._at - size : self._at]

    def rest(self) -> bytes:
        """All that is left."""
        return b"" if self._at is None else self._data[self._at :]
