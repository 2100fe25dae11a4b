"""One trace file to columns: its records, what each family read of them, and the accounting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracekit.clock import DAY_MS, Clock
from tracekit.events.event import Fields
from tracekit.family import families
from tracekit.record.column import as_column, concatenated
from tracekit.record.index import (
    RecordIndex,
    index_call_log,
    index_dated_sdl,
    index_sdi,
    index_sdl,
)
from tracekit.record.tolerant import Longs
from tracekit.scan.edge import Edge, lead, tail
from tracekit.scan.facts import cut_end, file_facts, signal_facts
from tracekit.scan.gathered import Places
from tracekit.scan.likeness import Likeness, likeness
from tracekit.scan.reader import Readings, RecordReader, typed, typed_items
from tracekit.scan.sieve import sieve
from tracekit.sip import message_columns

Columns = dict[str, Any]
"""Columns of one length by name: arrays where every value is a number, else ``tracekit.record.column``."""


@dataclass
class MemberScan:
    """What one file holds.

    ``member``: the columns of the members table that the text tells. ``events``: by family, its columns and
    ``record, seq, sub, day, ms, line, offset, length`` (day and time of day by the node's clock);
    messages have ``raw_offset, raw_length`` and the columns of their SIP text too. ``problems``: rows of the
    problems table. ``likeness``: what tells a copy of the file from another one. ``lead``: text at its start
    that may belong to the last record of the file before; ``tail``: its own last record.
    """

    member: dict[str, Any]
    events: dict[str, Columns] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    likeness: Likeness | None = None
    lead: Edge | None = None
    tail: Edge | None = None


def scan_member(name: str, data: bytes, kind: str) -> MemberScan:
    """Reads one file of kind sdl, sdi or calllogs that is in memory as a whole."""
    return scan_records(name, data, kind, index_member(data, kind))


def scan_records(
    name: str, data: bytes, kind: str, index: RecordIndex, before: Mapping[str, Any] | None = None
) -> MemberScan:
    """What the records of a text say; places count in ``data``.

    ``before``: the member row of what precedes it in the same file, when the text is not its beginning.
    """
    scan = MemberScan(_accounting(name, kind, data, index), likeness=likeness(data, index))
    wanted = list(sieve().candidates(data, index))
    reader = RecordReader(data, Places(data, index, [candidates for _, candidates in wanted]))
    readings = {
        (plan.family, plan.kind): (plan, reader.read(plan, candidates)) for plan, candidates in wanted
    }
    clock = _file_head(scan.member, readings) if before is None else _going_on(scan.member, before)
    days = clock.days(index.ms, index.day, None if before is None else before["last_ms"])
    _first_and_last(scan.member, clock, days, index)
    for plan, done in readings.values():
        scan.problems += [_problem(name, plan.family, index, record, why) for record, why in done.problems]
        if not done.records:
            continue
        columns = _event_columns(plan.family, typed(plan, done), done)
        columns |= _record_columns(done, index, days)
        if done.raw:
            columns |= _message_text(data, index, done)
        _add(scan.events, plan.family, columns)
    _facts(scan, data, index, days)
    scan.lead, scan.tail = lead(data, index), tail(data, index)
    if before is not None:
        _nothing_unparsed(scan.member)
    return scan


def index_member(data: bytes, kind: str, written: bool | None = None) -> RecordIndex:
    """The records of a file of kind sdl, sdi or calllogs; ``written``: as ``index_sdl`` takes it."""
    return _index_sdl(data, written) if kind == "sdl" else _INDEXES[kind](data)


def _index_sdl(data: bytes, written: bool | None) -> RecordIndex:
    """Current SDL, or the dated form of 7.x when that reads more of the file."""
    index = index_sdl(data, written)
    if written or index.unparsed < len(data):
        return index
    return index_dated_sdl(data)


SCANNED = ("sdl", "sdi", "calllogs")
"""Kinds of file that hold records."""

_INDEXES: Mapping[str, Callable[[bytes], RecordIndex]] = {
    "sdi": index_sdi,
    "calllogs": index_call_log,
}


def _accounting(name: str, kind: str, data: bytes, index: RecordIndex) -> dict[str, Any]:
    return {
        "member": name,
        "kind": kind,
        "records": len(index),
        "bytes": len(data),
        "bytes_parsed": index.parsed,
        "bytes_continuation": index.continuation,
        "bytes_unparsed": index.unparsed,
    }


def _file_head(member: dict[str, Any], readings: Mapping[tuple[str, str], Any]) -> Clock:
    """Puts what FileHead says into the member's row; gives the file's clock."""
    plan, done = readings.get(("file_head", "file_head"), (None, None))
    if plan is None or not done.records:
        member["node"] = _node_of_signals(readings)
        return Clock()
    head = {name: values[0] for name, values in typed(plan, done).items()}
    clock = Clock.from_file_head(_words(head["date"]), _words(head["utc_offset"]))
    for column, field_ in _FROM_HEAD.items():
        member[column] = head[field_]
    member["utc_offset_minutes"] = clock.offset_minutes
    member["host_ip"] = head["host_ip"]
    return clock


def _going_on(member: dict[str, Any], before: Mapping[str, Any]) -> Clock:
    """The same for text that follows other text of its file."""
    for column in (*_FROM_HEAD, "utc_offset_minutes", "host_ip"):
        member[column] = before.get(column)
    last = before["last_ms"]
    return Clock(None if last is None else last // DAY_MS, member["utc_offset_minutes"])


def _nothing_unparsed(member: dict[str, Any]) -> None:
    """Lines before the first record of a piece continue the last record of the piece before."""
    member["bytes_continuation"] += member["bytes_unparsed"]
    member |= {"bytes_unparsed": 0, "lines_unparsed": 0, "shapes": []}


def _node_of_signals(readings: Mapping[tuple[str, str], Any]) -> int | None:
    """The node that wrote a file without FileHead: the first number of a process that got a signal here."""
    for _, done in sorted(readings.items()):
        fields = done[1].fields
        for state, process in zip(fields.get("state", []), fields.get("destination", []), strict=True):
            if (state or b"").startswith(_SENT_AWAY):
                continue
            node = (process or b"").partition(b"(")[2].partition(b",")[0]
            if node.isdigit() and len(node) <= 3:
                return int(node)
    return None


def _words(value: str | int | None) -> str | None:
    return value if isinstance(value, str) else None


_SENT_AWAY = b"NA RemoteSignal"
"""Stands for the receiver's state on a signal to another node."""

_FROM_HEAD = {
    "node": "node",
    "host": "host",
    "app": "app_name",
    "version": "version",
    "epoch": "epoch",
    "file_number": "file_number",
}


def _first_and_last(member: dict[str, Any], clock: Clock, days: Longs, index: RecordIndex) -> None:
    if len(index):
        ends = np.array([0, len(index) - 1])
        member["first_time"], member["last_time"] = clock.local(days[ends], index.ms[ends])


def _facts(scan: MemberScan, data: bytes, index: RecordIndex, days: Longs) -> None:
    """What the accounting says of the file beside its bytes."""
    scan.member |= file_facts(data, index, days, scan.events)
    if scan.member["kind"] == "sdl":
        scan.member |= signal_facts(data, index)
        written = scan.member.get("epoch") is not None  # else an excerpt, which may end anywhere
        scan.member["cut"] = cut_end(data, index, scan.events) if written else None


def _event_columns(family: str, fields: Fields, done: Readings) -> Columns:
    event = families()[family].event
    found = {**fields, **event.derive(fields, typed_items(done))}
    return {name: as_column(values) for name, values in found.items()}


def _record_columns(done: Readings, index: RecordIndex, days: Longs) -> Columns:
    at = np.array(done.records, dtype=np.int64)
    return {
        "record": at,
        "seq": index.seq[at],
        "sub": index.sub[at],
        "day": days[at],
        "ms": index.ms[at],
        "line": index.line[at],
        "offset": index.start[at],
        "length": index.end[at] - index.start[at],
    }


def _message_text(data: bytes, index: RecordIndex, done: Readings) -> Columns:
    """Where each SIP message stands, and what its text says.

    The message ends with its record, less the one line end that the trace adds; its own trailing blank
    line belongs to it.
    """
    view = np.frombuffer(data, dtype=np.uint8)
    spans = np.array(done.raw, dtype=np.int64)
    offsets, stops = spans[:, 0], spans[:, 1]
    ends = index.end[np.array(done.records, dtype=np.int64)]
    lengths = np.where(offsets == stops, 0, _without_line_end(view, offsets, ends) - offsets)
    return {"raw_offset": offsets, "raw_length": lengths, **message_columns(data, offsets, lengths)}


def _without_line_end(view: NDArray[np.uint8], starts: Longs, ends: Longs) -> Longs:
    """Ends less the trace's own line end, the one before the message too: LF, or CRLF once converted."""
    converted = (starts >= 2) & (view[starts - 1] == 10) & (view[starts - 2] == 13)
    line_feed = (ends > starts) & (view[ends - 1] == 10)
    both = converted & line_feed & (ends - 1 > starts) & (view[ends - 2] == 13)
    shorter: Longs = np.where(converted, 2 * both, line_feed).astype(np.int64)
    return ends - shorter


def _add(events: dict[str, Columns], family: str, columns: Columns) -> None:
    """Two record kinds of one family make one table."""
    before = events.get(family)
    if before is None:
        events[family] = columns
        return
    size, rows = len(before["record"]), len(columns["record"])
    merged = {
        name: together(before.get(name, [None] * size), columns.get(name, [None] * rows))
        for name in dict.fromkeys([*before, *columns])
    }
    order = np.argsort(merged["record"], kind="stable")
    events[family] = only(merged, order)


def together(one: Any, other: Any) -> Any:
    """Two columns as one, the other behind the one."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.concatenate((one, other))
    return concatenated([as_column(one), as_column(other)])


def only(columns: Columns, rows: Longs) -> Columns:
    """The rows of some numbers, in their order."""
    return {
        name: values[rows] if isinstance(values, np.ndarray) else values.take(rows)
        for name, values in columns.items()
    }


def _problem(name: str, family: str, index: RecordIndex, record: int, why: str) -> dict[str, Any]:
    return {
        "member": name,
        "line": int(index.line[record]),
        "family": family,
        "reason": f"looks like {family.replace('_', ' ')} but {why} – kept as text, not in any table",
        "offset": int(index.start[record]),
        "length": int(index.end[record] - index.start[record]),
    }
