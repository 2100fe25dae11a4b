"""Entries of a zip → bytes, whatever state the zip is in.

Stored and deflated entries are read here from their raw bytes, so that damaged ones give what they still
hold; the rarer methods go through ``zipfile``. The layout is that of PKWARE's APPNOTE 6.3, section 4.3.7.
"""

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from tracekit.archive.inflate import inflate_raw
from tracekit.archive.limits import MAX_MEMBER_BYTES
from tracekit.archive.member import COLLECT_AGAIN, LINK, Content, too_long
from tracekit.errors import reason

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError,
    RuntimeError, UnicodeError, ValueError, IndexError, KeyError, OverflowError,
)  # fmt: skip
"""What zipfile and its helpers let escape on damaged archives; NotImplementedError is a RuntimeError."""

_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_CHUNK = 1024 * 1024

UNPACK_FIRST = "unpack it with another tool and give the folder"


def entries(archive: zipfile.ZipFile) -> Iterator[tuple[int, zipfile.ZipInfo]]:
    """Files of the archive with their index; folders are left out unless they claim to hold bytes."""
    for index, entry in enumerate(archive.infolist()):
        if not entry.is_dir() or entry.file_size:
            yield index, entry


def read_entry(archive: zipfile.ZipFile, index: int) -> Content:
    """The bytes of one entry; every fault of the entry becomes a state with its reason."""
    entry = archive.infolist()[index]
    refusal = _cannot_be_read(entry)
    if refusal is not None:
        return refusal
    try:
        if entry.compress_type == zipfile.ZIP_STORED:
            return _stored(archive, entry)
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            return _deflated(archive, entry)
        return _by_zipfile(archive, entry)
    except NotImplementedError:
        method = f"compression method {entry.compress_type} is not supported"
        return Content(b"", "skipped", reason(method, "skipped", UNPACK_FIRST))
    except FAULTS as fault:
        return Content(b"", "skipped", reason(f"zip entry is damaged ({fault})", "skipped", COLLECT_AGAIN))


def chunks(archive: zipfile.ZipFile, index: int) -> Iterator[bytes]:
    """The bytes of an entry that is itself an archive, piece by piece; raises what FAULTS names."""
    produced = 0
    with archive.open(archive.infolist()[index]) as stream:
        while chunk := stream.read(_CHUNK):
            produced += len(chunk)
            if produced > MAX_MEMBER_BYTES:
                raise OverflowError(f"more than {MAX_MEMBER_BYTES:,} bytes")
            yield chunk


def _cannot_be_read(entry: zipfile.ZipInfo) -> Content | None:
    if entry.flag_bits & _ENCRYPTED:
        return Content(b"", "skipped", reason("encrypted with a password", "skipped", UNPACK_FIRST))
    if stat.S_ISLNK(entry.external_attr >> 16):
        return LINK
    return None


def _stored(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Content:
    if entry.file_size > MAX_MEMBER_BYTES:
        return too_long()
    data = _packed(archive, entry)
    if len(data) < entry.file_size:
        return _partly(data, "zip ends early", entry.file_size)
    if zlib.crc32(data) != entry.CRC:
        return _partly(data, "checksum is wrong", entry.file_size)
    return Content(data)


def _deflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Content:
    found = inflate_raw(_packed(archive, entry), entry.file_size, entry.CRC, MAX_MEMBER_BYTES)
    if found.verdict == "whole":
        return Content(found.data)
    if found.verdict == "too long":
        return too_long()
    what = "compressed stream ends early" if found.verdict == "cut" else "checksum or stream is wrong"
    return _partly(found.data, what, entry.file_size)


def _by_zipfile(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Content:
    """bzip2, lzma and what a later Python may add."""
    parts: list[bytes] = []
    room = MAX_MEMBER_BYTES
    with archive.open(entry) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                parts.append(chunk)
                room -= len(chunk)
                if room < 0:
                    return too_long()
        except FAULTS as fault:
            return _partly(b"".join(parts), f"damaged ({fault})", entry.file_size)
    return Content(b"".join(parts))


def _packed(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The raw bytes of an entry, fewer when the archive ends first; BadZipFile when it is not there."""
    stream: IO[bytes] | None = archive.fp
    if stream is None:
        raise ValueError("archive is closed")
    stream.seek(entry.header_offset)
    header = stream.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(ZIP_MAGIC[0]):
        raise zipfile.BadZipFile("no local header where the directory points")
    name_size, extra_size = _LOCAL_HEADER.unpack(header)[-2:]
    stream.seek(name_size + extra_size, 1)
    return stream.read(entry.compress_size)


def _partly(data: bytes, what: str, stated: int) -> Content:
    if not data:
        return Content(b"", "skipped", reason(what, "nothing could be recovered", COLLECT_AGAIN))
    done = f"{len(data):,} of {stated:,} bytes recovered"
    return Content(data, "partly read", reason(what, done, COLLECT_AGAIN))
