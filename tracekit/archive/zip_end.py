"""The end record of a zip, which tells where its directory is: the true one among false ones, zip64."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from tracekit.archive.limits import MAX_END_RECORDS
from tracekit.archive.window import Window
from tracekit.archive.zip_entry import CENTRAL, LOCAL

_END, _END64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _END64_SIZE, _LOCATOR_SIZE = 22, 56, 20
_SEARCHED = 1024 * 1024
"""A comment can have 65,535 bytes; the rest is for bytes that were put behind the zip."""
_CLOSE = _END_SIZE + 65535
_FULL32, _FULL16 = 0xFFFFFFFF, 0xFFFF


@dataclass(frozen=True)
class ZipEnd:
    """A directory that is where its end record says."""

    start: int
    """Of the directory, from the start of the file."""
    end: int
    shift: int
    """To be added to every offset: bytes that were put before the zip."""
    count: int
    disk: int
    closes_file: bool
    """The record's comment ends where the file ends."""


def find_end(source: Window) -> ZipEnd | None:
    """The end record to believe; None when there is no directory.

    A comment can hold a false record: of several that close the file the one that contains the others is
    true. A record without bytes before the zip is preferred, as a stored zip inside has such.
    """
    found = list(_ends(source))
    closing = [end for end in found if end.closes_file]
    return min(closing, key=lambda end: (end.shift != 0, end.end)) if closing else max(
        found, key=lambda end: end.end, default=None
    )  # fmt: skip


def ends_like_zip(source: Window) -> bool:
    """Whether the last bytes are an end record whose directory is there and lists something."""
    if _END not in source.at(max(source.size - _CLOSE, 0), _CLOSE):
        return False
    end = find_end(source)
    return end is not None and end.closes_file and (end.start < end.end or end.disk > 0)


def _ends(source: Window) -> Iterator[ZipEnd]:
    first = max(source.size - _SEARCHED, 0)
    tail = source.at(first, _SEARCHED)
    at = len(tail)
    for _ in range(MAX_END_RECORDS):
        at = tail.rfind(_END, 0, at)
        if at < 0:
            return
        end = _end_at(source, first + at)
        if end is not None:
            yield end


def _end_at(source: Window, at: int) -> ZipEnd | None:
    record = source.at(at, _END_SIZE)
    if len(record) < _END_SIZE:
        return None
    disk, _, _, count, size, offset, comment = struct.unpack("<4x4H2IH", record)
    stop = at
    if _FULL16 in (disk, count) or _FULL32 in (size, offset):
        large = _large(source, at)
        if large is not None:
            stop, disk, count, size, offset = large
    closes = at + _END_SIZE + comment == source.size
    for start in (stop - size, offset):
        if 0 <= start <= stop and (source.at(start, 4) == CENTRAL or (start == stop and not count)):
            return ZipEnd(start, stop, _shift(source, start, start - offset), count, disk, closes)
    return ZipEnd(stop, stop, 0, count, disk, closes) if disk else None


def _shift(source: Window, start: int, shift: int) -> int:
    """No shift when the first entry is where the directory says although the directory is not."""
    offset = int.from_bytes(source.at(start + 42, 4), "little")
    moved = source.at(offset + shift, 4) != LOCAL and source.at(offset, 4) == LOCAL
    return 0 if moved else shift


def _large(source: Window, at: int) -> tuple[int, int, int, int, int] | None:
    """The zip64 record: its place, disk, number of entries, size and offset of the directory (4.3.14)."""
    locator = source.at(at - _LOCATOR_SIZE, _LOCATOR_SIZE)
    if not locator.startswith(_LOCATOR):
        return None
    (stated,) = struct.unpack_from("<Q", locator, 8)
    for place in (at - _LOCATOR_SIZE - _END64_SIZE, stated):
        record = source.at(place, _END64_SIZE)
        if len(record) == _END64_SIZE and record.startswith(_END64):
            disk, _, _, count, size, offset = struct.unpack_from("<2I4Q", record, 16)
            return place, disk, count, size, offset
    return None
