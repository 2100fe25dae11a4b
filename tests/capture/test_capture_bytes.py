"""Parts of TLS that the local OpenSSL does not send, written by hand from the RFCs."""

import struct

import pytest

from tests.capture.files import frame, pcap
from tests.capture.identities import identity
from tests.capture.packets import conversation
from tests.capture.talk import By, Flight, flights
from tracekit.capture import Handshake, certificate_rows, read_capture, steps
from tracekit.capture.speaker import HEARD_BYTES, MOST_ALERTS, MOST_CERTIFICATES

RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")


def read(said: list[Flight], size: int = 1460) -> Handshake:
    capture = read_capture(pcap(map(frame, conversation(said, size))), "x")
    assert not capture.problems
    (one,) = capture.handshakes
    return one


def record(kind: int, body: bytes, version: int = 0x0303) -> bytes:
    return struct.pack(">BHH", kind, version, len(body)) + body


def message(kind: int, body: bytes) -> bytes:
    return bytes([kind]) + len(body).to_bytes(3, "big") + body


def client_hello(
    ciphers: bytes = b"\x13\x01\xc0\x2f", extensions: bytes = b"", session: bytes = b""
) -> bytes:
    body = b"\x03\x03" + b"r" * 32 + bytes([len(session)]) + session
    body += struct.pack(">H", len(ciphers)) + ciphers + b"\x01\0"
    return message(1, body + (struct.pack(">H", len(extensions)) + extensions if extensions else b""))


def server_hello(
    cipher: int = 0xC02F, random: bytes = b"s" * 32, extensions: bytes = b"", session: bytes = b""
) -> bytes:
    body = b"\x03\x03" + random + bytes([len(session)]) + session + struct.pack(">HB", cipher, 0)
    return message(2, body + struct.pack(">H", len(extensions)) + extensions)


def test_a_hello_in_the_form_of_ssl_2() -> None:
    ciphers = b"\0\0\x2f" + b"\0\0\x05" + b"\x01\0\x80"
    body = b"\x01\x03\x01" + struct.pack(">HHH", len(ciphers), 0, 16) + ciphers + b"c" * 16
    old = struct.pack(">H", 0x8000 | len(body)) + body
    hello = record(22, server_hello(0x2F).replace(b"\x03\x03", b"\x03\x01", 1), 0x0301)
    one = read([("client", old), ("server", hello)])
    step = one.step("client hello", "client")
    assert step is not None and step.detail == "in the form of SSL 2.0"
    assert one.offered_versions == ("TLS 1.0",) and one.offered_ciphers == (0x2F, 0x05)
    assert (one.version, one.cipher) == ("TLS 1.0", "AES128-SHA")


def test_a_hello_retry_request_comes_before_the_server_hello() -> None:
    chosen = struct.pack(">HHH", 43, 2, 0x0304)
    versions = struct.pack(">HHBHHH", 43, 7, 6, 0x2A2A, 0x0304, 0x0303)
    ccs = record(20, b"\x01")
    one = read(
        [
            ("client", record(22, client_hello(extensions=versions), 0x0301)),
            ("server", record(22, server_hello(0x1301, RETRY, chosen)) + ccs),
            ("client", ccs + record(22, client_hello(b"\x13\x02\x13\x01", versions))),
            ("server", record(22, server_hello(0x1302, extensions=chosen)) + record(23, b"e" * 900)),
        ]
    )
    names = [step.what for step in one.steps if "hello" in step.what]
    assert names == ["client hello", "hello retry request", "server hello"]
    assert (one.version, one.cipher, one.complete) == ("TLS 1.3", "TLS_AES_256_GCM_SHA384", False)
    assert one.offered_versions == ("TLS 1.3", "TLS 1.2")


