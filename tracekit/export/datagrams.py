"""The same messages as UDP datagrams, for tools that read no exported PDU: sngrep and other SIP viewers."""

import struct
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

from tracekit.export.address import End, Ip
from tracekit.export.capture import sent_texts
from tracekit.ladder import Ladder, Tables

LINKTYPE_RAW = 101
"""Packets begin with their IP header; https://www.tcpdump.org/linktypes.html"""

MAX_PACKET = 262_144
MAX_PAYLOAD = 65_507
"""What fits into one IPv4 datagram; CallManager takes SIP messages of 64 KiB at most."""

_UDP = 17


def pcap(ladder: Ladder, tables: Tables) -> Iterator[bytes]:
    """The messages of a ladder as a pcap file, packet by packet: addresses, ports and times as in ``pcapng``.

    Every message is a UDP datagram whatever carried it, because a stream would need bytes that no trace
    holds; which transport it was, the message's own Via tells. Of a message that is too long for a datagram
    the end is left out.
    """
    yield struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, MAX_PACKET, LINKTYPE_RAW)
    for _, time_us, source, target, text in sent_texts(ladder, tables):
        data = _datagram(source, target, text[:MAX_PAYLOAD])
        seconds, rest = divmod(max(time_us, 0), 1_000_000)
        yield struct.pack("<IIII", seconds & 0xFFFFFFFF, rest, len(data), len(data)) + data


def _datagram(source: End, target: End, text: bytes) -> bytes:
    one, other = _same_version(source.ip, target.ip)
    length = 8 + len(text)
    pseudo = one.packed + other.packed + struct.pack(">HH", length, _UDP)
    udp = struct.pack(">HHHH", source.port, target.port, length, 0)
    checksum = _checksum(pseudo + udp + text) or 0xFFFF
    return _ip(one, other, length) + udp[:6] + struct.pack(">H", checksum) + text


def _ip(source: Ip, target: Ip, length: int) -> bytes:
    """The header of RFC 791 section 3.1 or RFC 8200 section 3."""
    if isinstance(source, IPv6Address):
        return struct.pack(">IHBB", 6 << 28, length, _UDP, 64) + source.packed + target.packed
    fixed = struct.pack(">BBHHHBB", 0x45, 0, 20 + length, 0, 0, 64, _UDP)
    addresses = source.packed + target.packed
    return fixed + struct.pack(">H", _checksum(fixed + b"\0\0" + addresses)) + addresses


def _same_version(one: Ip, other: Ip) -> tuple[Ip, Ip]:
    """Both as IPv6 when one of them is (RFC 4291 section 2.5.5.2)."""
    if type(one) is type(other):
        return one, other
    return _mapped(one), _mapped(other)


def _mapped(address: Ip) -> Ip:
    if isinstance(address, IPv4Address):
        return IPv6Address(b"\0" * 10 + b"\xff\xff" + address.packed)
    return address


def _checksum(data: bytes) -> int:
    """RFC 1071."""
    words = struct.unpack(f">{(len(data) + 1) // 2}H", data + bytes(len(data) % 2))
    total: int = sum(words)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
