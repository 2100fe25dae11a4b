"""What holds for any bytes: nothing is lost or counted twice, and headers are read as the grammar says."""

import re

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis.strategies import SearchStrategy

from tests.record.built import HEAD, assert_accounts_for_every_byte, record
from tests.samples import FAMILIES, Sample, samples
from tracekit.grammar import load_plans
from tracekit.grammar.plan import pick
from tracekit.record.index import index_call_log, index_dated_sdl, index_sdi, index_sdl, sdl_layout
from tracekit.record.layout import kept

INDEXES = (index_sdl, index_dated_sdl, index_sdi, index_call_log)
PLANS = {plan.kind: plan for plan in load_plans(FAMILIES.parents[1] / "grammars" / "record.lark")}
steady = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
PIECES = st.sampled_from(
    [
        b"\n",
        b"\r\n",
        b" ",
        b"|",
        HEAD,
        record(1, "text"),
        record(22, "", type_="SdlSig-O"),
        record(3, "x")[:-3],
        b"1234567890.001 |10:00:00.000 |AppInfo  |wide",
        b"00000002.003|10:00:02.000|AppInfo|squeezed",
        b"00000002.003 |10:00:02.000\n|AppInfo  |wrapped",
        b"000000041| 2008/09/26 14:03:11.520| 002| AppInfo  |  dated",
        b"09/26/2008 14:03:11.520 CCM|sdi",
        b"14:03:11.521 CCM|sdi",
        b"2013/11/04_19:59:21.169|CC|RELEASE|1|2|16",
        b"12345678",
        b"\xef\xbb\xbf",
        b"\x00",
    ]
)
FILES = st.lists(st.one_of(PIECES, st.binary(max_size=6)), max_size=14).map(b"".join)


@steady
@given(FILES)
@example(b"")
@example(HEAD)
def test_every_byte_is_accounted_for(data: bytes) -> None:
    for index_of in INDEXES:
        assert_accounts_for_every_byte(data, index_of(data))


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_byte_of_the_samples_is_accounted_for(sample: Sample) -> None:
    for index_of in INDEXES:
        assert_accounts_for_every_byte(sample.data, index_of(sample.data))


def near_headers() -> SearchStrategy[bytes]:
    """Headers of the fixed layout in which up to three bytes are others."""
    digits = st.integers(0, 99_999_999).map(lambda number: f"{number:08}".encode())
    types = st.from_regex(rb"[A-Za-z][A-Za-z \-]{8}", fullmatch=True)
    good = st.builds(lambda seq, type_: seq + b".001 |23:59:58.120 |" + type_ + b"|", digits, types)
    changes = st.lists(st.tuples(st.integers(0, 36), st.binary(min_size=1, max_size=1)), max_size=3)
    return st.builds(_changed, good, changes)


def _changed(line: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, value in changes:
        line = line[:place] + value + line[place + 1 :]
    return line


@steady
@given(st.lists(near_headers(), min_size=1, max_size=30))
def test_the_layout_is_the_grammars_pattern(lines: list[bytes]) -> None:
    data = b"\n".join(lines) + b"\n" + b" " * 64
    starts = np.flatnonzero(np.frombuffer(b"\n" + data[:-1], dtype=np.uint8) == 10)
    layout, plan = sdl_layout(), PLANS["sdl_fixed"]
    view = np.frombuffer(data, dtype=np.uint8)
    found, rows = layout.find(view, starts)
    codes, types = layout.column(rows, "type_fixed")
    found, rows = kept(np.array([text is not None for text in types], dtype=bool)[codes], found, rows)
    matches = {at: match for at in starts.tolist() if (match := plan.regexp.match(data, at))}
    assert starts[found].tolist() == list(matches)
    for field in ("seq_fixed", "sub"):
        read = [int(pick(match, plan.groups[field]) or b"") for match in matches.values()]
        assert layout.number(rows, field).tolist() == read
    told = [match["type_fixed__1"] for match in matches.values()]
    assert [text for text in (types[code] for code in codes) if text is not None] == told


@steady
@given(near_headers())
def test_a_fixed_header_is_a_header(line: bytes) -> None:
    """Whatever the fixed layout takes, the tolerant pattern takes too, with the same fields.

    But for blanks inside the type, which no type has and a layout byte by byte cannot exclude.
    """
    fixed = PLANS["sdl_fixed"].regexp.match(line)
    if fixed is None or b" " in (type_ := fixed["type_fixed__1"].rstrip(b" ")):
        return
    wide = PLANS["sdl"].regexp.match(line)
    assert wide is not None and wide.end() == fixed.end()
    assert wide["seq__1"] == fixed["seq_fixed__1"]
    assert (wide["sub__1"], wide["time__1"]) == (fixed["sub__1"], fixed["time__1"])
    assert wide["type__1"] == type_


@steady
@given(st.lists(near_headers(), min_size=1, max_size=12))
def test_a_short_file_reads_like_a_long_one(lines: list[bytes]) -> None:
    """The last lines of a file are too close to its end for whole words; they must read all the same."""
    body = HEAD + b"\n" + b"\n".join(lines)
    short, long = index_sdl(body), index_sdl(body + b"\n" + b"x" * 100)
    single = re.compile(rb"[A-Za-z\-]+ *")
    if all(single.fullmatch(line[28:37]) for line in lines):
        assert short.start.tolist() == long.start.tolist()
        assert short.kind.tolist() == long.kind.tolist()
        assert short.seq.tolist() == long.seq.tolist()
        assert short.ms.tolist() == long.ms.tolist()
