"""Message texts at the edge of what a trace can hold; none is refused, none costs more than its length."""

import pytest

from tests.torture.carriers import sdl_message
from tests.torture.case import SDP, message, on_the_wire
from tests.torture.trace import HEAD, INVITE, PAIR, column, scanned, sip

LENGTH = b"Content-Length: %d\r\n" % len(on_the_wire(SDP))
KIB = 1024


def with_header(line: bytes) -> bytes:
    return INVITE.replace(b"Allow: INVITE, ACK", line)


def with_body(body: bytes, kind: bytes = b"text/plain") -> bytes:
    head = INVITE[: INVITE.index(b"Content-Type")]
    return head + b"Content-Type: " + kind + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body


MIME = (
    b"--cut\r\nContent-Type: application/sdp\r\n\r\n"
    + on_the_wire(SDP)
    + b"--cut\r\nContent-Type: application/octet-stream\r\n\r\n"
    + bytes(range(256))
    + b"\r\n--cut--\r\n"
)
EDGES = {
    "no Content-Length": (INVITE.replace(LENGTH, b""), True),
    "a Content-Length of nothing": (INVITE.replace(LENGTH, b"Content-Length:\r\n"), True),
    "a Content-Length too short": (INVITE.replace(LENGTH, b"Content-Length: 3\r\n"), True),
    "a Content-Length of 5,000 digits": (
        INVITE.replace(LENGTH, b"Content-Length: " + b"9" * 5000 + b"\r\n"),
        True,
    ),
    "a header of 64 KiB": (with_header(b"X-Long: " + b"a" * 64 * KIB), True),
    "a header of 64 KiB of blanks": (with_header(b"X-Long:" + b" " * 64 * KIB + b"."), True),
    "a header of 64 KiB of bars": (with_header(b"X-Long: " + b"|" * 64 * KIB), True),
    "a header of 64 KiB of quotes": (with_header(b"X-Long: " + b'"' * 64 * KIB), True),
    "a header of 64 KiB of brackets": (with_header(b"X-Long: " + b"<" * 64 * KIB), True),
    "a header folded 1,000 times": (with_header(b"X-Long: a" + b"\r\n b" * 1000), True),
    "a name of 64 KiB": (with_header(b"X" * 64 * KIB + b": a"), True),
    "bars in headers": (with_header(b"Info: <sip:a|b@c>|d=e|\r\nCall-Info: |f"), True),
    "a line without a colon": (with_header(b"no colon here"), True),
    "a NUL in a header": (with_header(b"X-Nul: a\x00b"), True),
    "Latin-1 in a header": (with_header(b"Subject: caf\xe9"), True),
    "overlong UTF-8 in a header": (with_header(b"Subject: \xc0\xaf\xed\xa0\x80"), True),
    "CR LF written as text": (with_header(b"Subject: a\\r\\nCall-ID: not this one"), True),
    "100,000 Via": (
        with_header(b"\r\n".join([b"Via: SIP/2.0/TCP 10.10.6.1;branch=z9hG4bKv"] * 100_000)),
        True,
    ),
    "100,000 hops in one Via": (
        with_header(b"Via: " + b",".join([b"SIP/2.0/TCP 10.10.6.1"] * 100_000)),
        True,
    ),
    "MIME with binary": (with_body(MIME, b"multipart/mixed;boundary=cut"), True),
    "MIME without its boundary named": (with_body(MIME, b"multipart/mixed"), True),
    "a body of bars": (with_body(b"|CallingPartyNumber=5\r\n|a|b\r\n|\r\n"), False),
    "a body like a digit analysis": (
        with_body(b'Digit analysis: match(pi="2", fqcn="1", dd="2")\r\n'),
        False,
    ),
    "a body like an announcement": (
        with_body(
            b"SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 10.10.9.9 on port 1 index 2 "
            b"with 3 bytes:\r\n[5,NET]\r\nBYE sip:x SIP/2.0\r\n"
        ),
        False,
    ),
    "a body with a record inside a line": (
        with_body(b"seen: 00310999.001 |09:00:01.000 |AppInfo  |LBMIF: CI: 1 ASSOC    2\r\n"),
        False,
    ),
    "a body of blank lines": (with_body(b"\r\n" * 500 + b"x\r\n\r\n"), False),
    "a body of 64 KiB of one letter": (with_body(b"x" * 64 * KIB), False),
    "masked keys": (
        INVITE.replace(b"m=audio 20004 RTP/AVP 0", b"m=audio 20004 RTP/SAVP 0\r\na=crypto:XXXX"),
        True,
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_the_message_is_read(edge: str) -> None:
    raw, has_sdp = EDGES[edge]
    scan = scanned(HEAD + sdl_message(raw, 5) + PAIR)
    assert sip(
        scan, "label", "call_id", "cseq", "from_number", "to_number", "branch", "has_sdp", "net_no"
    ) == [("INVITE", "inv@10.10.5.41", 101, "1018", "9898", "z9hG4bK5a41", has_sdp, 5)]
    assert column(scan, "sip_message", "raw_length") == [len(raw)]
    assert column(scan, "location_pair", "ci_a") == [23000001]
    assert scan.member["records"] == 3


@pytest.mark.parametrize(
    "piece", [b"|", b" ", b"[", b'"', b"\t|", b"Line 1: ", b"> ", b"00310999.001 |", b"[1,NET]", b"|<CLID::"]
)
def test_long_runs_around_a_message(piece: bytes) -> None:
    """Each would take minutes if a pattern went back over what it had read."""
    run, before = piece * (256 * KIB // len(piece)), piece * (32 * KIB // len(piece)) + b"\n"
    whole = sdl_message(INVITE, 5)
    for data in (
        HEAD + sdl_message(INVITE + run, 5),
        HEAD + sdl_message(run + INVITE, 5),
        before + whole + run,
    ):
        scan = scanned(data)
        assert len(column(scan, "sip_message", "label")) == 1
        assert scan.member["records"] >= 1


def test_two_messages_in_one_read() -> None:
    second = on_the_wire(message("BYE sip:9898@10.10.5.5 SIP/2.0", "second@10.10.5.41", "102 BYE"))
    scan = scanned(HEAD + sdl_message(INVITE, 5) + sdl_message(second, 6))
    assert sip(scan, "label", "call_id", "net_no") == [
        ("INVITE", "inv@10.10.5.41", 5),
        ("BYE", "second@10.10.5.41", 6),
    ]
