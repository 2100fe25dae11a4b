"""Zips and tars byte by byte, with any field wrong; and the text that goes into them."""

import bz2
import functools
import gzip
import lzma
import struct
import zlib
from dataclasses import dataclass, field

TRACE = b"".join(b"%08d.001 |10:00:00.001 |AppInfo  |our line %d\n" % (n, n * 7919) for n in range(1, 1501))
"""A trace that reads without a loss."""
OTHER = TRACE.replace(b"our line", b"another line")

STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def zip_lzma(data: bytes) -> bytes:
    properties = {"id": lzma.FILTER_LZMA1, "dict_size": 65536, "lc": 3, "lp": 0, "pb": 2}
    packed = lzma.compress(data, lzma.FORMAT_RAW, filters=[properties])
    return b"\x09\x04\x05\x00" + bytes([(2 * 5 + 0) * 9 + 3]) + struct.pack("<I", 65536) + packed


PACK = {STORED: bytes, DEFLATED: raw_deflate, BZIP2: bz2.compress, LZMA: zip_lzma}


@dataclass
class E:
    """One entry of a zip; what is None is the truth."""

    name: bytes = b"a.txt"
    data: bytes = TRACE
    method: int = DEFLATED
    flags: int = 0
    packed: bytes | None = None
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    local_name: bytes | None = None
    extra: bytes = b""
    mode: int = 0
    offset: int | None = None
    disk: int = 0
    descriptor: bool = False
    zip64: bool = False
    in_directory: bool = True
    local: bool = True


@dataclass
class Z:
    """A zip of entries; what is None is the truth."""

    entries: list[E] = field(default_factory=list)
    comment: bytes = b""
    prefix: bytes = b""
    moved: bool = False
    """Offsets count from the start of the file, prefix included."""
    count: int | None = None
    directory_size: int | None = None
    directory_offset: int | None = None
    disk: int = 0
    zip64: bool = False

    def bytes(self) -> bytes:
        body, directory, count = bytearray(), bytearray(), 0
        base = len(self.prefix) if self.moved else 0
        for e in self.entries:
            at = base + len(body) if e.offset is None else e.offset
            body += _local(e)
            if e.in_directory:
                directory += _central(e, at)
                count += 1
        count = count if self.count is None else self.count
        offset = base + len(body) if self.directory_offset is None else self.directory_offset
        size = len(directory) if self.directory_size is None else self.directory_size
        end = bytearray()
        if self.zip64:
            at = base + len(body) + len(directory)
            end += struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
            end += struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
            count, size, offset = 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF
        fields = (b"PK\x05\x06", self.disk, self.disk, count, count, size, offset, len(self.comment))
        end += struct.pack("<4s4H2IH", *fields) + self.comment
        return self.prefix + bytes(body + directory + end)


@functools.cache
def _pack(method: int, data: bytes) -> bytes:
    return PACK.get(method, bytes)(data)


def _values(e: E) -> tuple[bytes, int, int, int]:
    packed = _pack(e.method, e.data) if e.packed is None else e.packed
    crc = zlib.crc32(e.data) if e.crc is None else e.crc
    size = len(e.data) if e.size is None else e.size
    return packed, crc, len(packed) if e.packed_size is None else e.packed_size, size


def _local(e: E) -> bytes:
    if not e.local:
        return b""
    packed, crc, packed_size, size = _values(e)
    name = e.name if e.local_name is None else e.local_name
    flags, tail = e.flags, b""
    if e.descriptor:
        flags, tail = flags | 8, struct.pack("<4s3I", b"PK\x07\x08", crc, packed_size, size)
        crc = packed_size = size = 0
    head = struct.pack(
        "<4s5H3I2H", b"PK\x03\x04", 20, flags, e.method, 0, 0, crc, packed_size, size, len(name), 0
    )
    return head + name + packed + tail


def _central(e: E, at: int) -> bytes:
    _, crc, packed_size, size = _values(e)
    extra = e.extra
    if e.zip64:
        extra += struct.pack("<2H3Q", 1, 24, size, packed_size, at)
        packed_size = size = at = 0xFFFFFFFF
    flags = e.flags | (8 if e.descriptor else 0)
    made = (3 << 8 if e.mode else 0) | 20
    head = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", made, 20, flags, e.method, 0, 0, crc, packed_size, size, len(e.name),
        len(extra), 0, e.disk, 0, e.mode << 16, at,
    )  # fmt: skip
    return head + e.name + extra


def zipped(*entries: E) -> bytes:
    return Z(list(entries)).bytes()


def tar_entry(
    name: bytes = b"a.txt", data: bytes = TRACE, kind: bytes = b"0", *, link: bytes = b"",
    size: bytes | None = None, checksum: int | None = None, mark: bytes = b"ustar\x0000", mode: int = 0o644,
) -> bytes:  # fmt: skip
    """A header and its data, padded."""
    field_ = b"%011o\0" % len(data) if size is None else size
    head = name[:100].ljust(100, b"\0") + b"%07o\0" % mode + b"0000000\0" * 2 + field_.ljust(12, b"\0")
    head += b"00000000000\0" + b" " * 8 + kind + link.ljust(100, b"\0") + mark
    head = head.ljust(512, b"\0")
    total = sum(head) if checksum is None else checksum
    head = head[:148] + b"%06o\0 " % total + head[156:]
    return head + data + bytes(-len(data) % 512)


def tarred(*entries: bytes) -> bytes:
    return b"".join(entries) + bytes(1024)


def pax(**fields: bytes) -> bytes:
    """An extended header for the entry that follows."""
    data = b""
    for key, value in fields.items():
        rest = b" " + key.replace("__", ".").encode() + b"=" + value + b"\n"
        size = len(rest) + 1
        while len(b"%d" % size) + len(rest) != size:
            size += 1
        data += b"%d" % size + rest
    return tar_entry(b"PaxHeader", data, b"x")


def gz(data: bytes, *, name: bytes = b"", comment: bytes = b"", extra: bytes = b"") -> bytes:
    """One gzip member with the optional fields of its header (RFC 1952 section 2.3)."""
    if not (name or comment or extra):
        return gzip.compress(data, mtime=0)
    flags = (4 if extra else 0) | (8 if name else 0) | (16 if comment else 0)
    head = b"\x1f\x8b\x08" + bytes([flags]) + bytes(4) + b"\x00\x03"
    if extra:
        head += struct.pack("<H", len(extra)) + extra
    if name:
        head += name + b"\0"
    if comment:
        head += comment + b"\0"
    return head + raw_deflate(data) + struct.pack("<2I", zlib.crc32(data), len(data))
