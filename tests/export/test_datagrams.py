"""The pcap for SIP viewers, read back packet by packet and by sngrep's and Wireshark's own libraries."""

import shutil
import struct
import subprocess
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

import pytest

import tracekit
from tests.export.captured import packets as pcapng_packets
from tests.ladder.scenario import CALL, World, world
from tests.samples import FOLDER
from tracekit.export import pcap, pcapng
from tracekit.ladder import build_ladder

SAMPLE = FOLDER / "secure_trunk_call.zip"


class Datagram(NamedTuple):
    time_us: int
    source: str
    source_port: int
    target: str
    target_port: int
    text: bytes


def capture(made: World) -> bytes:
    return b"".join(pcap(build_ladder(CALL, made), made))


def datagrams(data: bytes) -> list[Datagram]:
    assert struct.unpack_from("<IHHiIII", data) == (0xA1B2C3D4, 2, 4, 0, 0, 262_144, 101)
    found, place = [], 24
    while place < len(data):
        seconds, rest, size, whole = struct.unpack_from("<IIII", data, place)
        assert size == whole
        found.append(_datagram(seconds * 1_000_000 + rest, data[place + 16 : place + 16 + size]))
        place += 16 + size
    return found


def _datagram(time_us: int, data: bytes) -> Datagram:
    wide = data[0] >> 4 == 6
    at, addresses = (40, data[8:40]) if wide else (20, data[12:20])
    if not wide:
        assert _sum(data[:20]) == 0xFFFF and struct.unpack_from(">H", data, 2) == (len(data),)
    source, target = addresses[: len(addresses) // 2], addresses[len(addresses) // 2 :]
    ports = struct.unpack_from(">HH", data, at)
    length = struct.unpack_from(">H", data, at + 4)[0]
    assert length == len(data) - at
    assert _sum(addresses + struct.pack(">HH", length, 17) + data[at:]) == 0xFFFF
    return Datagram(
        time_us, str(ip_address(source)), ports[0], str(ip_address(target)), ports[1], data[at + 8 :]
    )


def _sum(data: bytes) -> int:
    total: int = sum(struct.unpack(f">{(len(data) + 1) // 2}H", data + bytes(len(data) % 2)))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def test_it_holds_what_the_pcapng_holds() -> None:
    made = world()
    ladder = build_ladder(CALL, made)
    found = datagrams(capture(made))
    other = pcapng_packets(b"".join(pcapng(ladder, made)))
    assert [(packet.time_us, packet.text) for packet in found] == [
        (packet.time_us, packet.text) for packet in other
    ]
    assert found[2][1:5] == ("10.106.95.203", 5061, "10.106.95.200", 5061)


def test_a_peer_with_an_ipv6_address() -> None:
    made = world()
    made.messages["remote_ip"] = "2001:db8::7"
    first = datagrams(capture(made))[0]
    assert first.source == "2001:db8::7" and ip_address(first.target).version == 6


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
def test_tshark_finds_the_messages(tmp_path: Path) -> None:
    traces = tracekit.open(SAMPLE)
    call = traces.calls_of("1018")[0]
    file = tmp_path / "call.pcap"
    file.write_bytes(b"".join(pcap(call.ladder(), traces)))
    told = subprocess.run(
        ["tshark", "-r", str(file), "-Y", "sip", "-T", "fields", "-e", "sip.CSeq.method"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert len(told) == len(call.ladder().arrows)
    assert told[0] == "INVITE"
