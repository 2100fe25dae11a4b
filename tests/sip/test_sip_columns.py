"""The columnar reader is held equal to the reference reader."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sip_texts import BUSY, BYE, GUID, INVITE, MULTIPART, WHOLE, crlf, damaged, head_with, lf

from tracekit.sip import (
    COLUMNS,
    Message,
    header_values,
    lines,
    message_columns,
    message_row,
    read_address,
    read_message,
    remembered,
)
from tracekit.sip import columns as columns_module
from tracekit.sip.faults import MANDATORY
from tracekit.sip.message import read_cseq, read_device_name, read_q850_cause, read_session_id
from tracekit.sip.row import party_row
from tracekit.sip.start_line import read_start_line
from tracekit.sip.via import read_vias
from tracekit.tables.schema import TABLES

SHARED = Path(__file__).resolve().parents[3] / "shared" / "traces"
NET = re.compile(
    rb"(?:Incoming|Outgoing) SIP (?:TCP|UDP) message[^\n]*\n(?:[^\n]*index [0-9]+ *\r?\n)?\[[0-9]+,NET\]\r?\n"
)
RECORD = re.compile(rb"^[0-9]{8}\.[0-9]{3} \|", re.MULTILINE)


def columns_of(*messages: bytes) -> dict[str, list[str | int | bool | None]]:
    """The messages laid into one buffer with other text between them."""
    between = b"\r\nCall-ID: of nobody\r\n\r\n"
    lengths = np.array([len(message) for message in messages], dtype=np.int64)
    steps = lengths + len(between)
    offsets = np.concatenate(([0], np.cumsum(steps)[:-1])).astype(np.int64) + len(between)
    return message_columns(between + between.join(messages) + between, offsets, lengths)


def rows_of(*messages: bytes) -> list[tuple[str | int | bool | None, ...]]:
    columns = columns_of(*messages)
    return list(zip(*(columns[name] for name in COLUMNS), strict=True))


def reference_row(raw: bytes) -> tuple[str | int | bool | None, ...]:
    return message_row(read_message(raw))


def test_all_text_columns_of_the_table_are_there_or_left_to_the_correlation() -> None:
    elsewhere = {"message", "node", "epoch", "net_no", "seq", "time", "time_local", "direction", "transport"}
    elsewhere |= {"remote_ip", "remote_port", "conn_idx", "connection", "device", "dialog", "call"}
    elsewhere |= {"ci", "ccb_id", "cluster_guid", "member", "line", "offset", "length"}
    elsewhere |= {"transaction", "repeats", "clock_ahead_ms"}
    assert set(TABLES["messages"].columns) - elsewhere == set(COLUMNS) & set(TABLES["messages"].columns)


def test_values_of_whole_messages() -> None:
    columns = columns_of(crlf(INVITE), crlf(BYE), crlf(BUSY), crlf(MULTIPART))
    assert columns["label"] == ["INVITE", "BYE", "486 Busy Here", "REFER"]
    assert columns["status"] == [None, None, 486, None]
    assert columns["reason"] == [None, None, "Busy Here", None]
    assert columns["cseq"] == [101, 102, 1, 1000]
    assert columns["from_number"] == ["1018", "9898", "1018", "1018"]
    assert columns["to_number"] == ["9898", "1018", "+49301234", None]
    assert columns["from_ci"] == [33554497, 33554498, None, None]
    assert columns["from_ccb_id"] == [51, 52, None, None]
    assert columns["from_cluster_guid"] == [GUID, GUID, None, None]
    assert columns["to_ci"] == [None] * 4
    assert columns["to_tag"] == [None, "0011aabb0001004", "b2", None]
    assert columns["branch"] == ["z9hG4bK7a1", "z9hG4bK7a9", "z9hG4bK7b0", "z9hG4bK7c0"]
    assert columns["via_transport"] == ["TLS", "TCP", "UDP", "TCP"]
    assert columns["contact_device"] == ["SEP0011AABB0001", None, None, None]
    assert columns["reason_cause"] == [None, 16, None, None]
    assert columns["user_agent"] == ["Cisco-CUCM14.0", None, "Gateway/3.1", None]
    assert columns["has_sdp"] == [True, False, False, True]
    assert columns["srtp"] == [True, None, None, False]
    assert columns["srtp_keys"] == ["clear", None, None, None]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The messages that the reference reader is asked for."""
    messages: list[bytes] = []

    def noting(raw: bytes) -> Message:
        messages.append(raw)
        return read_message(raw)

    monkeypatch.setattr(columns_module, "read_message", noting)
    return messages


