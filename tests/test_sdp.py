"""Session descriptions: order, places, unknown lines, and keys that stay where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracekit.sdp import Payload, read_sdp, srtp_seen

OFFER = (
    b"v=0\r\no=CiscoSystemsCCM-SIP 4021 2 IN IP4 10.10.4.20\r\ns=SIP Call\r\nc=IN IP4 10.10.4.31/127\r\n"
    b"t=0 0\r\na=inactive\r\nm=audio 21044/2 RTP/SAVP 114 0 101\r\n"
    b"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:bm90IGEgcmVhbCBrZXk=|2^48\r\n"
    b"a=rtpmap:114 opus/48000/2\r\na=sendonly\r\n"
    b"m=video 0 RTP/AVP 97\r\nc=IN IP6 2001:db8::31\r\n"
)


def test_an_offer() -> None:
    sdp = read_sdp(OFFER)
    assert sdp.origin is not None
    assert (sdp.origin.user, sdp.origin.version, sdp.origin.address) == (
        "CiscoSystemsCCM-SIP",
        "2",
        "10.10.4.20",
    )
    assert sdp.address == "10.10.4.31"
    audio, video = sdp.media
    assert (audio.type, audio.port, audio.protocol, audio.direction) == (
        "audio",
        21044,
        "RTP/SAVP",
        "sendonly",
    )
    assert audio.payloads == (
        Payload("114", "opus/48000/2"),
        Payload("0", "PCMU/8000"),
        Payload("101", None),
    )
    assert audio.address == "10.10.4.31" and video.address == "2001:db8::31"
    assert (video.port, video.direction, video.crypto) == (0, "inactive", ())
    assert [(one.tag, one.suite, one.masked) for one in audio.crypto] == [
        (1, "AES_CM_128_HMAC_SHA1_80", False)
    ]
    assert OFFER[audio.crypto[0].span.start : audio.crypto[0].span.end].startswith(b"a=crypto:1")
    assert sdp.srtp == "offered" and sdp.unknown == ()


def test_keys_are_not_copied() -> None:
    assert "bm90" not in repr(read_sdp(OFFER)) and "inline" not in repr(read_sdp(OFFER))


def test_a_key_glued_behind_another_line_is_not_copied_either() -> None:
    for glued in (b"o=- 1 1 IN IP4", b"c=IN IP4", b"m=audio 1 RTP/SAVP 0", b"m=audio 1 RTP/AVP\na=rtpmap:0"):
        sdp = read_sdp(b"v=0\n" + glued + b" INLINE: bm90IGEga2V5|2^48 a=sendrecv\n")
        assert "bm90" not in repr(sdp) and len(sdp.lines) == 2 + glued.count(b"\n")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (b"v=0\nm=audio 1 RTP/AVP 0\n", "none"),
        (b"v=0\nm=audio 1 RTP/AVP 0\na=crypto:XXXX\n", "masked"),
        (b"v=0\nm=audio 1 RTP/SAVP 0\na=crypto:XXXXXXXX\n", "masked"),
        (b"v=0\nm=audio 1 RTP/AVP 0\na=crypto:X\na=crypto:2 AEAD_AES_256_GCM inline:x\n", "offered"),
        (b"v=0\nm=audio 1 UDP/TLS/RTP/SAVPF 0\n", "offered"),
        (b"v=0\na=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:x\n", "offered"),
        (b"", "none"),
    ],
)
def test_the_srtp_verdict(text: bytes, verdict: str) -> None:
    assert read_sdp(text).srtp == verdict
    assert srtp_seen(text, 0, len(text)) is (verdict != "none")


def test_a_place_inside_a_larger_text_and_unknown_lines() -> None:
    raw = b"head\n\nv=0\r\n|a pipe\r\n  m=audio 70000 RTP/AVP x 0\nfoo=bar\nafter"
    sdp = read_sdp(raw, 6, len(raw) - 5)
    assert [raw[start:end] for start, end in sdp.unknown] == [b"|a pipe", b"foo=bar"]
    assert [line.type for line in sdp.lines] == ["v", None, "m", None]
    assert sdp.media[0].port is None and [payload.format for payload in sdp.media[0].payloads] == ["x", "0"]
    assert sdp.origin is None and sdp.address is None and sdp.media[0].direction == "sendrecv"


def test_short_lines_give_nulls() -> None:
    sdp = read_sdp(b"o=only\nc=IN\nm=\nm=audio\nm=audio x\na=rtpmap:0 OTHER/1\n")
    assert sdp.origin is not None and (sdp.origin.user, sdp.origin.address) == ("only", None)
    assert [(media.type, media.port, media.protocol) for media in sdp.media] == [
        (None, None, None),
        ("audio", None, None),
        ("audio", None, None),
    ]


PIECES = st.sampled_from(
    [
        *(
            b"v=0",
            b"m=audio 1 RTP/AVP 0",
            b"m=",
            b" m=x rtp/savpf",
            b"a=crypto:XX",
            b"A=CRYPTO:1 A_1 inline:SeCrEt",
            b"a=",
        ),
        *(
            b"\n",
            b"\r\n",
            b"\r",
            b" ",
            b"\xff",
            b"c=IN IP4",
            b"o=",
            b"a=sendonly",
            b"a=rtpmap:0 X/8000",
            b"m =RTP/SAVP",
        ),
    ]
)


@given(st.lists(PIECES | st.binary(max_size=5), max_size=25))
def test_any_bytes(pieces: list[bytes]) -> None:
    raw = b"".join(pieces)
    sdp = read_sdp(raw)
    place = 0
    for line in sdp.lines:
        assert (
            place <= line.span.start < line.span.end <= len(raw) and not raw[place : line.span.start].strip()
        )
        place = line.span.end
    assert not raw[place:].strip()
    assert srtp_seen(raw, 0, len(raw)) is (sdp.srtp != "none")
    assert "SeCrEt" not in repr(sdp)


def test_how_the_trace_shows_the_keys() -> None:
    def keys(*lines: str) -> str | None:
        return read_sdp("\r\n".join(("v=0", "m=audio 16500 RTP/SAVP 0", *lines, "")).encode()).srtp_keys

    clear = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"
    assert keys() is None
    assert keys("a=crypto:XXXXXXXXXXXXXXXXXXXXXXXXXXXX") == "masked"
    assert keys(clear) == "clear" == keys("a=crypto:XXXX", clear)
