"""Odd and broken messages of the kinds of RFC 4475 and RFC 5118: read what can be read, name what is odd."""

import pytest
from sip_texts import BUSY, BYE, INVITE, crlf, head_with

from tracekit.sip import read_message


@pytest.mark.parametrize(
    ("old", "new", "slug"),
    [
        ("Content-Length: ", "Content-Length: -", "content_length_negative"),
        ("Content-Length: ", "Content-Length: x", "content_length_bad"),
        ("Content-Length: ", "Content-Length: 1", "content_length_differs"),
        ("CSeq: 101 INVITE", "CSeq: 2147483648 INVITE", "cseq_overflow"),
        ("CSeq: 101 INVITE", f"CSeq: {'9' * 5000} INVITE", "cseq_overflow"),
        ("CSeq: 101 INVITE", "CSeq: -1 INVITE", "cseq_bad"),
        ("CSeq: 101 INVITE", "CSeq: 101 OPTIONS", "cseq_method_differs"),
        ('"Desk, 18"', '"Desk, 18', "quote_open"),
        (" SIP/2.0\n", " SIP/7.0\n", "version_unknown"),
        (" SIP/2.0\n", "\n", "version_missing"),
        (" SIP/2.0\n", " SIP/2.0 extra words\n", "start_line_tail"),
        ("sip:9898@10.10.4.30:5061 ", "<sip:9898@10.10.4.30:5061> ", "request_uri_bracketed"),
        ("sip:9898@10.10.4.30:5061 ", "sip:9898@10.10.4.30:5061; lr ", "request_uri_blank"),
        ("Date: Fri, 02 Jan 2026 08:15:00 GMT", "Date: Fri, 02 Jan 2026 08:15:00 CET", "date_bad"),
        ("Max-Forwards: 69", "Max-Forwards: 300", "max_forwards_bad"),
        ("Max-Forwards: 69", "Expires: 99999999999999999999", "expires_bad"),
        ("To: <", "To: <sip:other@h>\nTo: <", "header_repeated"),
        ("To: <", "T-o: <", "header_missing"),
        ("<sip:9898@10.10.4.30>", "<sip:9898@2001:db8::30>", "ipv6_unbracketed"),
        ("<sip:9898@10.10.4.30>", "<sip:9898@[2001:db8::30:5070]>", "ipv6_port_ambiguous"),
    ],
)
def test_one_fault_is_named_and_the_rest_is_read(old: str, new: str, slug: str) -> None:
    message = read_message(head_with(old, new))
    assert slug in message.weird
    assert (message.method, message.call_id) == ("INVITE", "5d1b6a00-1b25e1aa-33-1404140a@10.10.4.20")
    assert message.vias[0].branch == "z9hG4bK7a1" and message.srtp is True
    assert message.from_ is not None and (message.from_.user, message.from_.display) == ("1018", "Desk, 18")
    assert message.cseq in (101, None) and message.cseq_method in ("INVITE", "OPTIONS")


@pytest.mark.parametrize("text", ["4294967301", "0", "99", "700", "5" * 5000])
def test_a_status_out_of_range_is_null_and_stays_visible(text: str) -> None:
    message = read_message(head_with("486", text, BUSY))
    assert message.status is None and message.label == f"{text} Busy Here"
    assert "status_out_of_range" in message.weird and message.call_id == "busy-1@10.10.4.20"


def test_the_first_of_repeated_headers_counts_and_all_are_kept() -> None:
    message = read_message(head_with("CSeq: 102 BYE", "CSeq: 102 BYE\nCSeq: 103 BYE\nCall-ID: second@h", BYE))
    assert message.cseq == 102 and message.call_id == "0011aabb-00010003-1c2d3e4f-5a6b7c8d@10.10.4.31"
    assert list(message.values("Call-ID"))[1] == "second@h"


def test_odd_but_lawful_methods_names_and_escapes() -> None:
    raw = crlf(
        "!odd.Method0_*+`%'~ sip:1_odd.URI~(to!sure)&isn't+it$/,;;*:pw@h.example SIP/2.0\n"
        'Via: SIP/2.0/TCP h;branch=z\nTo: "BEL:\\\x07 NUL:\\\x00 q:\\"" <sip:null-%00-%6Eull@h>\n'
        "From: sip:u;par=%75%40h@h.example;tag=k\nCall-ID: a!b%c*d\nCSeq: 0 !odd.Method0_*+`%'~\n"
        "extensionHeader-!.%*+_`'~:\ufeff大停電\nContent-Length: 0\n\n"
    )
    message = read_message(raw)
    assert message.method == "!odd.Method0_*+`%'~" and message.cseq == 0 and message.weird == ()
    assert message.request_target.user == "1_odd.URI~(to!sure)&isn't+it$/,;;*"
    assert message.to is not None and message.to.user == "null-\0-null"
    assert message.to.display == 'BEL:\x07 NUL:\0 q:"'
    assert message.from_ is not None and message.from_.uri == "sip:u"


def test_a_second_message_in_the_same_text_is_counted_once_and_shown() -> None:
    raw = crlf(BYE + INVITE)
    message = read_message(raw)
    assert message.method == "BYE" and message.sdps == ()
    assert raw[message.junk[0].start :].startswith(b"INVITE") and "text_after_head" in message.weird


def test_unknown_schemes_and_no_start_line() -> None:
    message = read_message(head_with("sip:9898@10.10.4.30:5061 ", "soap.beep://10.10.4.30:3002 "))
    assert message.request_uri == "soap.beep://10.10.4.30:3002"
    assert (message.request_target.scheme, message.request_target.user) == ("soap.beep", None)
    headless = read_message(crlf(INVITE).split(b"\r\n", 1)[1])
    assert headless.start_line is None and headless.label is None
    assert "no_start_line" in headless.weird and headless.cseq_method == "INVITE"


def test_narration_before_the_start_line() -> None:
    message = read_message(b"the phone sends: this\n" + crlf(INVITE))
    assert message.method == "INVITE" and message.junk == ((0, 21),)


@pytest.mark.parametrize("repeats", [20_000])
def test_long_runs_of_one_thing(repeats: int) -> None:
    """Each would take minutes if a pattern went back over what it had read."""
    pieces = (
        b" ",
        b"\n",
        b"\t\r",
        b'"',
        b"<",
        b";",
        b"Via: SIP/2.0/TCP h\n",
        b"\n ",
        b"```\n",
        b"--",
        b"[",
        b"[::",
    )
    for piece in pieces:
        for at in (b"", b"INVITE sip:1@h", b"INVITE sip:1@h SIP/2.0 ", crlf(INVITE)[:400]):
            message = read_message(at + piece * repeats)
            assert message.raw.startswith(at)
            assert message.from_ is None or message.from_.user in ("1018", None)
            assert len(message.vias) <= repeats + 2
