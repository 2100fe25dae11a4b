"""One TCP segment (RFC 9293 section 3.1)."""

from ipaddress import ip_address
from typing import NamedTuple

from tracekit.capture.frame import Frame
from tracekit.capture.internet import Datagram

FIN, SYN, RST, ACK = 1, 2, 4, 16
TCP = 6
MODULUS = 1 << 32


class Segment(NamedTuple):
    """What one packet says on its connection."""

    number: int
    time: int | None
    flow: bytes
    """Source and target address, source and target port: the key of one direction."""
    flags: int
    seq: int
    payload: bytes
    missing: int
    """Bytes at the end of the payload that the capture cut off."""


def read_segment(frame: Frame, datagram: Datagram) -> Segment | None:
    """The segment in a TCP datagram; null when not even its ports and flags were captured."""
    data = datagram.payload
    if len(data) < 14:
        return None
    head = max((data[12] >> 4) * 4, 20)
    missing = datagram.missing
    if len(data) < head:
        missing = max(missing - (head - len(data)), 0)
    return Segment(
        frame.number,
        frame.time,
        datagram.addresses + data[:4],
        data[13],
        int.from_bytes(data[4:8], "big"),
        data[head:],
        missing,
    )


def reverse(flow: bytes) -> bytes:
    """The key of the other direction."""
    half = (len(flow) - 4) // 2
    return flow[half : 2 * half] + flow[:half] + flow[-2:] + flow[-4:-2]


def endpoint(flow: bytes) -> tuple[str, int]:
    """Address and port of the sender."""
    half = (len(flow) - 4) // 2
    return str(ip_address(flow[:half])), int.from_bytes(flow[-4:-2], "big")


def distance(seq: int, other: int) -> int:
    """How far a sequence number lies behind another (negative: before), across the wrap at 2³²."""
    return (seq - other + MODULUS // 2) % MODULUS - MODULUS // 2
