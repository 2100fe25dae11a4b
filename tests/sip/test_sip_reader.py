"""The reference reader: what it finds, where, and that nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sip_texts import BUSY, BYE, GUID, INVITE, MULTIPART, SDP, crlf, damaged, head_with, lf

from tracekit.sip import Message, read_message


def slices(message: Message) -> list[tuple[int, int]]:
    """Every place the message names, in the order of the text."""
    spans = [header.span for header in message.headers] + list(message.junk)
    if message.start_line:
        spans.append(message.start_line.span)
    if message.body.end > message.body.start:
        spans.append(message.body)
    return sorted(spans)


def assert_every_byte_accounted(message: Message) -> None:
    place = 0
    for start, end in slices(message):
        assert place <= start <= end <= len(message.raw)
        assert not message.raw[place:start].strip(), message.raw[place:start]
        place = end
    assert not message.raw[place:].strip()


@pytest.mark.parametrize("ends", [lf, crlf])
def test_a_whole_invite(ends: object) -> None:
    raw = ends(INVITE)  # type: ignore[operator]
    message = read_message(raw)
    assert (message.label, message.method, message.status, message.reason) == ("INVITE", "INVITE", None, None)
    assert message.request_uri == "sip:9898@10.10.4.30:5061"
    assert (message.request_target.user, message.request_target.port) == ("9898", 5061)
    assert message.call_id == "5d1b6a00-1b25e1aa-33-1404140a@10.10.4.20"
    assert (message.cseq, message.cseq_method, message.cseq_written) == (101, "INVITE", "101 INVITE")
    assert message.from_ is not None and message.to is not None and message.contact is not None
    assert (message.from_.display, message.from_.user) == ("Desk, 18", "1018")
    assert message.from_.tag == f"51~{GUID}-33554497"
    assert (message.to.uri, message.to.host, message.to.tag) == ("sip:9898@10.10.4.30", "10.10.4.30", None)
    assert [(via.transport, via.branch) for via in message.vias] == [
        ("TLS", "z9hG4bK7a1"),
        ("TCP", "z9hG4bKlower"),
    ]
    assert message.session_id == "5ad0c7e1001050001000aabb00010001"
    assert message.user_agent == "Cisco-CUCM14.0"
    assert message.contact_device == "SEP0011AABB0001"
    assert (message.contact.user, message.contact.port) == ("1018", 5061)
    assert message.srtp is True and message.reason_cause is None
    assert raw[message.body.start : message.body.end] == ends(SDP)  # type: ignore[operator]
    assert message.weird == () and message.junk == ()
    assert_every_byte_accounted(message)


def test_places_point_into_the_raw_text() -> None:
    raw = crlf(INVITE)
    message = read_message(raw)
    to = next(header for header in message.headers if header.name == "To")
    assert raw[to.span.start : to.span.end] == b"To: <sip:9898@10.10.4.30>"
    assert raw[to.value_span.start : to.value_span.end] == b"<sip:9898@10.10.4.30>"
    assert message.raw is raw


def test_a_response_and_both_reasons() -> None:
    busy = read_message(crlf(BUSY))
    assert (busy.label, busy.status, busy.reason, busy.method) == ("486 Busy Here", 486, "Busy Here", None)
    assert busy.to is not None and (busy.to.user, busy.to.parts.user_written) == ("+49301234", "%2B49301234")
    assert busy.user_agent == "Gateway/3.1" and busy.content_length == 0 and busy.weird == ()
    assert read_message(crlf(BYE)).reason_cause == 16


@pytest.mark.parametrize("line", ["SIP/2.0 486", "SIP/2.0 486 "])
def test_a_status_without_a_reason(line: str) -> None:
    message = read_message(head_with("SIP/2.0 486 Busy Here", line, BUSY))
    assert (message.label, message.status, message.reason) == ("486", 486, None)


def test_folded_compact_and_oddly_spelt_headers() -> None:
    raw = (
        b"OPTIONS sip:10.10.4.20 SIP/2.0\r\nv:  SIP  / 2.0 / tcp  10.10.4.31 ;\r\n  branch = z9hG4bKf ,\r\n"
        b"\tSIP/2.0/UDP h;branch=z2\r\n"
        b"TO :\r\n <sip:u@h> ;\r\n\ttag  = 77\r\nf: <sip:a@h>;t ag=8\r\ni: folded@h\r\nCSEQ: 0009\r\n"
        b" OPTIONS\r\nm: <sip:x@h>\r\nCONTENT-LENGTH:   0\r\n\r\n"
    )
    message = read_message(raw)
    assert [via.branch for via in message.vias] == ["z9hG4bKf", "z2"]
    assert message.vias[0].transport == "TCP" and message.vias[0].host == "10.10.4.31"
    assert message.to is not None and message.from_ is not None
    assert (message.to.tag, message.from_.tag, message.call_id) == ("77", "8", "folded@h")
    assert (message.cseq, message.cseq_method, message.content_length) == (9, "OPTIONS", 0)
    assert [header.name for header in message.headers] == ["v", "TO", "f", "i", "CSEQ", "m", "CONTENT-LENGTH"]
    assert [header.canonical for header in message.headers][-1] == "Content-Length"
    assert message.weird == ()
    assert_every_byte_accounted(message)


def test_the_body_begins_at_v_0_when_the_blank_line_is_lost() -> None:
    raw = lf(INVITE.replace("\n\nv=0", "\nv=0"))
    message = read_message(raw)
    assert raw[message.body.start :].startswith(b"v=0") and message.srtp is True
    assert message.weird == ("no_blank_line",)


def test_headers_glued_behind_the_start_line() -> None:
    raw = lf(
        "INVITE sip:9898@10.10.4.30: 5061 SIP/2.0 Via: SIP/2.0/TLS 10.10.4.20:5061;branch=z9hG4bKg "
        "From: <sip:1018@h>;tag=1\n"
        "To: <sip:9898@h>\nCall-ID: glued@h\nUser-Agent: Cisco-CUCM14.0\n"
    )
    message = read_message(raw)
    assert message.request_uri == "sip:9898@10.10.4.30: 5061"
    assert (message.request_target.host, message.request_target.port) == ("10.10.4.30", 5061)
    assert message.vias[0].branch == "z9hG4bKg"
    assert message.from_ is not None and (message.from_.user, message.from_.tag) == ("1018", "1")
    assert message.call_id == "glued@h" and "start_line_glued" in message.weird
    assert_every_byte_accounted(message)


def test_a_reason_phrase_may_name_a_header_but_a_whole_via_ends_it() -> None:
    named = read_message(head_with("Busy Here", "Missing To: header", BUSY))
    assert named.reason == "Missing To: header" and "start_line_glued" not in named.weird
    glued = read_message(head_with("Busy Here\nVia", "Busy Here Via", BUSY))
    assert (glued.reason, glued.vias[0].branch) == ("Busy Here", "z9hG4bK7b0")


def test_a_page_broke_the_head_with_fences_and_blank_lines() -> None:
    raw = lf(
        "INVITE sip:9898@10.10.4.30:5061 SIP/2.0\nVia: SIP/2.0/TLS 10.10.4.20:5061;branch=z9hG4bKp\n"
        f"From: <sip:1018@10.10.4.20>;tag=51-{GUID}-33554497\nTo: <sip:9898@10.10.4.30>\n```\n\n"
        "Call-ID: page@10.10.4.20\n\nUser-Agent: Cisco-CUCM14.0\n\n++ what the page says next\n"
    )
    message = read_message(raw)
    assert (message.call_id, message.user_agent) == ("page@10.10.4.20", "Cisco-CUCM14.0")
    assert message.body.start == message.body.end
    assert [raw[start:end] for start, end in message.junk] == [b"```", b"++ what the page says next"]
    assert {"blank_line_in_head", "text_after_head", "junk_lines"} <= set(message.weird)
    assert_every_byte_accounted(message)


def test_narration_between_headers_is_junk_and_the_head_goes_on() -> None:
    message = read_message(head_with("To: <sip:9898", "as you can see here\nTo: <sip:9898"))
    assert message.to is not None and message.to.user == "9898"
    assert [message.raw[start:end] for start, end in message.junk] == [b"as you can see here"]


def test_a_complete_head_is_not_continued_by_a_body_that_looks_like_headers() -> None:
    raw = crlf(BUSY.replace("Content-Length:   0", "Content-Type: message/sipfrag") + "From: <sip:other@h>\n")
    message = read_message(raw)
    assert raw[message.body.start :] == b"From: <sip:other@h>\r\n"
    assert message.from_ is not None and message.from_.user == "1018"


def test_multipart_keeps_blank_lines_and_pipes_in_its_parts() -> None:
    raw = crlf(MULTIPART)
    message = read_message(raw)
    contents = [raw[part.content.start : part.content.end] for part in message.parts]
    assert [part.content_type for part in message.parts] == [
        "application/x-cisco-remotecc-request+xml",
        "application/sdp",
    ]
    assert contents[0] == b"<request>\r\n\r\n|key=value\r\n</request>\r\n\r\n"
    assert contents[1].startswith(b"v=0\r\nm=audio 20000")
    assert message.srtp is False
    assert message.sdps[0].media[0].port == 20000


@pytest.mark.parametrize("name", ["Content-Type", "content-type", "c"])
def test_a_boundary_line_ends_the_head_of_a_multipart_message(name: str) -> None:
    text = MULTIPART.replace("cut here", "cut-here").replace("Content-Type: multi", f"{name}: multi")
    message = read_message(lf(text.replace("400\n\n", "400\n")))
    assert message.weird[:1] == ("no_blank_line",) and len(message.parts) == 2
    assert message.raw[message.body.start :].startswith(b"--cut-here\n")


def test_multipart_without_a_stated_boundary() -> None:
    text = MULTIPART.replace('; boundary="cut here"', "").replace("cut here", "cut-here")
    message = read_message(crlf(text))
    assert len(message.parts) == 2 and "boundary_missing" in message.weird


@pytest.mark.parametrize("stated", ["5", "99999", "-1", "1e9", ""])
def test_content_length_never_cuts(stated: str) -> None:
    text = INVITE.replace(f"Content-Length: {len(SDP) + SDP.count(chr(10))}", f"Content-Length: {stated}")
    message = read_message(crlf(text))
    assert message.raw[message.body.start : message.body.end] == crlf(SDP)
    assert message.srtp is True


@pytest.mark.parametrize("kept", range(0, len(crlf(INVITE)), 7))
def test_every_prefix_reads_and_loses_nothing(kept: int) -> None:
    raw = crlf(INVITE)[:kept]
    message = read_message(raw)
    assert_every_byte_accounted(message)
    if kept > raw.find(b"\r\nVia") >= 0:
        assert message.method == "INVITE"
    ends_with_a_body_line = raw.endswith(b"\n") and message.body.end > message.body.start
    if len(raw) < len(crlf(INVITE)) - 2 and not ends_with_a_body_line:
        assert "cut" in message.weird


@settings(max_examples=400, deadline=None)
@given(damaged() | st.binary(max_size=300))
def test_any_bytes_are_read_and_accounted_for(raw: bytes) -> None:
    message = read_message(raw)
    assert_every_byte_accounted(message)
    assert len(set(message.weird)) == len(message.weird)
    for header in message.headers:
        assert message.raw[header.span.start :].startswith(header.name.encode())


def test_credentials_stay_out_of_repr() -> None:
    raw = head_with("Max-Forwards: 69", 'Authorization: Digest response="5eed5eed5eed"')
    text = repr(read_message(raw))
    assert "5eed" not in text and "bm90IGEg" not in text
