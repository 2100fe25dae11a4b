"""Reads the candidate records of one plan into columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import Any

from tracekit.family import families
from tracekit.grammar import Plan, Reading
from tracekit.record.index import RecordIndex
from tracekit.record.tolerant import Longs

RAW = "raw"
"""A field of this name is kept as a place in the file, never copied: the text of a SIP message."""

_MARK = b"\n"
_LONGEST_NUMBER = 18  # digits that always fit 64 bits; anything longer is no number of CUCM's


@dataclass
class Readings:
    """What one plan read: which records, their fields as columns, and the problems."""

    records: list[int] = field(default_factory=list)
    fields: dict[str, list[bytes | None]] = field(default_factory=dict)
    items: dict[str, list[list[dict[str, bytes | None]]]] = field(default_factory=dict)
    raw: list[tuple[int, int]] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def read_records(plan: Plan, data: bytes, index: RecordIndex, candidates: Longs) -> Readings:
    """Every candidate through the fast pattern; lark decides where that does not match.

    A record that is claimed by its literal text and refused by both is a problem, with the reason in
    lark's words; one that is not claimed belongs to somebody else.
    """
    done = Readings()
    matches: list[re.Match[bytes]] = []
    late: list[tuple[int, Reading, int]] = []
    fullmatch = plan.regexp.fullmatch
    for record, start, end in _told(plan, data, index, candidates):
        match = fullmatch(data, start, end)
        if match is not None:
            done.records.append(record)
            matches.append(match)
        elif plan.claims(text := data[start:end]):
            reading = families()[plan.family].reference.read(text, plan.kind)
            if reading is None:
                why = families()[plan.family].reference.refusal(text, plan.kind)
                done.problems.append((record, why))
            else:
                late.append((record, reading, end))
    _fill(done, plan, matches)
    for record, reading, end in late:
        _append(done, plan, record, reading, end)
    if late:
        _in_file_order(done)
    return done


def _told(plan: Plan, data: bytes, index: RecordIndex, candidates: Longs) -> Iterable[tuple[int, int, int]]:
    """The candidates that hold the plan's telling text, each with from where to where its own text goes."""
    find, words = data.find, plan.telling
    places = zip(
        candidates.tolist(), index.body[candidates].tolist(), index.text_end[candidates].tolist(), strict=True
    )
    if len(words) == 1:  # nearly always, and worth the special case: this looks at every candidate
        word = words[0]
        return [place for place in places if find(word, place[1], place[2]) >= 0]
    return [place for place in places if not words or any(find(word, *place[1:]) >= 0 for word in words)]


def _fill(done: Readings, plan: Plan, matches: list[re.Match[bytes]]) -> None:
    """All fields of all matches, column by column."""
    names = [group for name, groups in plan.groups.items() if name != RAW for group in groups]
    values: Iterable[Sequence[bytes | None]]
    if len(names) > 1 and matches:
        values = zip(*[match.group(*names) for match in matches], strict=True)
    else:
        values = [[match.group(name) for match in matches] for name in names]
    columns = dict(zip(names, values, strict=False))
    for name, groups in plan.groups.items():
        if name == RAW:
            done.raw = _spans(matches, groups)
        else:
            done.fields[name] = _first_known([columns.get(group, ()) for group in groups])
    for item in plan.items:
        done.items[item.name] = [item.read(match) for match in matches]


def _first_known(columns: Sequence[Sequence[bytes | None]]) -> list[bytes | None]:
    """Of several groups that can fill a field, the one that took part."""
    found = list(columns[0])
    for column in columns[1:]:
        found = [value if value is not None else other for value, other in zip(found, column, strict=True)]
    return found


def _spans(matches: list[re.Match[bytes]], groups: tuple[str, ...]) -> list[tuple[int, int]]:
    """From where to where the raw text goes; where there is none, an empty stretch at the record's end."""
    found = [match.span(groups[0]) for match in matches]
    for group in groups[1:]:
        found = [
            span if span[0] >= 0 else match.span(group) for span, match in zip(found, matches, strict=True)
        ]
    return [
        span if span[0] >= 0 else (match.end(), match.end())
        for span, match in zip(found, matches, strict=True)
    ]


def _append(done: Readings, plan: Plan, record: int, reading: Reading, end: int) -> None:
    """One record that only lark could read; its raw text, if any, goes to the record's end."""
    done.records.append(record)
    for name in plan.groups:
        value = reading.fields.get(name)
        if name == RAW:
            done.raw.append((end - len(value or b""), end))
        else:
            done.fields[name].append(value)
    for item in plan.items:
        done.items[item.name].append(reading.items.get(item.name, []))


def _in_file_order(done: Readings) -> None:
    order = sorted(range(len(done.records)), key=done.records.__getitem__)
    columns: list[list[Any]] = [done.records, done.raw, *done.fields.values(), *done.items.values()]
    for column in columns:
        column[:] = [column[at] for at in order[: len(column)]]


def typed(plan: Plan, readings: Readings) -> dict[str, list[str | int | None]]:
    """The fields as users see them: numbers as int, text decoded, what is absent as null."""
    return {
        name: _numbers(values) if plan.types[name] == "int" else _texts(values)
        for name, values in readings.fields.items()
    }


def typed_items(readings: Readings) -> dict[str, list[list[dict[str, str]]]]:
    """The repeated parts as text; a value that is absent is left out."""
    return {
        name: [[_text_item(item) for item in record] for record in records]
        for name, records in readings.items.items()
    }


def _text_item(item: dict[str, bytes | None]) -> dict[str, str]:
    return dict(starmap(_decoded, ((name, value) for name, value in item.items() if value is not None)))


def _decoded(name: str, value: bytes) -> tuple[str, str]:
    return name, value.decode("utf-8", "replace")


def _numbers(values: list[bytes | None]) -> list[str | int | None]:
    return [int(value) if value is not None and len(value) <= _LONGEST_NUMBER else None for value in values]


def _texts(values: list[bytes | None]) -> list[str | int | None]:
    """Decoded together where that is the same as one by one: when no value is absent or holds the mark."""
    if None not in values:
        together = _MARK.join(values)  # type: ignore[arg-type]
        if together.count(_MARK) == len(values) - 1:
            return list(together.decode("utf-8", "replace").split(_MARK.decode()))
    return [value.decode("utf-8", "replace") if value is not None else None for value in values]