@pytest.mark.parametrize("text", WHOLE)
def test_whole_messages_need_no_reference_reader(text: str, asked: list[bytes]) -> None:
    assert rows_of(crlf(text), lf(text)) == [reference_row(crlf(text)), reference_row(lf(text))]
    assert asked == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n" + crlf(INVITE),
        head_with("Call-ID", "CALL-ID"),
        head_with("Call-ID", "Call-Id"),
        head_with("Call-ID", "i"),
        head_with("Call-ID", "I "),
        head_with("To: ", "To : "),
        head_with("To: ", "To\t: "),
        head_with(">;tag=51", ">\n ;tag=51"),
        head_with(">;tag=51", ">\n\t;tag=51"),
        head_with("Date: ", "Cseq: 7 X\nDate: "),
        head_with("Date: ", "\tno sign here\nDate: "),
        head_with("Date: ", "v=0\nDate: "),
        head_with("Date: ", "--cut\nDate: "),
        *(head_with("Date: ", f"{name}: <sip:x@h>\nDate: ") for name in ("m", "M", "m ", "M\t")),
        head_with("Content-Type: application", "Content-type: application"),
        head_with("Content-Length: ", "Content-Length : "),
        head_with("Contact: ", "Mine: 1\nContact\r: "),
        head_with("Date: ", "Total: 3\nDate: "),
        head_with("Max-Forwards", "\nMax-Forwards", BYE.replace("Content-Length", "Max-Forwards")),
        crlf(INVITE).replace(b"\r\n\r\n", b"\r\n"),
        crlf(INVITE)[:300],
        crlf(BUSY)[:-2],
        crlf(BUSY)[:-1],
        lf(BUSY)[:-1],
        head_with("INVITE sip:9898@10.10.4.30:5061 SIP/2.0\n", "INVITE sip:9898@10.10.4.30:5061 SIP/2.0 "),
        head_with("486 Busy Here", "486 Busy: Here", BUSY),
        head_with("486 Busy Here", "786 Busy Here", BUSY),
        head_with("Via: SIP/2.0/UDP", "Via: nothing\nVia: SIP/2.0/UDP", BUSY),
        *(head_with(f"\n{name}: ", f"\nX-{name}: ", BUSY) for name in MANDATORY),
        head_with("Content-Length: ", "X-Length: ", BUSY),
        crlf(BUSY) + b"\n" * lines.LONGEST,
    ],
)
def test_what_is_not_clean_goes_to_the_reference_reader(raw: bytes, asked: list[bytes]) -> None:
    messages = (crlf(BYE), raw, lf(BUSY))
    assert rows_of(*messages) == list(map(reference_row, messages))
    assert asked == [raw]


@pytest.mark.parametrize(
    "raw",
    [
        head_with("Date: ", "no sign here\nDate: "),
        head_with("Date: ", "Content-\nType: text/plain\nDate: "),
        head_with("Date: ", "Vi\nT\nX\nDate: "),
        head_with("Date: ", "Session-Expires: 1800\nContent-Language: en\nDate: "),
        head_with("Date: ", "Call-ID: second@10.10.4.20\nTo: <sip:2@h>\nServer: x\nDate: "),
        head_with("User-Agent: Cisco-CUCM14.0", "User-Agent: \t\nServer: \nServer: later"),
        head_with("User-Agent: Cisco-CUCM14.0", "Server:\tfirst  \nServer: later"),
        head_with("Contact: <sip:1018", "Contact:\nContact: <sip:1018"),
        head_with("Cisco-CUCM14.0", "Cisco\rCUCM"),
        crlf(INVITE).replace(b"Cisco-CUCM14.0", b"\xffCisco\xe2\x82"),
        crlf(INVITE).replace(b"u.sip!", "U.\u017fip!".encode()),
        crlf(INVITE).replace(b"Max-F", b"X\xff: \xe2\x84\xaa\r\nMax-F"),
        head_with("Content-Length:", "Timestamp: 1234567890123\nX-Length:", INVITE.partition("v=0")[0]),
        crlf(BUSY) + b"|<CLID::Cluster-1><NID::10.10.4.20>\n",
        crlf(INVITE) + b"Source Filename: a=crypto:1\n",
        crlf(INVITE).replace(b"a=crypto", b" A=CRYPTO").replace(b"SAVP", b"AVP"),
        crlf(INVITE).replace(b"a=crypto", b"x a=crypto").replace(b"SAVP", b"AVP"),
        head_with("application/sdp", "APPLICATION/SDP ; x=y"),
        head_with("application/sdp", "text/plain"),
        head_with("application/sdp", ""),
        head_with("Content-Type: application/sdp\n", ""),
        crlf(BUSY) + b"v=0",
        crlf(BUSY) + b"\r\n\r\n",
        crlf(MULTIPART).replace(b"application/sdp", b"text/plain").replace(b"v=0", b"w=0"),
        crlf(MULTIPART).replace(b"Content-Type: application/sdp\r\n", b""),
    ],
)
def test_odd_but_clean_heads_and_bodies(raw: bytes, asked: list[bytes]) -> None:
    assert rows_of(raw, crlf(BYE), raw) == [reference_row(raw), reference_row(crlf(BYE)), reference_row(raw)]
    assert asked == []


