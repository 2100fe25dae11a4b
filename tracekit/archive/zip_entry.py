"""One entry of a zip, from its line in the directory or from its own header (APPNOTE 6.3.10)."""

import stat
import struct
from dataclasses import dataclass, replace

from tracekit.archive.member import DEVICE, LINK, UNPACK_FIRST, Verdict, skipped
from tracekit.archive.names import extra_fields, zip_name
from tracekit.archive.window import Window

LOCAL, CENTRAL, DESCRIPTOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08"
SIGNATURE = b"PK\x05\x05"
"""Of the directory; nobody checks it."""
LOCAL_SIZE, CENTRAL_SIZE = 30, 46
_LOCAL = struct.Struct("<4x5H3I2H")
_SIZES = struct.Struct("<2H")
_CENTRAL = struct.Struct("<4x6H3I5H2I")
_ZIP64 = 0x0001
_FULL32, _FULL16 = 0xFFFFFFFF, 0xFFFF

STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14
READABLE = (STORED, DEFLATED, BZIP2, LZMA)
_AES_METHOD = 99
_METHODS = {
    1: "Shrink", 6: "Implode", 9: "Deflate64", 20: "zstd", 93: "zstd", 95: "xz", 97: "WavPack", 98: "PPMd",
}  # fmt: skip
_ENCRYPTED, _HAS_DESCRIPTOR, _STRONG = 0x1, 0x8, 0x40
_UNIX = (3, 19)


@dataclass(frozen=True)
class ZipEntry:
    """Where an entry is and what is claimed of it."""

    raw_name: bytes
    name: str
    offset: int
    """Of its local header, from the start of the file."""
    flags: int
    method: int
    packed: int
    size: int | None
    """None, as the CRC, when only an unreadable data descriptor tells."""
    crc: int | None
    mode: int = 0
    """Unix file type and permissions, 0 when the zip was made elsewhere."""
    disk: int = 0
    by_own_header: bool = False
    """Found by its local header, because the directory does not name it."""

    @property
    def has_descriptor(self) -> bool:
        """Its sizes stand behind its data."""
        return bool(self.flags & _HAS_DESCRIPTOR)

    @property
    def is_empty_folder(self) -> bool:
        """A folder; some tools let one hold bytes, then it counts as a file."""
        return self.raw_name.endswith((b"/", b"\\")) and not self.size

    def verdict(self, last_disk: int) -> Verdict | None:
        """Why it cannot be read, where its header tells."""
        if self.flags & (_ENCRYPTED | _STRONG) or self.method == _AES_METHOD:
            kind = "AES" if self.method == _AES_METHOD else "ZipCrypto"
            return skipped(f"encrypted with a password ({kind})", UNPACK_FIRST)
        if stat.S_ISLNK(self.mode):
            return LINK
        if stat.S_IFMT(self.mode) in (stat.S_IFBLK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK):
            return DEVICE
        if self.disk != last_disk:
            return skipped("in another part of a split zip", "put all parts together into one zip")
        if self.method not in READABLE:
            name = _METHODS.get(self.method, "unknown")
            return skipped(f"compression method {self.method} ({name}) is not supported", UNPACK_FIRST)
        return None


def central_entry(directory: bytes, at: int, shift: int) -> tuple[ZipEntry, int] | None:
    """The entry at ``at`` of the directory and the length of its line; None when there is none."""
    if directory[at : at + 4] != CENTRAL or len(directory) < at + CENTRAL_SIZE:
        return None
    (made, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment_size,
     disk, _, attributes, offset) = _CENTRAL.unpack_from(directory, at)  # fmt: skip
    name_end = at + CENTRAL_SIZE + name_size
    raw, extra = directory[at + CENTRAL_SIZE : name_end], directory[name_end : name_end + extra_size]
    length = CENTRAL_SIZE + name_size + extra_size + comment_size
    if at + length > len(directory):
        return None
    size, packed, offset, disk = _zip64(extra, (size, packed, offset, disk))
    mode = attributes >> 16 if made >> 8 in _UNIX else 0
    name = zip_name(raw, extra)
    return ZipEntry(raw, name, offset + shift, flags, method, packed, size, crc, mode, disk), length


def local_entry(source: Window, at: int) -> tuple[ZipEntry, int] | None:
    """The entry whose own header stands at ``at`` and where its data begins; None when there is none."""
    head = source.at(at, LOCAL_SIZE)
    if len(head) < LOCAL_SIZE or not head.startswith(LOCAL):
        return None
    _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack(head)
    rest = source.at(at + LOCAL_SIZE, name_size + extra_size)
    if len(rest) < name_size + extra_size:
        return None
    raw, extra = rest[:name_size], rest[name_size:]
    size, packed, *_ = _zip64(extra, (size, packed, 0, 0))
    entry = ZipEntry(raw, zip_name(raw, extra), at, flags, method, packed, size, crc, by_own_header=True)
    if entry.has_descriptor and not packed:
        entry = replace(entry, size=None, crc=None)
    return entry, at + LOCAL_SIZE + name_size + extra_size


def own_header(source: Window, at: int) -> tuple[bytes, int] | None:
    """Name and place of the data by the local header at ``at``, without the rest of it."""
    head = source.at(at, LOCAL_SIZE)
    if len(head) < LOCAL_SIZE or not head.startswith(LOCAL):
        return None
    name_size, extra_size = _SIZES.unpack_from(head, 26)
    return source.at(at + LOCAL_SIZE, name_size), at + LOCAL_SIZE + name_size + extra_size


def _zip64(extra: bytes, values: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Size, packed size, offset and disk, from the zip64 field where their own place is full (4.5.3)."""
    if _FULL32 not in values and values[3] != _FULL16:
        return values
    field = next((field for kind, field in extra_fields(extra) if kind == _ZIP64), b"")
    found, at = [], 0
    for value, width, full in zip(values, (8, 8, 8, 4), (_FULL32, _FULL32, _FULL32, _FULL16), strict=True):
        if value == full and at + width <= len(field):
            value = int.from_bytes(field[at : at + width], "little")
            at += width
        found.append(value)
    return found[0], found[1], found[2], found[3]
