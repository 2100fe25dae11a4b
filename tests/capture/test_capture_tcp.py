"""Connections that never come to TLS, and many connections in one capture."""

import io
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.capture.files import frame, pcap
from tests.capture.packets import ACK, CLIENT, FIN, RST, Packet, conversation, retimed
from tests.capture.talk import Flight, flights
from tracekit.capture import Capture, read_capture, steps
from tracekit.capture import connections as followed

HTTP: tuple[Flight, ...] = (
    ("client", b"GET / HTTP/1.1\r\n\r\n"),
    ("server", b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 200_000),
)
TALK = flights("tls12_ecdhe")


def read(packets: Sequence[Packet]) -> Capture:
    capture = read_capture(pcap(map(frame, packets)), "x")
    assert not capture.problems
    return capture


def on_port(port: int, said: Sequence[Flight], client_port: int = 40001) -> list[Packet]:
    ends = ((CLIENT[0], client_port), ("10.10.95.200", port))
    return conversation(said, ends=ends)


def test_a_refused_connection() -> None:
    syn, answer = conversation(TALK)[:2]
    (one,) = read([syn, replace(answer, flags=RST | ACK)]).handshakes
    assert one.note == "the server refused the TCP connection (RST)"
    assert (one.complete, one.application_data, one.version) == (False, False, None)
    assert [(step.what, step.by) for step in one.steps] == [("syn", "client"), ("rst", "server")]
    assert [check.state for check in steps(one)] == ["partly seen"] + ["not seen"] * 4


def test_an_unanswered_connection() -> None:
    syn = conversation(TALK)[0]
    (one,) = read([syn, syn, syn]).handshakes
    assert one.note is not None and one.note.startswith("the server never answered the SYN")
    assert steps(one)[0].detail == "not seen: syn-ack of the server, tcp open of the client"


def test_a_connection_without_a_hello() -> None:
    packets = conversation(TALK)
    (one,) = read([*packets[:3], replace(packets[3], flags=FIN | ACK, payload=b"")]).handshakes
    assert one.note == "neither side sent anything over the TCP connection"
    assert [check.state for check in steps(one)] == ["seen"] + ["not seen"] * 4


def test_plain_sip_on_the_port_of_tls_is_said() -> None:
    (one,) = read(on_port(5061, HTTP)).handshakes
    assert one.note == "on the port of SIP over TLS, but not TLS"


def test_other_connections_are_counted() -> None:
    capture = read(on_port(80, HTTP))
    assert not capture.handshakes and capture.notes == ("1 TCP connections without TLS",)


def test_tls_is_found_on_any_port_and_among_others() -> None:
    mixed = [*on_port(80, HTTP), *on_port(8443, TALK, 40002), *on_port(5061, TALK, 40003)]
    capture = read(sorted(mixed, key=lambda packet: packet.time))
    assert [(one.server_port, one.client_port, one.complete) for one in capture.handshakes] == [
        (8443, 40002, True),
        (5061, 40003, True),
    ]
    assert len(capture.certificates) == 4


def test_tls_behind_a_proxy_is_found() -> None:
    opening: tuple[Flight, ...] = (
        ("client", b"CONNECT cucm10:5061 HTTP/1.0\r\n\r\n"),
        ("server", b"HTTP/1.0 200 OK\r\n\r\n"),
    )
    (one,) = read(on_port(3128, [*opening, *TALK])).handshakes
    assert one.complete and one.client_certificates and one.server_certificates


def test_the_same_ports_again_are_another_connection() -> None:
    again = conversation(flights("unknown_ca"), isn=(777_777_777, 5))
    capture = read(retimed([*conversation(TALK), *again]))
    assert [one.complete for one in capture.handshakes] == [True, False]
    assert capture.handshakes[1].alert is not None


def test_a_repeated_syn_is_the_same_connection() -> None:
    packets = conversation(TALK)
    (one,) = read(retimed([packets[0], *packets[:2], packets[0], *packets[1:]])).handshakes
    assert one.complete


def test_who_closes_is_told() -> None:
    packets = conversation(TALK)
    end = replace(packets[-1], flags=RST)
    (one,) = read([*packets[:-2], end]).handshakes
    assert (one.steps[-1].what, one.steps[-1].by, one.steps[-1].place) == ("rst", "server", len(packets) - 1)


def test_the_oldest_connection_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followed, "MOST_OPEN", 3)
    packets = [one for port in range(10) for one in on_port(5061, TALK, 41000 + port)]
    capture = read(packets)
    assert [one.client_port for one in capture.handshakes] == list(range(41000, 41010))
    assert all(one.complete for one in capture.handshakes)


def test_memory_does_not_grow_with_the_capture() -> None:
    """A stream of some 30 MB, with a hole in it and a second direction that is plain, in a few megabytes."""
    data: list[Flight] = [("server", b"\x17\x03\x03\x05\x78" + b"z" * 1400)] * 9000
    packets = conversation([*TALK[:-1], *data])
    frames = [frame(packet) for place, packet in enumerate(packets) if place != 5]
    stream = io.BytesIO(pcap([*frames, *map(frame, on_port(80, [HTTP[0], *data]))]))
    tracemalloc.start()
    capture = read_capture(stream, "x")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert capture.bytes > 25_000_000 and peak < 8_000_000
    assert capture.handshakes[0].hidden


def test_the_answer_to_a_syn_tells_the_client() -> None:
    """The ports alone would tell it the other way round."""
    ends = ((CLIENT[0], 5061), ("10.10.95.200", 40000))
    (one,) = read(conversation(TALK, ends=ends)[1:3]).handshakes
    assert (one.client_port, one.server_port) == (5061, 40000)
