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

from tracekit.sip import COLUMNS, message_columns, message_row, read_message
from tracekit.sip.columns import _clean_row
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


def test_all_text_columns_of_the_table_are_there_or_left_to_the_correlation() -> None:
    elsewhere = {"message", "node", "epoch", "net_no", "seq", "time", "time_local", "direction", "transport"}
    elsewhere |= {"remote_ip", "remote_port", "conn_idx", "connection", "device", "dialog", "call"}
    elsewhere |= {"ci", "ccb_id", "cluster_guid", "member", "line", "offset", "length"}
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


@pytest.mark.parametrize("text", WHOLE)
def test_whole_messages_need_no_reference_reader(text: str) -> None:
    assert _clean_row(crlf(text), 0, len(crlf(text))) == message_row(read_message(crlf(text)))
    assert _clean_row(lf(text), 0, len(lf(text))) == message_row(read_message(lf(text)))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        head_with("Call-ID", "CALL-ID"),
        head_with("Call-ID", "Call-Id"),
        head_with("Call-ID", "i"),
        head_with("To: ", "To : "),
        head_with(">;tag=51", ">\n ;tag=51"),
        head_with("Date: ", "Cseq: 7 X\nDate: "),
        head_with("Date: ", "no sign here\nDate: "),
        crlf(INVITE).replace(b"\r\n\r\n", b"\r\n"),
        crlf(INVITE)[:300],
        head_with("INVITE sip:9898@10.10.4.30:5061 SIP/2.0\n", "INVITE sip:9898@10.10.4.30:5061 SIP/2.0 "),
    ],
)
def test_what_is_not_clean_goes_to_the_reference_reader(raw: bytes) -> None:
    assert _clean_row(raw, 0, len(raw)) is None
    assert rows_of(raw) == [message_row(read_message(raw))]


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
