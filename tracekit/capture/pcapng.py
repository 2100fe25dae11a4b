"""The block format of Wireshark (draft-ietf-opsawg-pcapng): sections, interfaces, packets.

Other blocks (names, statistics, decryption secrets) are stepped over unread.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from tracekit.capture.frame import LARGEST_FRAME, SECOND, Frame
from tracekit.capture.pcap import AGAIN
from tracekit.capture.problem import Problems
from tracekit.capture.source import ByteSource

PCAPNG_MAGIC = b"\x0a\x0d\x0d\x0a"
LARGEST_BLOCK = 1 << 24
"""Bytes. Wireshark refuses blocks above 16 MiB too."""

MOST_INTERFACES = 65_536
"""Of one section; packets of further ones are left out with a problem."""

_ORDERS = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}
_INTERFACE, _OLD_PACKET, _SIMPLE, _ENHANCED = 1, 2, 3, 6
_TSRESOL, _TSOFFSET = 9, 14


class Interface(NamedTuple):
    """How the packets of one interface are to be read."""

    link: int
    snaplen: int
    units: int
    """Units of its clock in a second."""
    offset: int
    """Seconds added to its times."""


class _Section:
    """Byte order and interfaces of one section, and the count of packets over all of them."""

    def __init__(self) -> None:
        self.order = "<"
        self.interfaces: list[Interface] = []
        self.packets = 0


def read_pcapng(magic: bytes, source: ByteSource, problems: Problems) -> Iterator[Frame]:
    """The packets behind the first block type, up to the end or the first damage, which is a problem."""
    section = _Section()
    kind = magic
    while kind:
        start = source.offset - len(kind)
        body = _block(kind, source, section)
        if body is None:
            what = f"the block at byte {start} is cut or damaged"
            problems.add(what, f"{section.packets} packets before it were read", AGAIN, start)
            return
        if kind != PCAPNG_MAGIC:
            try:
                frame = _read(struct.unpack(section.order + "I", kind)[0], body, section)
            except struct.error:
                problems.add("a block is shorter than its kind must be", "it was left out", AGAIN, start)
                frame = None
            if frame is not None:
                yield frame
        kind = source.take(4)


def _block(kind: bytes, source: ByteSource, section: _Section) -> bytes | None:
    """The body of a block, null when it cannot be read whole; a section header changes the byte order."""
    size = source.take(4)
    taken = 8
    if kind == PCAPNG_MAGIC:
        order = _ORDERS.get(source.take(4))
        if order is None:
            return None
        section.order = order
        section.interfaces = []
        taken = 12
    if len(kind) < 4 or len(size) < 4:
        return None
    total = int(struct.unpack(section.order + "I", size)[0])
    if total % 4 or total < taken + 4 or total > LARGEST_BLOCK:
        return None
    rest = source.take(total - taken)
    if len(rest) < total - taken or rest[-4:] != size:
        return None
    return rest[:-4]


def _read(kind: int, body: bytes, section: _Section) -> Frame | None:
    """The packet in a block, null where it holds none; raises struct.error on a short block."""
    order = section.order
    if kind == _INTERFACE:
        if len(section.interfaces) < MOST_INTERFACES:
            section.interfaces.append(_interface(body, order))
        return None
    if kind == _ENHANCED:
        number, high, low, size, length = struct.unpack_from(order + "IIIII", body)
        return _frame(section, number, (high << 32) | low, body[20 : 20 + size], length)
    if kind == _OLD_PACKET:
        number, _, high, low, size, length = struct.unpack_from(order + "HHIIII", body)
        return _frame(section, number, (high << 32) | low, body[20 : 20 + size], length)
    if kind == _SIMPLE:
        (length,) = struct.unpack_from(order + "I", body)
        cap = section.interfaces[0].snaplen if section.interfaces else 0
        return _frame(section, 0, None, body[4 : 4 + min(length, cap or length)], length)
    return None


def _frame(section: _Section, number: int, ticks: int | None, data: bytes, length: int) -> Frame | None:
    section.packets += 1
    if number >= len(section.interfaces):
        raise struct.error("an interface that was never described")
    link, _, units, offset = section.interfaces[number]
    time = None if ticks is None else ticks * SECOND // units + offset * SECOND
    return Frame(section.packets, time, link, data[:LARGEST_FRAME], max(length, len(data)))


def _interface(body: bytes, order: str) -> Interface:
    link, _, snaplen = struct.unpack_from(order + "HHI", body)
    units, offset = 1_000_000, 0
    at = 8
    while at + 4 <= len(body):
        code, size = struct.unpack_from(order + "HH", body, at)
        value = body[at + 4 : at + 4 + size]
        if code == 0:
            break
        if code == _TSRESOL and len(value) == 1:
            power = value[0] & 0x7F
            units = 2**power if value[0] & 0x80 else 10**power
        elif code == _TSOFFSET and len(value) == 8:
            offset = int(struct.unpack(order + "q", value)[0])
        at += 4 + size + (-size % 4)
    return Interface(link, snaplen, units, offset)
