"""Blocks of a pcapng file (draft-ietf-opsawg-pcapng), little endian."""

import struct
from collections.abc import Iterable

SECTION, INTERFACE, PACKET = 0x0A0D0D0A, 1, 6
BYTE_ORDER = 0x1A2B3C4D
COMMENT, APPLICATION, NAME, FLAGS = 1, 4, 2, 2
"""Codes of options; a code means another thing in another block."""

INBOUND, OUTBOUND = 1, 2
MAX_OPTION = 65_535

Option = tuple[int, bytes]


def section_header(application: str, comment: str) -> bytes:
    """The block that opens a file; its length is left open (section 4.1)."""
    fixed = struct.pack("<IHHq", BYTE_ORDER, 1, 0, -1)
    return _block(SECTION, fixed, [(COMMENT, _text(comment)), (APPLICATION, _text(application))])


def interface(link_type: int, name: str) -> bytes:
    """One interface; times are in microseconds, the default (section 4.2)."""
    return _block(INTERFACE, struct.pack("<HHI", link_type, 0, 0), [(NAME, _text(name))])


def packet(time_us: int, data: bytes, comment: str, direction: int) -> bytes:
    """One packet of the first interface; ``direction``: INBOUND or OUTBOUND (section 4.3)."""
    high, low = divmod(max(time_us, 0), 1 << 32)
    fixed = struct.pack("<IIIII", 0, high & 0xFFFFFFFF, low, len(data), len(data))
    options = [(COMMENT, _text(comment)), (FLAGS, struct.pack("<I", direction))]
    return _block(PACKET, fixed + padded(data), options)


def padded(data: bytes) -> bytes:
    """Filled with zeros to a multiple of four bytes."""
    return data + bytes(-len(data) % 4)


def _text(text: str) -> bytes:
    """UTF-8, cut where an option cannot hold more."""
    return text.encode("utf-8", "replace")[:MAX_OPTION].decode("utf-8", "ignore").encode()


def _block(kind: int, fixed: bytes, options: Iterable[Option]) -> bytes:
    body = fixed + b"".join(struct.pack("<HH", code, len(value)) + padded(value) for code, value in options)
    body += bytes(4)  # opt_endofopt
    size = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + size + body + size
