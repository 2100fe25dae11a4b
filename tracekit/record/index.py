"""Where the records of a file are: offsets, times, numbers and kinds, as columns.

Input is the text of one file as bytes; output a RecordIndex. Records keep the order of the file: several
threads write, so their numbers go back and forth while the time does not.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracekit.grammar.plan import Plan
from tracekit.record.header import KINDS, headers, kind_code
from tracekit.record.layout import Layout, words_at

Longs = NDArray[np.int64]
UNKNOWN = -1
_CALL_LOG = KINDS.index("call_log")
_APP_INFO = KINDS.index("app_info")


@dataclass(frozen=True)
class RecordIndex:
    """One row a record.

    ``start``/``end``: from the first byte to the first byte of the next record; ``body``: first byte behind
    the header; ``line``: from 1; ``ms``: time of day in milliseconds, node's clock; ``day``: days since
    1970 when the record itself has a date, else -1; ``seq``, ``sub``: -1 where the record has none;
    ``kind``: code in KINDS. ``parsed``, ``continuation``, ``unparsed``: bytes, together the whole file.
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

    def texts(self, data: bytes, records: Longs) -> tuple[Longs, Longs]:
        """From where to where each record's own text goes, line ends at its end left out."""
        view = np.frombuffer(data, dtype=np.uint8)
        starts, ends = self.body[records], self.end[records]
        open_ = np.flatnonzero(ends > starts)
        while len(open_):
            last = view[ends[open_] - 1]
            open_ = open_[(last == 10) | (last == 13)]
            ends[open_] -= 1
            open_ = open_[ends[open_] > starts[open_]]
        return starts, ends


def index_sdl(data: bytes) -> RecordIndex:
    """Records of an SDL file (CUCM 9 and later), or of text pasted from one.

    A file that starts with FileHead is as CallManager wrote it: records start at line starts. Any other
    text may have lost its line ends, so headers inside lines count too.
    """
    view = np.frombuffer(data, dtype=np.uint8)
    layout = headers().layout
    lines = _line_starts(view)
    fixed = layout.matches(view, lines)
    pasted = not (len(fixed) and fixed[0] == 0 and data[28:36] == b"FileHead")
    odd = _odd_headers(data, lines, fixed, pasted)
    return _build(data, view, lines, fixed, odd, layout)


def index_dated_sdl(data: bytes) -> RecordIndex:
    """Records of SDL before 9.x, whose header has a date."""
    return _by_pattern(data, headers().sdl_dated, None)


def index_sdi(data: bytes) -> RecordIndex:
    """Records of an SDI `ccm.txt` file (8.x and earlier); all of them are text, as AppInfo is later."""
    return _by_pattern(data, headers().sdi, _APP_INFO)


def index_call_log(data: bytes) -> RecordIndex:
    """Rows of a calllogs file; editors may have put their own text in front of a row."""
    return _by_pattern(data, headers().call_log, _CALL_LOG)


def _line_starts(view: NDArray[np.uint8]) -> Longs:
    ends = np.flatnonzero(view == 10)
    return np.concatenate((np.zeros(1, dtype=np.int64), ends + 1))


@dataclass
class _Odd:
    """Records whose header is not of the fixed layout: one entry each, as lists."""

    start: list[int]
    body: list[int]
    ms: list[int]
    day: list[int]
    seq: list[int]
    sub: list[int]
    kind: list[int]


def _odd_headers(data: bytes, lines: Longs, fixed: Longs, pasted: bool) -> _Odd:
    """Headers that squeezed, wrapped or glued text has; few, or the text is a paste."""
    plan = headers().sdl
    odd = _Odd([], [], [], [], [], [], [])
    taken = set(fixed.tolist())
    if pasted:
        found = list(plan.regexp.finditer(data))
    else:
        rest = np.setdiff1d(lines, fixed, assume_unique=True)
        digit = rest[rest < len(data)]
        digit = digit[(np.frombuffer(data, dtype=np.uint8)[digit] - 48) < 10]
        found = [match for match in (plan.regexp.match(data, at) for at in digit.tolist()) if match]
    for match in found:
        if match.start() not in taken:
            _add(odd, match, plan, None)
    return odd


