"""What was read from one capture, whatever its form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tracekit.capture.handshake import By, Handshake
from tracekit.capture.problem import Problem


@dataclass(frozen=True)
class SeenCertificate:
    """One certificate that one side presented; the first of a side is its own, others are its chain."""

    by: By
    place_in_chain: int
    """From 0."""
    der: bytes
    client_ip: str
    client_port: int | None
    server_ip: str
    server_port: int | None
    time: datetime | None
    place: int
    """Packet number."""


@dataclass(frozen=True)
class Capture:
    """Handshakes in the order of their first packets, and everything that must be said about the reading."""

    name: str
    form: Literal["pcap", "pcapng", "text"] | None
    """Null when it is no capture."""
    handshakes: tuple[Handshake, ...]
    certificates: tuple[SeenCertificate, ...]
    packets: int
    """Packets of a file, packet lines of a text."""
    bytes: int
    notes: tuple[str, ...]
    """Facts about the capture as a whole."""
    problems: tuple[Problem, ...]
    used_lines: tuple[int, ...] = ()
    """Numbers, from 1, of the lines of a text that packets were read from."""


def presented(handshakes: tuple[Handshake, ...]) -> tuple[SeenCertificate, ...]:
    """All certificates of the handshakes, the server's before the client's, as they are presented."""
    return tuple(
        _seen(handshake, by, place, der)
        for handshake in handshakes
        for by, chain in _chains(handshake)
        for place, der in enumerate(chain)
    )


def _chains(handshake: Handshake) -> tuple[tuple[By, tuple[bytes, ...]], ...]:
    return ("server", handshake.server_certificates), ("client", handshake.client_certificates)


def _seen(handshake: Handshake, by: By, place: int, der: bytes) -> SeenCertificate:
    step = handshake.step("certificate", by)
    assert step is not None, "a certificate was read from a message that was seen"
    return SeenCertificate(
        by,
        place,
        der,
        handshake.client_ip,
        handshake.client_port,
        handshake.server_ip,
        handshake.server_port,
        step.time,
        step.place,
    )