def test_any_order_overlap_and_many_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = b"".join(map(crlf, WHOLE)) * 7
    starts = [match.start() for match in re.finditer(rb"INVITE sip|BYE sip|SIP/2.0 486|REFER sip", buffer)]
    places = [(start, length) for start in starts[::-1] for length in (900, 5, 400, 0)]
    places = [(start, length) for start, length in places if start + length <= len(buffer)]
    offsets, lengths = np.array(places, dtype=np.int64).T
    expected = [message_row(read_message(buffer[start : start + length])) for start, length in places]
    for size in (lines.BATCH, 3000, 1):
        monkeypatch.setattr(lines, "BATCH", size)
        columns = message_columns(buffer, offsets, lengths)
        assert list(zip(*(columns[name] for name in COLUMNS), strict=True)) == expected


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "BYTES_KEPT", 10)
    asked: list[list[bytes]] = []

    def read(texts: list[bytes]) -> list[int]:
        asked.append(sorted(texts))
        return list(map(len, texts))

    readings = remembered.Remembered(read)
    assert readings.of([b"abc", b"", b"abc"]) == [3, 0, 3]
    assert readings.of([b"abc", b"defg"]) == [3, 4]
    assert readings.of([b"abc", b"defg", b"12345678"]) == [3, 4, 8]
    assert readings.of([b"abc"]) == [3]
    readings.forget()
    assert readings.of([b"abc"]) == [3]
    assert asked == [[b"", b"abc"], [b"defg"], [b"12345678", b"abc", b"defg"], [b"abc"]]


def test_no_messages_and_a_memoryview() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert message_columns(b"", none, none) == {name: [] for name in COLUMNS}
    raw = crlf(INVITE)
    columns = message_columns(memoryview(raw), np.array([0]), np.array([len(raw)]))
    assert columns["call_id"] == ["5d1b6a00-1b25e1aa-33-1404140a@10.10.4.20"] and columns["srtp"] == [True]


@settings(max_examples=1000, deadline=None)
@given(damaged() | st.binary(max_size=200))
def test_columns_equal_the_reference_on_damaged_messages(raw: bytes) -> None:
    assert rows_of(raw, crlf(BUSY), raw) == [
        message_row(read_message(text)) for text in (raw, crlf(BUSY), raw)
    ]


PIECES = st.sampled_from(
    [
        *'"\\<>@;:,? \t\r\x0b\x85éſ',
        *("sip:", "sips:", "tel:", "%41", ":5060", ";tag=", "tag=", ";lr", ";rport", ";branch", "="),
        *("Desk 18", '"Desk, 18" ', "1018", "+49", "10.10.4.20", "[2001:db8::1]"),
        *("a1b2", f"51~{GUID}-33554497", f"51-{GUID.upper()}-8", "z9hG4bK7a1"),
        *("SIP/2.0/TCP ", "SIP / 2.0 / udp ", "SIP/2.0 200", " OK", "OPTIONS", " SIP/2.0"),
        *("101", "102 BYE", "99999999999"),
        *("Q.850", ";cause=16", ";cause=99", "SIP;", 'text="Q.850;cause=3"', "000", ";remote=", "5ad0c7e1"),
        *("+u.sip!devicename.ccm.cisco.com", "+U.SIP!DEVICENAME.CCM.CISCO.COM=", '="SEP0011AABB0001"'),
    ]
)
USUAL = st.sampled_from(
    [
        *(' "Desk, 18" <sip:1018@10.10.4.20>;tag=', f"<sip:1018@h;user=phone>;tag=51~{GUID}-33554497\r"),
        *(
            " sip:10.10.4.20:5060\r",
            "sip:1018@h;tag=a1",
            " SIP/2.0/UDP 10.10.4.20;rport;branch=z9hG4bK7a1;x=y\r",
        ),
        *(
            " 101 INVITE\r",
            "SIP/2.0 200 OK\r",
            "INVITE sip:9898@10.10.4.30:5061 SIP/2.0\r",
            " Q.850;cause=16\r",
        ),
        '<sip:h>;+u.sip!devicename.ccm.cisco.com="SEP0011AABB0001"\r',
    ]
)


