"""Packets as capture files, written by hand from the format descriptions."""

import struct
from collections.abc import Iterable, Sequence
from typing import Literal

from tests.capture.packets import Packet

ETHERNET, SLL, SLL2, RAW, LOOPBACK, OPEN_LOOPBACK = 1, 113, 276, 101, 0, 108
Timed = tuple[int, bytes]
Order = Literal["<", ">"]


def frame(packet: Packet, link: int = ETHERNET, tags: Sequence[int] = ()) -> Timed:
    """A packet in its link layer, with VLAN tags of the given types (Ethernet and SLL)."""
    return packet.time, linked(packet.ip(), link, tags)


def linked(packet: bytes, link: int, tags: Sequence[int] = ()) -> bytes:
    """An IP packet behind a link header."""
    version6 = packet[0] >> 4 == 6
    kind = 0x86DD if version6 else 0x0800
    types = b"".join(struct.pack(">HH", tag, 100) for tag in tags) + struct.pack(">H", kind)
    if link == ETHERNET:
        body = b"\x02\0\0\0\0\x01" + b"\x02\0\0\0\0\x02" + types + packet
        return body + b"\0" * max(60 - len(body), 0)
    if link == SLL:
        return struct.pack(">HHH8s", 0, 1, 6, b"\x02\0\0\0\0\x01\0\0") + types + packet
    if link == SLL2:
        return struct.pack(">HHIHBB8s", kind, 0, 2, 1, 0, 6, b"\x02\0\0\0\0\x01\0\0") + packet
    if link == LOOPBACK:
        return struct.pack("<I", 30 if version6 else 2) + packet
    if link == OPEN_LOOPBACK:
        return struct.pack(">I", 24 if version6 else 2) + packet
    return packet


def pcap(
    frames: Iterable[Timed],
    link: int = ETHERNET,
    order: Order = "<",
    nanoseconds: bool = False,
    snap: int = 65535,
) -> bytes:
    """A .pcap file; packets longer than ``snap`` are cut."""
    magic, unit = (0xA1B23C4D, 1) if nanoseconds else (0xA1B2C3D4, 1000)
    parts = [struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, snap, link)]
    for time, data in frames:
        kept = data[:snap]
        seconds, rest = divmod(time, 10**9)
        parts += [struct.pack(order + "IIII", seconds, rest // unit, len(kept), len(data)), kept]
    return b"".join(parts)


def block(order: Order, kind: int, body: bytes) -> bytes:
    """A pcapng block."""
    body += b"\0" * (-len(body) % 4)
    size = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + size + body + size


def section(order: Order = "<") -> bytes:
    """A section header block."""
    return block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))


def interface(
    order: Order = "<", link: int = ETHERNET, resolution: int | None = None, offset: int = 0
) -> bytes:
    """An interface description block; ``resolution`` is the byte of if_tsresol."""
    options = b""
    if resolution is not None:
        options += struct.pack(order + "HHB3x", 9, 1, resolution)
    if offset:
        options += struct.pack(order + "HHq", 14, 8, offset)
    return block(order, 1, struct.pack(order + "HHI", link, 0, 0) + options)


def enhanced(order: Order, number: int, ticks: int, data: bytes, snap: int = 65535) -> bytes:
    """An enhanced packet block."""
    kept = data[:snap]
    head = struct.pack(order + "IIIII", number, ticks >> 32, ticks & 0xFFFFFFFF, len(kept), len(data))
    return block(order, 6, head + kept)


def pcapng(frames: Iterable[Timed], link: int = ETHERNET, order: Order = "<", snap: int = 65535) -> bytes:
    """A .pcapng file of one section and one interface, in microseconds."""
    packets = b"".join(enhanced(order, 0, time // 1000, data, snap) for time, data in frames)
    return section(order) + interface(order, link) + packets
