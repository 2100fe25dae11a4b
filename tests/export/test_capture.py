import shutil
import struct
import subprocess
from ipaddress import ip_address
from pathlib import Path

import pytest

import tracekit
from tests.export.captured import INTERFACE, PACKET, SECTION, Packet, blocks, packets
from tests.export.hostile import hostile_ladder, hostile_world
from tests.ladder.scenario import CALL, MEMBER, PEER_MEMBER, World, changed, far_node, world
from tests.samples import FOLDER
from tracekit.export import pcapng
from tracekit.ladder import build_ladder

VIA = b"SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP 10.106.95.50:50412;branch=z9hG4bK1\r\nContent-Length: 0\r\n\r\n\n"


def capture(made: World) -> bytes:
    return b"".join(pcapng(build_ladder(CALL, made), made))


def ends(packet: Packet) -> tuple[str, int, str, int]:
    source = packet.tags.get(20) or packet.tags[22]
    target = packet.tags.get(21) or packet.tags[23]
    ports = (struct.unpack(">I", packet.tags[tag])[0] for tag in (25, 26))
    first, second = ports
    return str(ip_address(source)), first, str(ip_address(target)), second


def test_blocks_are_those_of_one_section_with_one_interface() -> None:
    kinds = blocks(capture(world()))
    assert [kind for kind, _ in kinds] == [SECTION, INTERFACE, *[PACKET] * 14]
    assert struct.unpack_from("<HHI", kinds[1][1]) == (252, 0, 0)


def test_addresses_ports_and_times_are_those_of_the_trace() -> None:
    found = packets(capture(world()))
    assert ends(found[0]) == ("10.106.95.50", 50412, "10.106.95.203", 5060)
    assert ends(found[2]) == ("10.106.95.203", 5061, "10.106.95.200", 5061)
    assert ends(found[3]) == ("10.106.95.200", 5061, "10.106.95.203", 5061)
    assert found[2].time_us == 1_426_343_361_224_000
    assert [packet.flags for packet in found[:3]] == [1, 2, 2]
    assert {packet.tags[12] for packet in found} == {b"sip\0"}
    assert {struct.unpack(">I", packet.tags[24])[0] for packet in found} == {2}


def test_the_comment_tells_file_line_and_tls() -> None:
    found = packets(capture(world()))
    assert found[0].comment == f"{MEMBER} line 1200"
    assert found[2].comment == f"{MEMBER} line 1220; TLS 5061, AES128-SHA, CN CUCM10"


def test_a_hop_that_both_ends_logged_is_one_packet_with_both_places() -> None:
    made = far_node(world())
    found = packets(capture(made))
    assert len(found) == 14
    assert f"{MEMBER} line 1220 and {PEER_MEMBER} line 122;" in found[2].comment


def test_the_text_has_its_length_and_no_secret() -> None:
    text = packets(capture(world()))[2].text
    assert text.startswith(b"INVITE sip:9898@10.106.95.200:5061 SIP/2.0\r\nVia: ")
    assert b"WVNfX19" not in text
    assert b"d41d8cd98f00b204" not in text
    assert b"inline:XXXX" in text
    body = text.partition(b"\r\n\r\n")[2]
    assert len(body) == len(INVITE_BODY)


def test_what_the_trace_added_is_cut_off() -> None:
    made = world()
    made.texts[MEMBER, 124_000] = VIA
    made.messages = changed(made.messages, "length", lambda length: 95 if length == 90 else length)
    assert packets(capture(made))[4].text == VIA[:-1]


def test_a_node_without_an_address_has_a_named_placeholder() -> None:
    made = world()
    made.texts.clear()
    found = packets(capture(made))
    assert ends(found[0])[2] == "192.0.2.1"
    assert "the address of CUCM node 1 is not in the trace, 192.0.2.1 stands for it" in found[0].comment


def test_ipv6_and_udp() -> None:
    made = world()
    made.messages = changed(made.messages, "remote_ip", lambda _: "2001:db8::7")
    made.messages = changed(made.messages, "transport", lambda _: "UDP")
    first = packets(capture(made))[0]
    assert ends(first)[0] == "2001:db8::7"
    assert struct.unpack(">I", first.tags[24]) == (3,)


def test_without_a_date_the_time_of_day_counts() -> None:
    first = packets(capture(world(dated=False)))[0]
    assert first.time_us == ((19 * 60 + 59) * 60 + 21) * 1_000_000 + 102_000
    assert first.comment.endswith("; the date is not in the trace")


def test_hostile_names_stay_text() -> None:
    for packet in packets(b"".join(pcapng(hostile_ladder(), hostile_world()))):
        assert packet.comment.isprintable()


def test_the_same_call_gives_the_same_bytes() -> None:
    assert capture(world()) == capture(world())


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
@pytest.mark.parametrize("sample", ["secure_trunk_call.zip", "calls/trunk_busy", "calls/cancelled"])
def test_tshark_reads_every_message(sample: str, tmp_path: Path) -> None:
    traces = tracekit.open(FOLDER / sample)
    for call in traces.calls["call"]:
        ladder = traces.call(call).ladder()
        if not ladder.arrows:
            continue
        path = tmp_path / f"{call}.pcapng"
        path.write_bytes(b"".join(pcapng(ladder, traces)))
        seen = tshark(path, "sip.Method", "sip.Status-Code", "exported_pdu.ipv4_src", "exported_pdu.ipv4_dst")
        told = [method or status for method, status, _, _ in seen]
        assert told == [arrow.label.split()[0] for arrow in ladder.arrows]
        for arrow, (_, _, source, target) in zip(ladder.arrows, seen, strict=True):
            assert arrow.remote_ip == (source if arrow.direction == "in" else target)
            assert "192.0.2.0" not in (source, target)


def tshark(path: Path, *fields: str) -> list[list[str]]:
    asked = [part for field in fields for part in ("-e", field)]
    run = subprocess.run(
        ["tshark", "-r", str(path), "-T", "fields", *asked],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return [line.split("\t") for line in run.stdout.splitlines()]


INVITE_BODY = (
    b"v=0\r\no=tracekit 1 1 IN IP4 10.106.95.203\r\ns=SIP Call\r\nm=audio 24580 RTP/SAVP 0 101\r\n"
    b"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20\r\n"
)