def test_tls_13_of_a_stack_that_joins_its_messages_stays_unknown() -> None:
    """Finished has no record of its own, so that the sizes tell nothing."""
    chosen = struct.pack(">HHH", 43, 2, 0x0304)
    one = read(
        [
            ("client", record(22, client_hello())),
            ("server", record(22, server_hello(0x1301, extensions=chosen)) + record(23, b"e" * 1900)),
            ("client", record(23, b"f" * 1700)),
            ("server", record(23, b"g" * 300)),
            ("client", record(23, b"h" * 800)),
        ]
    )
    assert (one.complete, one.application_data) == (None, None)
    assert one.note is not None and "whether the handshake finished is hidden" in one.note
    assert [check.state for check in steps(one)] == ["seen", "seen", "partly seen", "hidden", "hidden"]


@pytest.mark.parametrize("piece", [1, 3, 50, 700])
def test_messages_span_records(piece: int) -> None:
    """RFC 5246 section 6.2.1: a message may be cut over records, and a record may hold several messages."""
    split: list[Flight] = []
    for by, data in flights("tls12_static_rsa"):
        split.append((by, recut(data, piece, by)))
    one, whole = read(split), read(list(flights("tls12_static_rsa")))
    assert one.server_certificates == whole.server_certificates
    assert one.client_certificates == whole.client_certificates
    assert (one.version, one.cipher, one.complete) == (whole.version, whole.cipher, True)


def recut(data: bytes, piece: int, by: By) -> bytes:
    """The plain handshake records of a flight joined and cut anew; what is encrypted stays."""
    out, joined, at, plain = b"", b"", 0, True
    while at < len(data):
        kind, version, size = struct.unpack(">BHH", data[at : at + 5])
        if kind == 22 and plain:
            joined += data[at + 5 : at + 5 + size]
        else:
            plain = plain and kind != 20
            cut = [joined[place : place + piece] for place in range(0, len(joined), piece)]
            out += b"".join(record(22, part, version) for part in cut) + data[at : at + 5 + size]
            joined = b""
        at += 5 + size
    assert by in ("client", "server")
    return out + b"".join(record(22, joined[place : place + piece]) for place in range(0, len(joined), piece))


def test_a_resumed_session_has_no_certificates() -> None:
    ticket = b"t" * 32
    finished = record(20, b"\x01") + record(22, b"\0" * 7 + b"q" * 33)
    one = read(
        [
            ("client", record(22, client_hello(session=ticket))),
            ("server", record(22, server_hello(session=ticket)) + finished),
            ("client", finished + record(23, b"d" * 60)),
        ]
    )
    assert one.resumed and one.complete
    assert one.note == "an earlier session is resumed: no certificates are exchanged"
    assert [check.state for check in steps(one)] == ["seen", "seen", "partly seen", "hidden", "seen"]


def test_a_chain_is_kept_in_its_order() -> None:
    chain = [b"0" * 40, b"1" * 50, b"2" * 60]
    listed = b"".join(len(der).to_bytes(3, "big") + der for der in chain)
    body = message(11, len(listed).to_bytes(3, "big") + listed)
    said: list[Flight] = [
        ("client", record(22, client_hello())),
        ("server", record(22, server_hello() + body)),
    ]
    capture = read_capture(pcap(map(frame, conversation(said))), "x")
    assert [(seen.place_in_chain, seen.der) for seen in capture.certificates] == list(enumerate(chain))
    assert capture.handshakes[0].server_cn is None, "no certificate, and no error either"


def test_alerts_that_nobody_registered() -> None:
    one = read([("client", record(22, client_hello())), ("server", record(21, b"\x02\xc8"))])
    assert one.alert == "fatal alert (200) from the server" and one.complete is False


def test_a_warning_does_not_end_a_handshake() -> None:
    said = list(flights("tls12_ecdhe"))
    warned: list[Flight] = [said[0], ("server", record(21, b"\x01\x70") + said[1][1]), *said[2:]]
    one = read(warned)
    assert one.complete and one.application_data
    assert one.alert is not None and one.alert.startswith("warning unrecognized_name (112) from the server")


def test_a_plain_close_is_no_alert() -> None:
    one = read([("client", record(22, client_hello())), ("server", record(21, b"\x01\0"))])
    assert one.alert is None and [alert.orderly for alert in one.alerts] == [True]


def test_grease_is_left_out() -> None:
    one = read([("client", record(22, client_hello(b"\x0a\x0a\xfa\xfa\xc0\x2f\x00\xff")))])
    assert one.offered_ciphers == (0xC02F, 0x00FF)


