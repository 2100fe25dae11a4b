"""Where the records of a file are: offsets, times, numbers and kinds, as columns.

Input is the text of one file as bytes; output a RecordIndex. Records keep the order of the file: several
threads write, so their numbers go back and forth while the time does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tracekit.grammar.plan import Plan
from tracekit.record.header import KINDS, headers, kind_code
from tracekit.record.layout import Layout, fixed_layout, kept
from tracekit.record.tolerant import UNKNOWN, Longs, OddHeaders

Bytes = NDArray[np.uint8]
_CALL_LOG = KINDS.index("call_log")
_APP_INFO = KINDS.index("app_info")
_USUAL_LINE_ENDS = 8
"""Looked at for all records together; what goes beyond, as hostile text may, one by one."""
_USUAL_BLANKS = 8
_BLOCK = 1 << 21
"""Bytes of text taken at once: they and their columns stay in the processor's caches."""
_TIME_UNITS = (3_600_000, 60_000, 1_000, 1)
"""Milliseconds that each number of `hh:mm:ss.mmm` stands for."""


@dataclass(frozen=True)
class RecordIndex:
    """One row a record.

    ``start``/``end``: from the first byte to the first byte of the next record; ``body``: first byte behind
    the header; ``line``: from 1; ``ms``: time of day in
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
    parsed: int
    continuation: int
    unparsed: int

    def __len__(self) -> int:
        return len(self.start)


def is_written(data: bytes) -> bool:
    """Whether SDL text is as CallManager wrote it, line by line: it starts with FileHead."""
    return data[28:36] == b"FileHead" and headers()["sdl_fixed"].regexp.match(data) is not None


def index_sdl(data: bytes, written: bool | None = None) -> RecordIndex:
    """Records of an SDL file (CUCM 9 and later), or of text pasted from one.

    ``written``: the data belongs to a file that starts with FileHead, so it is as CallManager wrote it and
    records start at line starts; by default the data's own start tells. Any other text may have lost its
    line ends, so headers inside lines count too.
    """
    view = np.frombuffer(data, dtype=np.uint8)
    lines, near, fixed, others = _fixed_records(view, sdl_layout())
    odd = OddHeaders(headers()["sdl"])
    if is_written(data) if written is None else written:
        odd.look(data, others)
    else:
        odd.search(data, fixed["start"])
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
    lines = np.concatenate(list(_line_starts(view)))
    return _build(view, lines, {}, none, odd.columns())


def _line_starts(view: Bytes) -> Iterator[Longs]:
    """Where lines start, a block of the text at a time; behind the last line feed too."""
    yield np.zeros(1, dtype=np.int64)
    for first in range(0, len(view), _BLOCK):
        ends = np.flatnonzero(view[first : first + _BLOCK] == 10)
        ends += first + 1
        yield ends


def _fixed_records(view: Bytes, layout: Layout) -> tuple[Longs, Longs, dict[str, Longs], Longs]:
    """All line starts; the numbers of the lines that have the fixed header, and their columns; the others
    that begin with a digit: a header of another width, or a body."""
    lines, near, columns, others, count = [], [], [], [], 0
    for starts in _line_starts(view):
        found, read = _fixed_columns(view, starts, layout)
        lines.append(starts)
        near.append(found + count)
        columns.append(read)
        others.append(_digit_lines(view, starts, found))
        count += len(starts)
    joined = {name: np.concatenate([column[name] for column in columns]) for name in columns[0]}
    return np.concatenate(lines), np.concatenate(near), joined, np.concatenate(others)


def _digit_lines(view: Bytes, lines: Longs, near: Longs) -> Longs:
    rest = np.ones(len(lines), dtype=bool)
    rest[near] = False
    found = lines[rest]
    found = found[: int(np.searchsorted(found, len(view)))]
    return found[(view[found] - 48) < 10]


def _fixed_columns(view: Bytes, lines: Longs, layout: Layout) -> tuple[Longs, dict[str, Longs]]:
    near, rows = layout.find(view, lines)
    codes, types = layout.column(rows, "type_fixed")
    known = [UNKNOWN if text is None else kind_code(text.decode("latin-1").strip()) for text in types]
    kinds = np.array(known, dtype=np.int64)[codes]
    good = kinds != UNKNOWN
    near, rows = kept(good, near, rows)
    start = lines[near]
    return near, {
        "start": start,
        "body": _skip_blanks(view, start + layout.width),
        "ms": layout.number(rows, "time", _TIME_UNITS),
        "day": np.full(len(start), UNKNOWN, dtype=np.int64),
        "seq": layout.number(rows, "seq_fixed"),
        "sub": layout.number(rows, "sub"),
        "kind": kinds[good],
    }


def _build(
    view: Bytes, lines: Longs, fixed: dict[str, Longs], near: Longs, odd: dict[str, Longs]
) -> RecordIndex:
    """Puts regular and odd records together in the order of the file."""
    if len(odd["start"]):
        odd["body"] = _skip_blanks(view, odd["body"])
        merged = {name: np.concatenate((fixed.get(name, near), odd[name])) for name in odd}
        order = np.argsort(merged["start"], kind="stable")
        merged = {name: column[order] for name, column in merged.items()}
        near = np.searchsorted(lines, merged["start"], side="right") - 1
    else:
        merged = fixed or odd
    start = merged["start"]
    end = np.append(start[1:], len(view)) if len(start) else start
    next_line = np.append(lines[1:], len(view))[near]
    first_line_end = np.minimum(next_line, end)
    return RecordIndex(
        end=end,
        line=near + 1,
        parsed=int((first_line_end - start).sum()),
        continuation=int((end - first_line_end).sum()),
        unparsed=int(start[0]) if len(start) else len(view),
        **merged,
    )


def text_ends(data: bytes, index: RecordIndex, records: Longs) -> Longs:
    """Where the own text of some records ends: without the CR and LF bytes that close it."""
    view = np.frombuffer(data, dtype=np.uint8)
    body, ends = index.body[records], index.end[records]
    left = np.flatnonzero(ends > body)
    for _ in range(_USUAL_LINE_ENDS):
        last = view[ends[left] - 1]
        left = left[(last == 10) | (last == 13)]
        ends[left] -= 1
        left = left[ends[left] > body[left]]
    for at in left.tolist():  # a file may end in a megabyte of empty lines
        ends[at] = body[at] + len(data[body[at] : ends[at]].rstrip(b"\r\n"))
    return ends


def _skip_blanks(view: Bytes, body: Longs) -> Longs:
    """Pasted text has a blank or two behind the pipe. The next record begins with a digit: none is passed."""
    left = np.flatnonzero(body < len(view))
    for _ in range(_USUAL_BLANKS):
        left = left[view[body[left]] == 32]
        if not len(left):
            break
        body[left] += 1
        left = left[body[left] < len(view)]
    return body
