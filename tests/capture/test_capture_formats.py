"""File formats and link layers: the same handshake comes out of each."""

import io
import struct
from dataclasses import replace

import pytest

from tests.capture import files
from tests.capture.files import Order, enhanced, frame, interface, linked, pcap, pcapng, section
from tests.capture.packets import CLIENT, SERVER, Packet, conversation, ip_packet
from tests.capture.talk import flights
from tracekit.capture import Handshake, looks_like_capture, read_capture

PACKETS = conversation(flights("tls12_ecdhe"))
SIX = (("2001:db8::203", 33135), ("2001:db8::200", 5061))
LINKS = (files.ETHERNET, files.SLL, files.SLL2, files.RAW, files.LOOPBACK, files.OPEN_LOOPBACK)


def read(data: bytes) -> Handshake:
    capture = read_capture(data, "x")
    assert not capture.problems, capture.problems
    assert capture.packets == len(PACKETS) and capture.bytes == len(data)
    (one,) = capture.handshakes
    return one


EXPECTED = read(pcap(map(frame, PACKETS)))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("nanoseconds", [False, True])
def test_all_four_magic_numbers_of_pcap(order: Order, nanoseconds: bool) -> None:
    data = pcap(map(frame, PACKETS), order=order, nanoseconds=nanoseconds)
    assert looks_like_capture(data) == "capture"
    assert read(data) == EXPECTED


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("ends", [(CLIENT, SERVER), SIX], ids=["IPv4", "IPv6"])
def test_link_layers(link: int, ends: tuple[tuple[str, int], tuple[str, int]]) -> None:
    packets = conversation(flights("tls12_ecdhe"), ends=ends)
    one = read(pcap((frame(packet, link) for packet in packets), link))
    assert (one.client_ip, one.server_ip) == (ends[0][0], ends[1][0])
    assert replace(one, client_ip=CLIENT[0], server_ip=SERVER[0]) == EXPECTED
    assert read(pcapng((frame(packet, link) for packet in packets), link)) == one


@pytest.mark.parametrize("link", [files.ETHERNET, files.SLL])
@pytest.mark.parametrize("tags", [(0x8100,), (0x88A8, 0x8100)], ids=["VLAN", "QinQ"])
def test_vlan_tags(link: int, tags: tuple[int, ...]) -> None:
    assert read(pcap((frame(packet, link, tags) for packet in PACKETS), link)) == EXPECTED


@pytest.mark.parametrize("order", ["<", ">"])
def test_pcapng_of_both_byte_orders(order: Order) -> None:
    data = pcapng(map(frame, PACKETS), order=order)
    assert looks_like_capture(data) == "capture"
    assert read(data) == EXPECTED