def test_a_long_talk_is_only_counted() -> None:
    """Behind enough records of both sides nothing more is kept, and the close is still seen."""
    more: list[Flight] = [(by, record(23, b"d" * 300)) for _ in range(300) for by in ("client", "server")]
    one = read([*flights("tls12_ecdhe")[:-1], *more])
    assert one.complete and one.steps[-1].what == "fin"


def test_one_captured_side_is_said() -> None:
    packets = [packet for packet in conversation(flights("tls12_ecdhe")) if packet.by == "client"]
    (one,) = read_capture(pcap(map(frame, packets)), "x").handshakes
    assert one.hidden == ("only the client's packets were captured",)
    assert one.client_certificates and one.version is None and one.sni is None
    assert [check.state for check in steps(one)] == ["partly seen", "seen", "hidden", "seen", "seen"]


def test_floods_are_not_kept() -> None:
    """Small records and messages without end: of each kind only so many are kept, then nothing is heard."""
    hello = record(22, client_hello())
    alerts = record(21, b"\x01\x5a") * 2000
    certificate = message(11, b"\0\0\x07\0\0\x04DERX") * 300
    one = read([("client", hello + alerts), ("server", record(22, server_hello()) + record(22, certificate))])
    assert len(one.alerts) == MOST_ALERTS and len(one.server_certificates) == MOST_CERTIFICATES
    requests = record(22, message(0, b"") * 4000) * (HEARD_BYTES // 16000 + 8)
    late = read([("client", hello), ("server", requests + record(22, server_hello()))])
    assert late.step("hello request", "server") and late.version is None


def test_a_hole_inside_a_record_does_not_lose_its_end() -> None:
    """What looks like a record behind the hole is none, for the record that holds it goes on."""
    fake = record(21, b"\x02\x28") + record(21, b"\x02\x28")
    lost, before = b"L" * 100, record(22, server_hello())
    body = lost + fake + b"E" * 100
    held = message(11, (len(body) + 3).to_bytes(3, "big") + len(body).to_bytes(3, "big") + body)
    pieces = [before + record(22, held)[: -len(body)], lost, fake + b"E" * 100, record(22, message(14, b""))]
    said: list[Flight] = [("client", record(22, client_hello())), *(("server", piece) for piece in pieces)]
    packets = [packet for packet in conversation(said) if packet.payload != lost]
    (one,) = read_capture(pcap(map(frame, packets)), "x").handshakes
    assert one.hidden and not one.alerts
    assert one.step("server hello done", "server") is not None


def test_a_certificate_that_cannot_be_read_keeps_its_row() -> None:
    """Version 4, which the library refuses with an exception of its own."""
    good = identity("CUCM10").der
    assert good.count(b"\xa0\x03\x02\x01\x02") == 1
    bad = good.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x03")
    listed = b"".join(len(der).to_bytes(3, "big") + der for der in (bad, good))
    body = message(11, len(listed).to_bytes(3, "big") + listed)
    capture = read_capture(
        pcap(map(frame, conversation([("server", record(22, server_hello() + body))]))), "x"
    )
    first, second = certificate_rows(capture)
    assert (first["cn"], first["serial"], first["remote_port"]) == (None, None, 5061)
    assert (second["cn"], capture.handshakes[0].server_cn) == ("CUCM10", None)


def test_a_message_whose_second_record_is_lost_was_begun() -> None:
    held = message(11, b"\0\x01\xf5" + b"\0\x01\xf2" + b"D" * 498)
    first, second = record(22, server_hello()) + record(22, held[:200]), record(22, held[200:])
    said: list[Flight] = [("client", record(22, client_hello())), ("server", first), ("server", second)]
    packets = conversation([*said, ("server", record(22, message(14, b"")))])
    lost = [packet for packet in packets if packet.payload != second]
    (one,) = read_capture(pcap(map(frame, lost)), "x").handshakes
    step = one.step("certificate", "server")
    assert step is not None and step.detail == "the capture holds only its beginning"
    assert one.step("server hello done", "server") is not None and not one.server_certificates
