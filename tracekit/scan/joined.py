"""Columns of several pieces of one file → columns of the file."""

from dataclasses import replace
from typing import Any

import numpy as np

from tracekit.scan.edge import Edge
from tracekit.scan.facts import LONGEST_SILENCE_MS
from tracekit.scan.likeness import after
from tracekit.scan.member import Columns, MemberScan, only, together
from tracekit.scan.shapes import merged_shapes

_ADDED = (
    "records", "bytes", "bytes_parsed", "bytes_continuation", "bytes_unparsed", "lines_unparsed",
    "messages", "signals", "flags_overridden", "statistics", "file_numbers",
)  # fmt: skip
_LAST = ("last_time", "last_ms")


def joined(one: MemberScan, other: MemberScan) -> MemberScan:
    """Two pieces that follow each other as one; places of the second count in the whole file already."""
    events = dict(one.events)
    for family, columns in other.events.items():
        moved = {**columns, "record": columns["record"] + one.member["records"]}
        events[family] = _after(events[family], moved) if family in events else moved
    return MemberScan(
        _member(one.member, other.member),
        events,
        one.problems + other.problems,
        after(one.likeness, other.likeness),
        one.lead,
        other.tail,
    )


def placed(scan: MemberScan, offset: int, line: int) -> MemberScan:
    """The scan of a piece with its places counted in the whole file; ``line``: number of its first."""
    for columns in scan.events.values():
        columns["line"] = columns["line"] + (line - 1)
        for name in ("offset", "raw_offset"):
            if name in columns:
                columns[name] = columns[name] + offset
    for problem in scan.problems:
        problem["line"] += line - 1
        problem["offset"] += offset
    scan.lead, scan.tail = _moved(scan.lead, offset, line), _moved(scan.tail, offset, line)
    return scan


def _moved(edge: Edge | None, offset: int, line: int) -> Edge | None:
    return edge and Edge(edge.text, edge.offset + offset, edge.line + line - 1)


def with_last_record(scan: MemberScan, record: MemberScan) -> MemberScan:
    """The scan with its last record read anew from more text; ``record``: the scan of that record alone."""
    last = scan.member["records"] - 1
    events = {}
    for family in dict.fromkeys([*scan.events, *record.events]):
        kept = scan.events.get(family)
        if kept is not None:
            kept = only(kept, np.flatnonzero(kept["record"] != last))
        if family in record.events:
            own = {**record.events[family], "record": record.events[family]["record"] + last}
            kept = own if kept is None else _after(kept, own)
        if kept is not None and len(kept["record"]):
            events[family] = kept
    start = scan.tail.offset if scan.tail is not None else None
    problems = [problem for problem in scan.problems if problem["offset"] != start] + record.problems
    member = {**scan.member, "cut": None}
    return replace(scan, member=member, events=events, problems=problems)


def _after(one: Columns, other: Columns) -> Columns:
    sizes = len(one["record"]), len(other["record"])
    return {
        name: together(one.get(name, [None] * sizes[0]), other.get(name, [None] * sizes[1]))
        for name in dict.fromkeys([*one, *other])
    }


def _member(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What is counted is added, what is first stays, what is last is the other's."""
    member = one | {name: one[name] + other[name] for name in _ADDED if name in one}
    member |= {name: other[name] for name in _LAST if other.get(name) is not None}
    member |= {name: value for name, value in other.items() if member.get(name) is None}
    member["shapes"] = merged_shapes([*one["shapes"], *other["shapes"]])
    member["silences"] = [*one["silences"], *_between(one, other), *other["silences"]]
    if "remote_nodes" in one:
        nodes = {*one["remote_nodes"], *other["remote_nodes"]}
        counts = [one["remote_nodes"], other["remote_nodes"]]
        member["remote_nodes"] = {node: sum(count.get(node, 0) for count in counts) for node in sorted(nodes)}
        member["cut"] = other["cut"]
    ends = [end for end in (one["last_seq"], other["last_seq"]) if end is not None]
    member["last_seq"] = max(ends, default=None)
    return member


def _between(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[int, int]]:
    last, first = one["last_ms"], other["first_ms"]
    quiet = last is not None and first is not None and first - last > LONGEST_SILENCE_MS
    return [(last, first)] if quiet else []
