"""TLS records in the bytes of one direction (RFC 8446 section 5.1, RFC 5246 section 6.2.1)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

CHANGE_CIPHER_SPEC, ALERT, HANDSHAKE, APPLICATION_DATA = 20, 21, 22, 23

LARGEST_RECORD = (1 << 14) + 2048
"""Bytes behind the header (RFC 5246 section 6.2.3)."""

SEARCHED_BYTES = 1 << 16
"""So far a stream is searched for its first record: a proxy or STARTTLS may speak before TLS."""

_HEADER = re.compile(rb"[\x14-\x17]\x03[\x00-\x04][\x00-\x48]")
_HELLO = re.compile(rb"\x16\x03[\x00-\x04][\x00-\x48].[\x01\x02]\x00..\x03", re.DOTALL)


class Record(NamedTuple):
    """One record, or what the capture holds of it."""

    kind: int
    version: int
    size: int
    body: bytes
    """Empty for application data, which nobody can read anyway."""
    whole: bool
    after_gap: bool
    """It is the first one behind a hole, so that a message may begin before it."""


class Records:
    """Cuts a stream into records; after a hole it goes on with the next plausible record header."""

    def __init__(self, from_start: bool) -> None:
        self._buffer = bytearray()
        self._synced = False
        self._searched = 0
        self._skip = 0
        self._open: Record | None = None
        self._gap = not from_start
        self.hopeless = False
        """No record was found where a search must end: this is not TLS."""

    def feed(self, piece: bytes) -> Iterator[Record]:
        """The records that end in these bytes."""
        self._buffer += piece
        while self._step():
            if self._open is not None and not self._skip:
                yield self._closed(whole=True)

    def gap(self, size: int) -> Iterator[Record]:
        """So many bytes are missing: what is there of the current record, not whole."""
        known = self._remaining()
        if known is None:
            self._buffer.clear()
            self._synced = False
            self._gap = True
            return
        record = self._part()
        if record is not None:
            yield record
        self._buffer.clear()
        if size <= known:
            self._skip = known - size
        else:
            self._skip, self._synced = 0, False
        self._open, self._gap = None, True

    def _remaining(self) -> int | None:
        """Bytes until the end of the current record, null where no record is open."""
        if self._open is not None or self._skip:
            return self._skip
        if self._synced and len(self._buffer) >= 5:
            return 5 + int.from_bytes(self._buffer[3:5], "big") - len(self._buffer)
        return None

    def _part(self) -> Record | None:
        if self._open is not None:
            return self._open._replace(whole=False)
        if self._skip or len(self._buffer) < 5:
            return None
        kind, version, size = _header(self._buffer, 0)
        return Record(kind, version, size, bytes(self._buffer[5:]), False, self._gap)

    def _step(self) -> bool:
        """One step forward; false when more bytes are needed."""
        buffer = self._buffer
        if self._skip:
            size = min(self._skip, len(buffer))
            del buffer[:size]
            self._skip -= size
            return size > 0
        if not self._synced and not self._search():
            return False
        if len(buffer) < 5:
            return False
        if not _plausible(buffer, 0):
            self._synced, self._searched, self._gap = False, 0, True
            return True
        kind, version, size = _header(buffer, 0)
        if kind == APPLICATION_DATA:
            self._open = Record(kind, version, size, b"", True, self._gap)
            self._skip = size
            del buffer[:5]
            return True
        if len(buffer) < 5 + size:
            return False
        self._open = Record(kind, version, size, bytes(buffer[5 : 5 + size]), True, self._gap)
        del buffer[: 5 + size]
        return True

    def _closed(self, whole: bool) -> Record:
        record = self._open
        assert record is not None
        self._open, self._gap = None, False
        return record._replace(whole=whole)

    def _search(self) -> bool:
        """Moves to the next record header; false where there is none yet."""
        if self.hopeless or not self._buffer:
            self._buffer.clear()
            return False
        place = _first_record(bytes(self._buffer))
        if place is not None:
            self._gap = self._gap or place > 0
            del self._buffer[:place]
            self._synced, self._searched = True, 0
            return True
        keep = 5 + LARGEST_RECORD + 5
        over = max(len(self._buffer) - keep, 0)
        self._searched += over
        del self._buffer[:over]
        self.hopeless = self._searched > SEARCHED_BYTES
        return False


def _header(buffer: bytes | bytearray, at: int) -> tuple[int, int, int]:
    return (
        buffer[at],
        int.from_bytes(buffer[at + 1 : at + 3], "big"),
        int.from_bytes(buffer[at + 3 : at + 5], "big"),
    )


def _plausible(buffer: bytes | bytearray, at: int) -> bool:
    kind, version, size = _header(buffer, at)
    return 20 <= kind <= 23 and 0x0300 <= version <= 0x0304 and 0 < size <= LARGEST_RECORD


def _first_record(data: bytes) -> int | None:
    """Where the first record begins; null where none is sure."""
    for match in _HEADER.finditer(data):
        at = match.start()
        if at + 5 <= len(data) and _plausible(data, at) and _borne_out(data, at):
            return at
    return None


def _borne_out(data: bytes, at: int) -> bool:
    """A segment begins with it, a hello is in it, or another record follows where it ends."""
    end = at + 5 + int.from_bytes(data[at + 3 : at + 5], "big")
    if at == 0 or _HELLO.match(data, at):
        return True
    if end + 4 <= len(data):
        return _HEADER.match(data, end) is not None
    return end == len(data)
