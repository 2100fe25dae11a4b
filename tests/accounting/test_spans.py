"""Every byte of a file is in one span, whatever the file holds."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.mutate import mutate
from tests.samples import samples
from tracekit.accounting import spans
from tracekit.scan import scan_member

KINDS = ("sdl", "sdi", "calllogs")
BYTES_OF = {"parsed": "bytes_parsed", "continuation": "bytes_continuation", "unparsed": "bytes_unparsed"}
PIECES = [
    b"00100001.000 |10:00:01.250 |SdlSig   |TimerInd |wait |Cc(1,100,220,1) |Timer(1,100,3,1) |* |[R:] x\n",
    b"00100002.001 |10:00:01.251 |AppInfo  |text\n", b"0100000002.001 |10:00:01.252 |AppInfo |wide\r\n",
    b"00100003.001 |10:00:0", b"2026/03/02 10:01:10.100|CC|SETUP|16777299|16777300|1018|9898|9898\n",
    b"10:00:02.000 CCM|Digit analysis: potentialMatches=x|<CT::1,100,1,1.1>\n",
    b"001853112| 2008/09/26 11:50:39.687| 001| AppInfo   |      ||||| old\n",
    b"|CallingPartyNumber=1018\n", b"INVITE sip:1@10.10.1.1 SIP/2.0\r\n\r\n", b"\n", b"\r\n", b"\r",
    b"\x00\xff", b"|",
]  # fmt: skip


def assert_covers(data: bytes, kind: str, *, scanned: bool = False) -> None:
    found = spans(data, kind)
    assert b"".join(data[span.start : span.end] for span in found) == data
    assert [span.start for span in found] == [0, *(span.end for span in found)][: len(found)]
    assert all(span.start < span.end and span.kind in BYTES_OF for span in found)
    parsed = [span for span in found if span.kind == "parsed"]
    assert all(data.find(b"\n", span.start, span.end - 1) < 0 for span in parsed), "one line each"
    if scanned:
        member = scan_member("a.txt", data, kind).member
        sums = dict.fromkeys(BYTES_OF.values(), 0)
        for span in found:
            sums[BYTES_OF[span.kind]] += span.end - span.start
        assert sums == {column: member[column] for column in sums}
        assert len(parsed) == member["records"]


@given(st.binary(max_size=400), st.sampled_from(KINDS))
def test_spans_of_any_bytes(data: bytes, kind: str) -> None:
    assert_covers(data, kind, scanned=True)


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=12), st.sampled_from(KINDS))
def test_spans_of_pieces_of_traces(pieces: list[bytes], kind: str) -> None:
    assert_covers(b"".join(pieces), kind, scanned=True)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_spans_of_the_samples_whole_and_damaged(sample: object) -> None:
    data, kind = sample.data, sample.kind  # type: ignore[attr-defined]
    assert_covers(data, kind, scanned=True)
    chance = random.Random(len(data))
    for _ in range(5):
        assert_covers(mutate(data[:20_000], chance, b"".join(PIECES)), kind)


def test_spans_by_hand() -> None:
    tail, head, more = b"a=rtpmap:0\r\n", PIECES[1], b"one\ntwo\n"
    first, second = len(tail), len(tail + head)
    data = tail + head + more + head
    assert [tuple(span) for span in spans(data, "sdl")] == [
        ("unparsed", 0, first),
        ("parsed", first, second),
        ("continuation", second, second + len(more)),
        ("parsed", second + len(more), len(data)),
    ]


def test_a_file_without_records_is_unparsed() -> None:
    assert [tuple(span) for span in spans(b"a picture\n", "other")] == [("unparsed", 0, 10)]
    assert spans(b"", "sdl") == []
