"""Bytes of trace files, built record by record, and what an index says of them."""

from bisect import bisect_left

import numpy as np

from tracekit.record.header import KINDS
from tracekit.record.index import RecordIndex, text_ends

HEAD = (
    b"00100000.000 |10:00:00.000 |FileHead |UTC:+05:30,Date: 2026/03/02, AppName: CCM, AppId: 100, "
    b"AppNodeId: 3, AppVersion: CUCM Install=11.5.1.10000-6, HostName: cucm-c-pub, "
    b"HostIPAddress: 10.10.97.3, AppStartTime: 2026/03/01 22:15:09, FileNumber: 4, TraceVer: 3.0"
)


def record(
    seq: int, text: str | bytes, time: str = "10:00:01.250", type_: str = "AppInfo", sub: int = 1
) -> bytes:
    """One record as CallManager writes it, without its line end."""
    body = text if isinstance(text, bytes) else text.encode()
    return f"{seq:08}.{sub:03} |{time} |{type_:<9}|".encode() + body


def file(*records: bytes, end: bytes = b"\n") -> bytes:
    return b"".join(line + end for line in records)


def record_texts(data: bytes, index: RecordIndex) -> list[bytes]:
    """What stands behind the header of each record, line ends at its end left out."""
    starts, ends = index.body, text_ends(data, index, np.arange(len(index)))
    return [data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def kinds(index: RecordIndex) -> list[str]:
    return [KINDS[code] for code in index.kind.tolist()]


def assert_accounts_for_every_byte(data: bytes, index: RecordIndex) -> None:
    """Lines that open a record, lines that continue one and all others make the file; records tile it."""
    assert index.parsed + index.continuation + index.unparsed == len(data)
    assert min(index.parsed, index.continuation, index.unparsed) >= 0
    start, end = index.start.tolist(), index.end.tolist()
    assert start == sorted(set(start)), "records start one behind the other"
    assert end == [*start[1:], *[len(data)] * bool(start)], "a record ends where the next one starts"
    assert index.unparsed == (start[0] if start else len(data))
    line_ends = [at for at, byte in enumerate(data) if byte == 10]
    assert index.line.tolist() == [bisect_left(line_ends, at) + 1 for at in start]
    for first, body, last in zip(start, index.body.tolist(), end, strict=True):
        assert first < body <= last
    ends = text_ends(data, index, np.arange(len(index)))
    for body, text_end, last in zip(index.body.tolist(), ends.tolist(), end, strict=True):
        assert body <= text_end <= last
        assert data[text_end:last].strip(b"\r\n") == b""
        assert body == text_end or data[text_end - 1] not in b"\r\n"
    opening = [data[first:last].partition(b"\n") for first, last in zip(start, end, strict=True)]
    assert index.parsed == sum(len(line) + len(line_end) for line, line_end, _ in opening)