@pytest.mark.parametrize(
    ("resolution", "units"), [(3, 10**3), (9, 10**9), (0x80 | 10, 2**10)], ids=["ms", "ns", "2^-10"]
)
def test_pcapng_clock_of_the_interface(resolution: int, units: int) -> None:
    offset = 1000
    data = section() + interface(resolution=resolution, offset=offset)
    for time, packet in map(frame, PACKETS):
        data += enhanced("<", 0, (time - offset * 10**9) * units // 10**9, packet)
    started = read(data).started
    assert started is not None and EXPECTED.started is not None
    assert abs((started - EXPECTED.started).total_seconds()) <= 1 / units


def test_pcapng_of_several_sections_and_interfaces() -> None:
    first, second, third = PACKETS[:4], PACKETS[4:9], PACKETS[9:]
    other = files.block("<", 5, b"\0" * 12)
    data = section() + interface() + interface(link=files.SLL) + other
    data += b"".join(enhanced("<", 0, time // 1000, packet) for time, packet in map(frame, first))
    sll = (frame(packet, files.SLL) for packet in second)
    data += b"".join(enhanced("<", 1, time // 1000, packet) for time, packet in sll)
    data += section(">") + interface(">", files.SLL2)
    sll2 = (frame(packet, files.SLL2) for packet in third)
    data += b"".join(enhanced(">", 0, time // 1000, packet) for time, packet in sll2)
    assert read(data) == EXPECTED


def test_simple_packets_have_no_time() -> None:
    blocks = (struct.pack("<I", len(data)) + data for _, data in map(frame, PACKETS))
    one = read(section() + interface() + b"".join(files.block("<", 3, body) for body in blocks))
    assert one.started is None and one.steps[0].time is None
    assert one.server_certificates == EXPECTED.server_certificates


def test_a_stream_that_gives_small_pieces() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 7, 7) if size != -1 else 7)

    data = pcap(map(frame, PACKETS))
    capture = read_capture(Slow(data), "slow")
    assert capture.handshakes == (EXPECTED,) and capture.bytes == len(data)


def fragmented(packet: Packet, size: int = 512) -> list[bytes]:
    body = packet.ip()[20:]
    source, target = packet.ends if packet.by == "client" else packet.ends[::-1]
    parts = []
    for at in range(0, len(body), size):
        place = (0x2000 if at + size < len(body) else 0) | at // 8
        part = body[at : at + size]
        parts.append(ip_packet(source[0], target[0], 6, part, place, packet.seq % 65536))
    return parts


def test_fragments_are_put_together_in_any_order() -> None:
    parts = [(packet.time, part) for packet in PACKETS for part in fragmented(packet)[::-1]]
    capture = read_capture(pcap(parts, files.RAW), "x")
    assert not capture.problems and capture.packets == len(parts) > len(PACKETS)
    (one,) = capture.handshakes
    assert one.server_certificates == EXPECTED.server_certificates
    assert one.client_certificates == EXPECTED.client_certificates


def test_fragments_may_overlap() -> None:
    parts = []
    for packet in PACKETS:
        body = packet.ip()[20:]
        source, target = packet.ends if packet.by == "client" else packet.ends[::-1]
        for at in range(0, len(body), 512):
            end = min(at + 512, len(body))
            place = (0x2000 if end < len(body) else 0) | max(at - 16, 0) // 8
            piece = body[max(at - 16, 0) : end]
            parts.append((packet.time, ip_packet(source[0], target[0], 6, piece, place, packet.seq % 65536)))
    (one,) = read_capture(pcap(parts, files.RAW), "x").handshakes
    assert one.client_certificates == EXPECTED.client_certificates and not one.hidden


def test_a_lost_fragment_is_said() -> None:
    parts = [(packet.time, part) for packet in PACKETS for part in fragmented(packet)]
    lost = next(place for place, (_, part) in enumerate(parts) if part[6] & 0x20)
    capture = read_capture(pcap(parts[:lost] + parts[lost + 1 :], files.RAW), "x")
    (problem,) = capture.problems
    assert problem.reason.startswith("1 IP packets lack fragments")
    assert capture.handshakes[0].hidden == ("packets are missing in the capture",)


def test_ipv6_extension_headers_and_fragments() -> None:
    frames = []
    for packet in conversation(flights("tls12_ecdhe"), ends=SIX):
        whole = packet.ip()
        head, body = whole[:8], whole[40:]
        hop, routing = bytes([43, 1, 1, 12, *[255] * 12]), bytes([44, 0, 0, 0, 0, 0, 0, 0])
        for at in range(0, len(body), 512):
            more = int(at + 512 < len(body))
            part = struct.pack(">BBHI", 6, 0, at | more, packet.seq % 2**32) + body[at : at + 512]
            inner = hop + routing + part
            header = head[:4] + struct.pack(">HBB", len(inner), 0, 64) + whole[8:40]
            frames.append((packet.time, linked(header + inner, files.ETHERNET)))
    capture = read_capture(pcap(frames), "x")
    (one,) = capture.handshakes
    assert not capture.problems and one.complete
    assert one.client_certificates == EXPECTED.client_certificates


def test_a_packet_of_the_sender_may_lack_its_length() -> None:
    """Large packets that the network card will cut have a total length of zero."""
    frames = []
    for packet in conversation(flights("tls12_ecdhe"), size=60_000):
        whole = packet.ip()
        frames.append((packet.time, linked(whole[:2] + b"\0\0" + whole[4:], files.RAW)))
    (one,) = read_capture(pcap(frames, files.RAW), "x").handshakes
    assert one.complete and one.client_certificates == EXPECTED.client_certificates


def test_an_unknown_link_type_is_said() -> None:
    capture = read_capture(pcap(map(frame, PACKETS), link=127), "x")
    assert capture.packets == len(PACKETS) and not capture.handshakes
    assert [problem.reason for problem in capture.problems] == [
        f"link type 127 is not known – {len(PACKETS)} packets were not read – "
        "capture on Ethernet or with `-i any`"
    ]


def test_no_packets_and_no_capture_are_said() -> None:
    assert read_capture(pcap([]), "x").problems[0].reason.startswith("the capture has no packets – ")
    assert read_capture(section() + interface(), "x").problems[0].reason.startswith("the capture has no")
    for data in (b"", b"\xd4\xc3", b"MZ" * 100):
        capture = read_capture(data, "x")
        assert capture.form is None and capture.problems[0].reason.startswith("this is no capture file")
        assert looks_like_capture(data) is None


@pytest.mark.parametrize("made", [pcap, pcapng])
def test_a_file_that_ends_too_early_gives_what_was_there(made: object) -> None:
    data = pcap(map(frame, PACKETS)) if made is pcap else pcapng(map(frame, PACKETS))
    capture = read_capture(data[:-10], "x")
    assert capture.packets == len(PACKETS) - 1
    assert capture.handshakes[0].server_certificates == EXPECTED.server_certificates
    (problem,) = capture.problems
    assert "recapture" in problem.reason and problem.offset is not None


def test_a_damaged_length_is_said_with_its_place() -> None:
    data = bytearray(pcap(map(frame, PACKETS)))
    third = 24 + sum(16 + len(body) for _, body in map(frame, PACKETS[:2]))
    data[third + 8 : third + 12] = b"\xff\xff\xff\x7f"
    capture = read_capture(bytes(data), "x")
    assert capture.packets == 2
    assert capture.problems[0].offset == third and "packet 3 claims" in capture.problems[0].reason


def test_a_stream_that_fails_is_said() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 0:
                raise OSError("disk gone")
            return super().read(2000)

    capture = read_capture(Failing(pcap(map(frame, PACKETS))), "x")
    assert capture.packets > 0
    assert any("disk gone" in problem.reason for problem in capture.problems)


def test_times_that_no_capture_can_have_are_null() -> None:
    data = section() + interface(resolution=0)
    data += b"".join(enhanced("<", 0, 2**64 - 1, packet) for _, packet in map(frame, PACKETS))
    assert read(data).started is None
