"""A capture file to its handshakes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Literal

from tracekit.capture.conclude import conclude
from tracekit.capture.connection import Connection
from tracekit.capture.connections import Connections
from tracekit.capture.fragments import Fragments
from tracekit.capture.frame import Frame
from tracekit.capture.handshake import Handshake
from tracekit.capture.internet import read_datagram
from tracekit.capture.link import LINK_NAMES, network_layer
from tracekit.capture.packet_capture import Capture, presented
from tracekit.capture.pcap import AGAIN, PCAP_MAGIC, read_pcap
from tracekit.capture.pcapng import PCAPNG_MAGIC, read_pcapng
from tracekit.capture.problem import Problems
from tracekit.capture.segment import TCP, read_segment
from tracekit.capture.source import ByteSource

MOST_HANDSHAKES = 50_000
"""Kept of one capture; further ones are counted."""


class _Reading:
    """One pass over the packets."""

    def __init__(self) -> None:
        self.problems = Problems()
        self.connections = Connections()
        self.fragments = Fragments()
        self.handshakes: list[Handshake] = []
        self.packets = 0
        self.tcp = 0
        self.cut = 0
        self.unread_links: Counter[int] = Counter()
        self.streams = 0
        self.too_many = 0
        self._ders: dict[bytes, bytes] = {}

    def frames(self, frames: Iterator[Frame]) -> None:
        """Takes all packets."""
        for frame in frames:
            self.packets += 1
            self.cut += frame.length > len(frame.data)
            if frame.link not in LINK_NAMES:
                self.unread_links[frame.link] += 1
                continue
            at = network_layer(frame.link, frame.data)
            datagram = None if at is None else read_datagram(frame.data, at, frame.length)
            if datagram is not None and datagram.fragment is not None:
                datagram = self.fragments.add(datagram)
            if datagram is None or datagram.protocol != TCP:
                continue
            segment = read_segment(frame, datagram)
            if segment is not None:
                self.tcp += 1
                ended = self.connections.add(segment)
                if ended is not None:
                    self._conclude(ended)

    def close(self) -> None:
        """Nothing more comes."""
        for connection in self.connections.rest():
            self._conclude(connection)
        self.handshakes.sort(key=lambda one: one.steps[0].place if one.steps else 0)

    def _conclude(self, connection: Connection) -> None:
        self.streams += 1
        handshake = conclude(connection)
        if handshake is None:
            return
        if len(self.handshakes) >= MOST_HANDSHAKES:
            self.too_many += 1
        else:
            self.handshakes.append(self._sharing(handshake))

    def _sharing(self, handshake: Handshake) -> Handshake:
        """The same with each certificate held once, however often it was presented."""
        server, client = (
            tuple(self._ders.setdefault(der, der) for der in chain)
            for chain in (handshake.server_certificates, handshake.client_certificates)
        )
        return replace(handshake, server_certificates=server, client_certificates=client)


def read_capture(data: bytes | BinaryIO, name: str) -> Capture:
    """Every TLS handshake in a .pcap or .pcapng file, read in one pass with bounded memory.

    Never raises for what is in the file: damage, cuts and unknown parts are in ``problems`` and ``notes``.
    Formats: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng; TLS: RFC 2246, 4346, 5246, 8446.
    """
    source = ByteSource(data)
    reading = _Reading()
    form = _read_frames(source, reading)
    reading.close()
    _say_problems(form, reading, source)
    handshakes = tuple(reading.handshakes)
    return Capture(
        name,
        form,
        handshakes,
        presented(handshakes),
        reading.packets,
        source.offset,
        tuple(_notes(reading)),
        reading.problems.all(),
    )


def _read_frames(source: ByteSource, reading: _Reading) -> Literal["pcap", "pcapng"] | None:
    magic = source.take(4)
    if magic in PCAP_MAGIC:
        reading.frames(read_pcap(magic, source, reading.problems))
        return "pcap"
    if magic == PCAPNG_MAGIC:
        reading.frames(read_pcapng(magic, source, reading.problems))
        return "pcapng"
    reading.problems.add(
        "this is no capture file", "nothing was read", "give a .cap, .pcap or .pcapng file", 0
    )
    return None


def _say_problems(form: str | None, reading: _Reading, source: ByteSource) -> None:
    problems = reading.problems
    if source.broken is not None:
        problems.add(
            f"the input broke off: {source.broken}", "what came before was read", AGAIN, source.offset
        )
    for link, count in sorted(reading.unread_links.items()):
        what = f"link type {link} is not known"
        problems.add(what, f"{count} packets were not read", "capture on Ethernet or with `-i any`")
    if reading.fragments.lost:
        what = f"{reading.fragments.lost} IP packets lack fragments"
        problems.add(what, "they were not read", "capture where nothing is lost")
    if form and not reading.packets and not problems.all():
        problems.add(
            "the capture has no packets",
            "there is nothing to read",
            "check host and interface, and recapture",
        )


def _notes(reading: _Reading) -> Iterator[str]:
    if reading.cut:
        yield f"{reading.cut} of {reading.packets} packets are cut by the capture: recapture with `size all`"
    other = reading.streams - len(reading.handshakes) - reading.too_many
    if other:
        yield f"{other} TCP connections without TLS"
    if reading.too_many:
        yield f"{reading.too_many} further handshakes were counted, not kept"
    if reading.packets and not reading.tcp and not reading.unread_links:
        yield "no TCP in this capture"