def _add(odd: _Odd, match: re.Match[bytes], plan: Plan, kind: int | None) -> None:
    got = {field: match.group(names[0]) for field, names in plan.groups.items()}
    odd.start.append(match.start())
    odd.body.append(match.end())
    odd.ms.append(_milliseconds(got["time"]))
    odd.day.append(_day(got.get("date"), got.get("date_sdi")))
    odd.seq.append(int(got.get("seq") or UNKNOWN))
    odd.sub.append(int(got.get("sub") or UNKNOWN))
    odd.kind.append(kind if kind is not None else kind_code(got["type"].decode("latin-1")))


def _milliseconds(time: bytes) -> int:
    return (int(time[:2]) * 60 + int(time[3:5])) * 60_000 + int(time[6:8]) * 1000 + int(time[9:12])


def _day(date: bytes | None, american: bytes | None) -> int:
    """Days since 1970 of `2008/09/26` or `09/26/2008`; -1 for none, or for a day that does not exist."""
    if american is not None:
        date = american[6:] + b"/" + american[:5]
    if date is None:
        return UNKNOWN
    try:
        return int(np.datetime64(date.decode("latin-1").replace("/", "-"), "D").astype(np.int64))
    except ValueError:
        return UNKNOWN


def _by_pattern(data: bytes, plan: Plan, kind: int | None) -> RecordIndex:
    odd = _Odd([], [], [], [], [], [], [])
    for match in plan.regexp.finditer(data):
        _add(odd, match, plan, kind)
    view = np.frombuffer(data, dtype=np.uint8)
    return _build(data, view, _line_starts(view), np.zeros(0, dtype=np.int64), odd, headers().layout)


def _build(
    data: bytes, view: NDArray[np.uint8], lines: Longs, fixed: Longs, odd: _Odd, layout: Layout
) -> RecordIndex:
    """Puts regular and odd records together in the order of the file."""
    columns = {
        "start": (fixed, odd.start),
        "body": (fixed + layout.width, odd.body),
        "ms": (_fixed_ms(view, fixed, layout), odd.ms),
        "day": (np.full(len(fixed), UNKNOWN, dtype=np.int64), odd.day),
        "seq": (layout.number(view, fixed, "seq_fixed"), odd.seq),
        "sub": (layout.number(view, fixed, "sub"), odd.sub),
        "kind": (_fixed_kinds(data, view, fixed, layout), odd.kind),
    }
    merged = {name: np.concatenate((a, np.array(b, dtype=np.int64))) for name, (a, b) in columns.items()}
    if odd.start:
        order = np.argsort(merged["start"], kind="stable")
        merged = {name: column[order] for name, column in merged.items()}
    start = merged["start"]
    end = np.append(start[1:], len(data)) if len(start) else start
    merged["body"] = _skip_blanks(view, merged["body"], end)
    first_line_end = np.minimum(_next(lines, start, len(data)), end)
    return RecordIndex(
        end=end,
        line=np.searchsorted(lines, start, side="right").astype(np.int64),
        parsed=int((first_line_end - start).sum()),
        continuation=int((end - first_line_end).sum()),
        unparsed=int(start[0]) if len(start) else len(data),
        **merged,
    )


def _next(lines: Longs, positions: Longs, size: int) -> Longs:
    """The start of the line behind each position."""
    bounded = np.append(lines, size)
    return bounded[np.minimum(np.searchsorted(lines, positions, side="right"), len(lines))]


def _skip_blanks(view: NDArray[np.uint8], body: Longs, end: Longs) -> Longs:
    for _ in range(8):  # pasted text has a blank or two behind the pipe
        blank = (body < end) & (view[np.minimum(body, len(view) - 1)] == 32) if len(view) else body < end
        if not blank.any():
            break
        body = body + blank
    return body


def _fixed_ms(view: NDArray[np.uint8], fixed: Longs, layout: Layout) -> Longs:
    """`hh:mm:ss.mmm` read as one run of digits, then taken apart."""
    clock = layout.number(view, fixed, "time")
    hours, minutes, seconds = clock // 10_000_000, clock // 100_000 % 100, clock // 1000 % 100
    return (hours * 60 + minutes) * 60_000 + seconds * 1000 + clock % 1000


def _fixed_kinds(data: bytes, view: NDArray[np.uint8], fixed: Longs, layout: Layout) -> Longs:
    first, last = layout.fields["type_fixed"]
    keys, where, which = np.unique(words_at(view, fixed + first), return_index=True, return_inverse=True)
    codes = [kind_code(data[int(fixed[i]) + first : int(fixed[i]) + last].decode("latin-1").strip()) for i in where]
    return np.array(codes, dtype=np.int64)[which] if len(keys) else np.zeros(0, dtype=np.int64)