@st.composite
def values(draw: st.DrawFn) -> bytes:
    """A usual value with pieces put into it, or pieces alone."""
    text = draw(USUAL | st.just(""))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(PIECES) + text[at + draw(st.integers(0, 2)) :]
    return text.encode()


def reference_start_line(line: bytes) -> tuple[str | int | None, ...]:
    found = read_start_line(line, 0, len(line.rstrip(b" \t\r")))
    if found is None:
        return (None,) * 5
    return (found.label, found.method, found.status, found.reason, found.request_uri)


@settings(max_examples=1500, deadline=None)
@given(st.lists(values(), max_size=4))
def test_each_reading_equals_that_of_the_reference_reader(written: list[bytes]) -> None:
    texts = [value.strip(b" \t\r").decode() for value in written]
    hops = [next(iter(read_vias(text)), None) for text in texts]
    assert header_values.texts(written) == [text or None for text in texts]
    addresses = [read_address(text) if text else None for text in texts]
    assert header_values.parties(written) == list(map(party_row, addresses))
    assert header_values.vias(written) == [(hop and hop.branch, hop and hop.transport) for hop in hops]
    assert header_values.cseqs(written) == list(map(read_cseq, texts))
    assert list(header_values.session_ids(written)) == list(map(read_session_id, texts))
    assert list(header_values.devices(written)) == list(map(read_device_name, texts))
    assert list(header_values.causes(written)) == list(map(read_q850_cause, texts))
    for line, row in zip(written, header_values.start_lines(written), strict=True):
        assert row in ((None,) * 5, reference_start_line(line))


def sip_texts(trace: bytes) -> Iterator[bytes]:
    """Messages of an SDL text: from the ``[n,NET]`` line to the next record, without the last line end."""
    for match in NET.finditer(trace):
        record = RECORD.search(trace, match.end())
        yield trace[match.end() : record.start() if record else len(trace)].removesuffix(b"\n")


def sdl_texts(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            raw = archive.read(member) if "SDL" in member.filename else b""
            yield gzip.GzipFile(fileobj=io.BytesIO(raw)).read() if raw[:2] == b"\x1f\x8b" else raw


def shared_files(folder: str, pattern: str) -> list[Path]:
    return sorted((SHARED / folder).glob(pattern))


@pytest.mark.shared
@pytest.mark.skipif(not shared_files("rtmt", "*.zip"), reason="../shared/traces/rtmt is absent")
@pytest.mark.parametrize("path", shared_files("rtmt", "*.zip"), ids=lambda path: path.stem)
def test_columns_equal_the_reference_on_real_collections(path: Path) -> None:
    messages = [text for trace in sdl_texts(path) for text in sip_texts(trace)]
    references = [read_message(text) for text in messages]
    assert len(messages) > 30
    assert rows_of(*messages) == [message_row(reference) for reference in references]
    assert all(reference.call_id and reference.cseq and reference.vias for reference in references)
    assert [
        reference.weird for reference in references if set(reference.weird) - {"content_length_differs"}
    ] == []


@pytest.mark.shared
@pytest.mark.skipif(not shared_files("excerpts", "*.txt"), reason="../shared/traces/excerpts is absent")
def test_columns_equal_the_reference_on_pasted_excerpts() -> None:
    messages = {
        path.name[:3]: list(sip_texts(path.read_bytes())) for path in shared_files("excerpts", "*.txt")
    }
    for texts in messages.values():
        assert rows_of(*texts) == [message_row(read_message(text)) for text in texts] if texts else True
    for number in ("076", "077", "078"):
        (invite,) = map(read_message, messages[number])
        assert invite.call_id == "94fffc00-57415541-7-cb5f6a0a@10.106.95.203"
        row = dict(zip(COLUMNS, message_row(invite), strict=True))
        assert (row["from_number"], row["to_number"], row["from_ci"]) == ("1018", "9898", 19024196)
        assert (row["via_transport"], row["user_agent"]) == ("TLS", "Cisco-CUCM9.1")
