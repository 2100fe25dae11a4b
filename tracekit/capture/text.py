"""Captures that were pasted as text: tcpdump lines on the screen, rows of Wireshark's packet list."""

from heapq import merge
from itertools import islice

from tracekit.capture.likeness import LONGEST_LINE
from tracekit.capture.packet_capture import Capture
from tracekit.capture.packet_line import PacketLine
from tracekit.capture.packet_table import table_rows
from tracekit.capture.problem import Problems
from tracekit.capture.spoken import Spoken
from tracekit.capture.tcpdump_text import tcpdump_lines

MOST_PACKETS = 200_000
"""Packet lines of one text that are read: nobody pastes more."""


def read_capture_text(text: str, name: str) -> Capture:
    """The handshakes that the packet lines in a text show, each step with its line.

    Anything around the lines is passed over, and lines that a document wrapped are joined. ``packets`` counts
    the lines. Never raises for what the text holds.
    """
    lines = [line.removesuffix("\r")[:LONGEST_LINE] for line in text.split("\n")]
    found = merge(tcpdump_lines(lines), table_rows(lines), key=lambda packet: packet.line)
    packets = list(islice(found, MOST_PACKETS))
    problems = Problems()
    if not packets:
        problems.add(
            "no packet line was found",
            "nothing was read",
            "paste the lines of `utils network capture` or of Wireshark's packet list",
        )
    handshakes = tuple(handshake for one in _talks(packets) if (handshake := one.handshake()) is not None)
    notes = (f"only the first {MOST_PACKETS} packet lines were read",) if next(found, None) else ()
    size = len(text.encode("utf-8", errors="replace"))
    used = {line for packet in packets for line in range(packet.line, packet.line + packet.lines)}
    return Capture(
        name,
        "text" if packets else None,
        handshakes,
        (),
        len(packets),
        size,
        notes,
        problems.all(),
        tuple(sorted(used)),
    )


def _talks(packets: list[PacketLine]) -> list[Spoken]:
    """The connections of the lines. Rows of TLS name no ports: they go to the latest of their two hosts."""
    found: list[Spoken] = []
    latest: dict[frozenset[str], Spoken] = {}
    known: dict[frozenset[tuple[str, int | None]], Spoken] = {}
    for packet in packets:
        hosts = frozenset((packet.source, packet.target))
        ends = frozenset(((packet.source, packet.source_port), (packet.target, packet.target_port)))
        ported = packet.source_port is not None or packet.target_port is not None
        last = latest.get(hosts)
        talk = known.get(ends) if ported else last
        if talk is None and last is not None and not last.ported:
            talk = last
        if talk is None:
            talk = Spoken()
            found.append(talk)
        talk.add(packet)
        latest[hosts] = talk
        if ported:
            known[ends] = talk
    return found
