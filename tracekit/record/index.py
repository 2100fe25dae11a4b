"""Where the records of a file are: offsets, times, numbers and kinds, as columns.

Input is the text of one file as bytes; output a RecordIndex. Records keep the order of the file: several
threads write, so their numbers go back and forth while the time does not.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tracekit.grammar.plan import Plan
from tracekit.record.header import KINDS, headers, kind_code
from tracekit.record.layout import Layout, fixed_layout
from tracekit.record.tolerant import UNKNOWN, Longs, OddHeaders

Bytes = NDArray[np.uint8]
_CALL_LOG = KINDS.index("call_log")
_APP_INFO = KINDS.index("app_info")
_USUAL_LINE_ENDS = 8
_USUAL_TYPES = 32
"""Looked at for all records together; what goes beyond, as hostile text may, one by one."""
_TIME_WEIGHTS = (36_000_000, 3_600_000, 600_000, 60_000, 10_000, 1_000, 100, 10, 1)
"""Milliseconds that each digit of `hh:mm:ss.mmm` stands for."""


@dataclass(frozen=True)
class RecordIndex:
    """One row a record.

    ``start``/``end``: from the first byte to the first byte of the next record; ``body``: first byte behind
    the header; ``text_end``: ``end`` less the line ends before it; ``line``: from 1; ``ms``: time of day in
    milliseconds, node's clock; ``day``: days since 1970 when the record itself has a date, else -1; ``seq``,
    ``sub``: -1 where the record has none; ``kind``: code in KINDS. ``parsed``, ``continuation``,
    ``unparsed``: bytes, together the whole file.
    """

    start: Longs
    end: Longs
    body: Longs
    line: Longs
    ms: Longs
    day: Longs
    seq: Longs
    sub: Longs
    kind: Longs
    text_end: Longs
    parsed: int
    continuation: int
    unparsed: int

    def __len__(self) -> int:
        return len(self.start)


def index_sdl(data: bytes) -> RecordIndex:
    """Records of an SDL file (CUCM 9 and later), or of text pasted from one.

    A file that starts with FileHead is as CallManager wrote it: records start at line starts. Any other
    text may have lost its line ends, so headers inside lines count too.
    """
    view = np.frombuffer(data, dtype=np.uint8)
    layout = sdl_layout()
    lines = _line_starts(view)
    near, rows = layout.find(view, lines)
    odd = OddHeaders(headers()["sdl"])
    if len(near) and near[0] == 0 and data[28:36] == b"FileHead":
        odd.look(data, _digit_lines(view, lines, near))
    else:
        odd.search(data, lines[near])
    fixed = _fixed_columns(lines[near], rows, layout)
    return _build(view, lines, fixed, near, odd.columns())


@cache
def sdl_layout() -> Layout:
    """The fixed layout of the header that CallManager writes."""
    return fixed_layout(headers()["sdl_fixed"])


def index_dated_sdl(data: bytes) -> RecordIndex:
    """Records of SDL before 9.x, whose header has a date."""
    return _by_pattern(data, headers()["sdl_dated"], None)


def index_sdi(data: bytes) -> RecordIndex:
    """Records of an SDI `ccm.txt` file (8.x and earlier); all of them are text, as AppInfo is later."""
    return _by_pattern(data, headers()["sdi"], _APP_INFO)


def index_call_log(data: bytes) -> RecordIndex:
    """Rows of a calllogs file; editors may have put their own text in front of a row."""
    return _by_pattern(data, headers()["call_log"], _CALL_LOG)


def _by_pattern(data: bytes, plan: Plan, kind: int | None) -> RecordIndex:
    none = np.zeros(0, dtype=np.int64)
    view = np.frombuffer(data, dtype=np.uint8)
    odd = OddHeaders(plan, kind).search(data, none)
    return _build(view, _line_starts(view), {}, none, odd.columns())


def _line_starts(view: Bytes) -> Longs:
    ends = np.flatnonzero(view == 10)
    ends += 1
    return np.concatenate((np.zeros(1, dtype=np.int64), ends))


def _digit_lines(view: Bytes, lines: Longs, near: Longs) -> Longs:
    """Lines that begin with a digit and are not of the fixed layout: a header of another width, or a body."""
    rest = np.ones(len(lines), dtype=bool)
    rest[near] = False
    found = lines[rest]
    found = found[found < len(view)]
    return found[(view[found] - 48) < 10]


def _fixed_columns(start: Longs, rows: Bytes, layout: Layout) -> dict[str, Longs]:
    return {
        "start": start,
        "body": start + layout.width,
        "ms": layout.number(rows, "time", _TIME_WEIGHTS),
        "day": np.full(len(start), UNKNOWN, dtype=np.int64),
        "seq": layout.number(rows, "seq_fixed"),
        "sub": layout.number(rows, "sub"),
        "kind": _fixed_kinds(rows, layout),
    }


def _fixed_kinds(rows: Bytes, layout: Layout) -> Longs:
    """Kinds by the type column; it has a dozen values, so each is looked up once.

    The key holds all of the column but its last byte, a blank in every type known.
    """
    first, last = layout.fields["type_fixed"]
    keys = layout.keys(rows, "type_fixed")
    kinds = np.full(len(keys), UNKNOWN, dtype=np.int64)
    short = rows[:, last - 1] == 32
    left = np.flatnonzero(short)
    for _ in range(_USUAL_TYPES):
        if not len(left):
            break
        same = keys[left] == keys[left[0]]
        kinds[left[same]] = _kind(rows[left[0], first:last])
        left = left[~same]
    for odd in (left, np.flatnonzero(~short)):
        kinds[odd] = [_kind(row) for row in rows[odd, first:last]]
    return kinds


def _kind(type_column: Bytes) -> int:
    return kind_code(type_column.tobytes().decode("latin-1").strip())


def _build(
    view: Bytes, lines: Longs, fixed: dict[str, Longs], near: Longs, odd: dict[str, Longs]
) -> RecordIndex:
    """Puts regular and odd records together in the order of the file."""
    if len(odd["start"]):
        merged = {name: np.concatenate((fixed.get(name, near), odd[name])) for name in odd}
        order = np.argsort(merged["start"], kind="stable")
        merged = {name: column[order] for name, column in merged.items()}
        near = np.searchsorted(lines, merged["start"], side="right") - 1
    else:
        merged = fixed or odd
    start = merged["start"]
    end = np.append(start[1:], len(view)) if len(start) else start
    merged["body"] = _skip_blanks(view, merged["body"], end)
    next_line = np.append(lines[1:], len(view))[near]
    first_line_end = np.minimum(next_line, end)
    return RecordIndex(
        end=end,
        text_end=_text_end(view, merged["body"], end),
        line=near + 1,
        parsed=int((first_line_end - start).sum()),
        continuation=int((end - first_line_end).sum()),
        unparsed=int(start[0]) if len(start) else len(view),
        **merged,
    )


def _text_end(view: Bytes, body: Longs, end: Longs) -> Longs:
    """The end of each record's own text: without the CR and LF bytes that close it."""
    ends = end.copy()
    left = np.flatnonzero(ends > body)
    for _ in range(_USUAL_LINE_ENDS):
        last = view[ends[left] - 1]
        left = left[(last == 10) | (last == 13)]
        ends[left] -= 1
        left = left[ends[left] > body[left]]
    for at in left.tolist():  # a file may end in a megabyte of empty lines
        ends[at] = body[at] + len(view[body[at] : ends[at]].tobytes().rstrip(b"\r\n"))
    return ends


def _skip_blanks(view: Bytes, body: Longs, end: Longs) -> Longs:
    """Pasted text has a blank or two behind the pipe."""
    left = np.flatnonzero(body < end)
    for _ in range(8):
        left = left[view[body[left]] == 32]
        if not len(left):
            break
        body[left] += 1
        left = left[body[left] < end[left]]
    return body
