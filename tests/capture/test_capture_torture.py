"""What networks and captures do to packets: cut small, out of order, twice, lost, cut off, begun late."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capture.files import frame, pcap, pcapng
from tests.capture.packets import ACK, PSH, Packet, conversation, reordered, retimed
from tests.capture.talk import CASES, flights
from tracekit.capture import Handshake, read_capture, steps
from tracekit.capture.segment import Segment
from tracekit.capture.stream import HELD_SEGMENTS, Stream

TLS12 = "tls12_ecdhe"


def read(packets: list[Packet], snap: int = 65535) -> Handshake:
    capture = read_capture(pcap(map(frame, packets), snap=snap), "x")
    assert not capture.problems
    (one,) = capture.handshakes
    return one


def essence(one: Handshake) -> Handshake:
    """All but when and in which packet."""
    names = sorted((replace(step, time=None, place=0) for step in one.steps), key=repr)
    return replace(one, started=None, steps=tuple(names))


def place_of(packets: list[Packet], needle: bytes) -> int:
    return next(place for place, packet in enumerate(packets) if needle in packet.payload)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("size", [536, 40, 1])
def test_small_segments(name: str, size: int) -> None:
    assert essence(read(conversation(flights(name), size))) == essence(read(conversation(flights(name))))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("size", [1460, 536])
def test_reordered_and_twice(name: str, size: int) -> None:
    mixed = reordered(conversation(flights(name), size))
    assert essence(read(mixed)) == essence(read(conversation(flights(name))))
    (ng,) = read_capture(pcapng(map(frame, mixed)), "x").handshakes
    assert ng == read(mixed)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["tls10", TLS12, "tls13", "no_client_certificate"]),
    sizes=st.lists(st.integers(1, 1460), min_size=1, max_size=8),
    seed=st.integers(0, 2**32),
    wrap=st.integers(0, 9000),
)
def test_any_segmentation_order_and_repetition_gives_the_same(
    name: str, sizes: list[int], seed: int, wrap: int
) -> None:
    """Segments stray by up to 12 places, some come again with other borders; sequence numbers wrap."""
    chance = random.Random(seed)
    isn = (2**32 - wrap - 1, 2**32 - wrap // 2 - 1)
    mixed: list[Packet] = []
    for packet in conversation(flights(name), 1460, isn):
        for at, end in borders(len(packet.payload), sizes, chance):
            piece = replace(packet, seq=packet.seq + at, payload=packet.payload[at:end])
            mixed.append(piece)
            if chance.random() < 0.2 and end > at:
                back = chance.randint(0, at)
                mixed.append(replace(packet, seq=packet.seq + back, payload=packet.payload[back:end]))
    order = sorted(range(len(mixed)), key=lambda place: place + chance.random() * 12)
    assert essence(read(retimed(mixed[place] for place in order))) == essence(
        read(conversation(flights(name)))
    )


def borders(length: int, sizes: list[int], chance: random.Random) -> list[tuple[int, int]]:
    if not length:
        return [(0, 0)]
    found, at = [], 0
    while at < length:
        end = min(length, at + chance.choice(sizes) + 20)
        found.append((at, end))
        at = end
    return found


def test_sequence_numbers_wrap() -> None:
    wrapped = conversation(flights(TLS12), 536, isn=(2**32 - 300, 2**32 - 1000))
    assert essence(read(wrapped)) == essence(read(conversation(flights(TLS12))))


def test_overlaps_with_other_bytes_do_not_change_what_was_heard() -> None:
    packets = conversation(flights(TLS12), 536)
    again = [
        replace(packet, seq=packet.seq - 9, payload=b"\xff" * 9 + packet.payload)
        if packet.payload
        else packet
        for packet in packets
    ]
    doubled = [one for pair in zip(packets, again, strict=True) for one in pair]
    assert essence(read(retimed(doubled))) == essence(read(packets))


def test_a_lost_segment_of_the_server_leaves_the_clients_certificate() -> None:
    packets = conversation(flights(TLS12), 536)
    hello = next(place for place, one in enumerate(packets) if one.by == "server" and one.payload)
    one = read(packets[: hello + 1] + packets[hello + 2 :])
    assert one.client_certificates and not one.server_certificates
    assert (one.version, one.complete, one.application_data) == ("TLS 1.2", True, True)
    assert one.hidden == ("packets are missing in the capture",)
    assert one.note == "packets are missing in the capture: 0 bytes of the client, 536 of the server"
    certificate = one.step("certificate", "server")
    assert certificate is not None and certificate.detail == "the capture holds only its beginning"


@pytest.mark.parametrize("lost", range(3, 16))
def test_any_lost_segment_is_said_and_the_rest_is_read(lost: int) -> None:
    packets = conversation(flights(TLS12), 536)
    assert len(packets) > 20
    gone = packets[lost]
    one = read(packets[:lost] + packets[lost + 1 :])
    assert one.application_data and one.complete
    assert bool(one.hidden) == bool(gone.payload)
    assert all(check.state != "not seen" for check in steps(one))


def test_the_search_behind_a_hole_finds_the_next_record() -> None:
    """The hole swallows the end of a record, so that only a search finds where the next one begins."""
    packets = conversation(flights(TLS12), 300)
    first = next(place for place, one in enumerate(packets) if one.by == "client" and one.payload)
    hello_ends = place_of(packets, flights(TLS12)[2][1][:20])
    lost = [place for place in range(first, hello_ends) if packets[place].by == "server"][-3:]
    one = read([packet for place, packet in enumerate(packets) if place not in lost])
    assert one.hidden and one.client_certificates and one.complete


def test_a_hole_waits_only_so_long() -> None:
    """Behind a lost segment a long stream goes on: it is read without waiting for the end of the capture."""
    heard: list[int] = []

    class Ear:
        def hear(self, piece: bytes, segment: Segment) -> None:
            heard.append(segment.number)

        def miss(self, size: int, segment: Segment, cut: bool) -> None:
            heard.append(-size)

    stream = Stream(Ear())
    stream.open(99)
    for number in range(HELD_SEGMENTS + 1):
        assert not heard
        stream.add(Segment(number, None, b"", ACK, 110 + number * 10, b"z" * 10, 0))
    assert heard == [-10, *range(HELD_SEGMENTS + 1)]


def test_cut_packets_advise_a_new_capture() -> None:
    capture = read_capture(pcap(map(frame, conversation(flights(TLS12))), snap=128), "x")
    (one,) = capture.handshakes
    assert one.note is not None and "recapture with `size all`" in one.note
    assert any("recapture with `size all`" in note for note in capture.notes)
    assert one.step("client hello", "client") and one.step("server hello", "server")
    assert not one.server_certificates and not one.client_certificates
    assert (one.application_data, one.complete) == (True, True)
    assert [check.state for check in steps(one)].count("not seen") == 0


@pytest.mark.parametrize("snap", range(54, 1514, 73))
def test_any_snap_length_gives_what_was_kept(snap: int) -> None:
    packets = conversation(flights(TLS12))
    one = read(packets, snap)
    whole = read(conversation(flights(TLS12)))
    assert one.version in (None, whole.version) and one.cipher in (None, whole.cipher)
    assert set(one.server_certificates) <= set(whole.server_certificates)
    assert one.complete is not False and one.application_data is not False
    assert bool(one.hidden) == any(len(data) > snap for _, data in map(frame, packets))


def test_headers_alone_are_cut_too() -> None:
    one = read(conversation(flights(TLS12)), 54)
    assert one.note is not None and "size all" in one.note
    assert [check.state for check in steps(one)] == ["seen", "hidden", "hidden", "hidden", "hidden"]


@pytest.mark.parametrize(
    "start",
    [
        lambda packets: 1,
        lambda packets: 3,
        lambda packets: next(
            place for place, one in enumerate(packets) if one.by == "server" and one.payload
        ),
    ],
    ids=["no SYN", "no TCP opening", "from the server's hello"],
)
@pytest.mark.parametrize("size", [1460, 536])
def test_a_capture_that_begins_late(start: Callable[[list[Packet]], int], size: int) -> None:
    packets = conversation(flights(TLS12), size)
    one = read(packets[start(packets) :])
    whole = read(packets)
    assert (one.client_ip, one.server_port) == (whole.client_ip, 5061)
    assert one.server_certificates == whole.server_certificates
    assert one.client_certificates == whole.client_certificates
    assert one.version == "TLS 1.2" and one.complete


def test_a_capture_that_begins_with_data_cannot_tell_the_handshake() -> None:
    packets = conversation(flights(TLS12), 536)
    begin = place_of(packets, flights(TLS12)[-3][1][:60])
    one = read(packets[begin:])
    assert one.note is not None and "the capture begins within the connection, at packet 1" in one.note
    assert (one.complete, one.application_data) == (True, True)
    assert [check.state for check in steps(one)] == ["hidden"] * 4 + ["seen"]


def test_a_capture_that_begins_inside_a_record_finds_the_next() -> None:
    packets = conversation(flights(TLS12), 100)
    hello = next(place for place, one in enumerate(packets) if one.by == "server" and one.payload)
    one = read(packets[hello + 4 :])
    assert one.hidden and one.client_certificates and one.application_data


def test_a_keep_alive_is_no_data() -> None:
    packets = conversation(flights(TLS12))
    last = packets[-3]
    probe = replace(last, seq=last.seq - 1, payload=b"\0", flags=PSH | ACK)
    assert essence(read(retimed([*packets[:-2], probe, probe, *packets[-2:]]))) == essence(read(packets))
