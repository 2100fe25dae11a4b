"""Flights of bytes as TCP packets."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_address

from tests.capture.talk import By, Flight

CLIENT, SERVER = ("10.10.95.203", 33135), ("10.10.95.200", 5061)
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
START = 1_772_000_000_250_000_000
STEP = 1_000_000


@dataclass(frozen=True)
class Packet:
    """One TCP packet at its time (nanoseconds)."""

    time: int
    by: By
    seq: int
    ack: int
    flags: int
    payload: bytes = b""
    ends: tuple[tuple[str, int], tuple[str, int]] = (CLIENT, SERVER)

    def ip(self) -> bytes:
        """The IP packet."""
        one, other = self.ends if self.by == "client" else self.ends[::-1]
        ports = struct.pack(">HH", one[1], other[1])
        tcp = ports + struct.pack(
            ">IIBBHHH", self.seq % 2**32, self.ack % 2**32, 0x50, self.flags, 8192, 0, 0
        )
        return ip_packet(one[0], other[0], 6, tcp + self.payload)


def ip_packet(
    source: str, target: str, protocol: int, payload: bytes, place: int = 0, number: int = 7
) -> bytes:
    """An IP packet of the version of its addresses; ``place``: flags and fragment offset of IPv4."""
    addresses = ip_address(source).packed + ip_address(target).packed
    if len(addresses) == 32:
        return struct.pack(">IHBB", 0x60000000, len(payload), protocol, 64) + addresses + payload
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), number, place, 64, protocol, 0)
    return head + addresses + payload


def conversation(
    flights: Sequence[Flight],
    size: int = 1460,
    isn: tuple[int, int] = (1000, 9_000_000),
    ends: tuple[tuple[str, int], tuple[str, int]] = (CLIENT, SERVER),
) -> list[Packet]:
    """SYN, SYN-ACK, ACK, the flights in segments of ``size`` bytes, FIN both ways."""
    seq = {"client": isn[0], "server": isn[1]}
    packets: list[Packet] = []

    def say(by: By, flags: int, payload: bytes = b"") -> None:
        other = "server" if by == "client" else "client"
        ack = seq[other] if flags & ACK else 0
        time = START + len(packets) * STEP
        packets.append(Packet(time, by, seq[by], ack, flags, payload, ends))
        seq[by] += len(payload) + bool(flags & (SYN | FIN))

    say("client", SYN)
    say("server", SYN | ACK)
    say("client", ACK)
    for by, piece in flights:
        for at in range(0, len(piece), size):
            say(by, PSH | ACK, piece[at : at + size])
        say("server" if by == "client" else "client", ACK)
    say("client", FIN | ACK)
    say("server", FIN | ACK)
    return packets


def reordered(packets: Iterable[Packet]) -> list[Packet]:
    """Every pair of neighbours swapped behind the TCP opening, every third packet twice."""
    packets = list(packets)
    head, rest = packets[:3], packets[3:]
    mixed = [one for at in range(0, len(rest), 2) for one in rest[at : at + 2][::-1]]
    again = [copy for place, one in enumerate(mixed) for copy in ([one, one] if place % 3 == 0 else [one])]
    return retimed(head + again)


def retimed(packets: Iterable[Packet]) -> list[Packet]:
    """The same order with times that go forward."""
    return [replace(packet, time=START + place * STEP) for place, packet in enumerate(packets)]
