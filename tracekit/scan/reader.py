"""Reads the candidate records of one plan into columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from tracekit.family import families
from tracekit.grammar import Plan, Reading
from tracekit.record.tolerant import Longs
from tracekit.scan.gathered import Gathered, Place, Places, gather

RAW = "raw"
"""A field of this name is kept as a place in the file, never copied: the text of a SIP message."""

_MANY = 64
"""Records of one kind in a file from which on the pattern for many lines is worth its compilation."""

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


class RecordReader:
    """Reads the candidates of one plan after the other in one file."""

    def __init__(self, data: bytes, places: Places) -> None:
        self._data = data
        self._places = places
        self._gathered: dict[bytes, Gathered] = {}
        """By their records: kinds that start alike have the same candidates."""

    def read(self, plan: Plan, candidates: Longs) -> Readings:
        """Every candidate through the fast pattern; lark decides where that does not match.

        Texts of one line are read all at once. A record that is claimed by its literal text and refused by
        both readers is a problem, with the reason in lark's words; one that is not claimed belongs to
        somebody else.
        """
        if RAW in plan.groups:  # long texts, of which only the beginning is looked at
            return _one_by_one(plan, self._data, self._places.of(candidates))
        found = self._texts(candidates).holding(plan.telling)
        if len(found.places) < _MANY or plan.line_regexp is None:
            return _one_by_one(plan, self._data, found.places)
        done, left = _by_line(plan, found)
        if done.records and not left:
            return done
        slow = _one_by_one(plan, self._data, left)
        return _joined(done, slow) if done.records else slow

    def _texts(self, candidates: Longs) -> Gathered:
        key = candidates.tobytes()
        if key not in self._gathered:
            self._gathered[key] = gather(self._data, self._places.of(candidates))
        return self._gathered[key]


def _by_line(plan: Plan, found: Gathered) -> tuple[Readings, list[Place]]:
    """What one search reads of all texts of one line, and the records that are left."""
    left: list[Place] = []
    if found.text.count(b"\n") != len(found.texts):
        left = [place for place, text in zip(found.places, found.texts, strict=True) if b"\n" in text]
        found = found.only([row for row, text in enumerate(found.texts) if b"\n" not in text])
    if not found.texts:
        return Readings(), left
    assert plan.line_regexp is not None
    *columns, rests = _columns(plan.line_regexp, found.text)
    if any(rests):
        left += [
            place
            for place, rest in zip(found.places, rests, strict=True)
            if rest and (not plan.telling or any(word in rest for word in plan.telling))
        ]
        good = [not rest for rest in rests]
        columns = [tuple(compress(column, good)) for column in columns]
        found = Gathered(list(compress(found.places, good)), [], b"")
    groups = {name: number - 1 for name, number in plan.line_regexp.groupindex.items()}
    done = Readings([record for record, _, _ in found.places])
    for field_name, names in plan.groups.items():
        done.fields[field_name] = _first_told([columns[groups[name]] for name in names])
    return done, sorted(left)


def _columns(regexp: re.Pattern[bytes], text: bytes) -> list[Sequence[bytes]]:
    """What each group reads of all lines; empty where it takes no part, as no terminal is empty."""
    rows = regexp.findall(text)
    return [rows] if regexp.groups == 1 else list(zip(*rows, strict=True))


def _first_told(columns: list[Sequence[bytes]]) -> list[bytes | None]:
    """Of several groups that can fill a field, the one that took part."""
    first, *others = [column for column in columns if any(column)] or columns[:1]
    if others:
        return [next(filter(None, values), None) for values in zip(first, *others, strict=True)]
    return [value or None for value in first] if b"" in first else list(first)


def _joined(one: Readings, other: Readings) -> Readings:
    """Both, in the order of the file."""
    one.records += other.records
    for name, values in other.fields.items():
        one.fields[name] += values
    one.problems += other.problems
    _in_file_order(one)
    return one


def _one_by_one(plan: Plan, data: bytes, left: list[Place]) -> Readings:
    done = Readings()
    matches: list[re.Match[bytes]] = []
    late: list[tuple[int, Reading, int]] = []
    fullmatch = plan.regexp.fullmatch
    for record, start, end in left:
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
    found, *others = [column for column in columns if any(column)] or columns[:1]
    for column in others:
        found = [value if value is not None else other for value, other in zip(found, column, strict=True)]
    return list(found)


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
    return {name: value.decode("utf-8", "replace") for name, value in item.items() if value is not None}


def _numbers(values: list[bytes | None]) -> list[str | int | None]:
    return [int(value) if value is not None and len(value) <= _LONGEST_NUMBER else None for value in values]


def _texts(values: list[bytes | None]) -> list[str | int | None]:
    """Decoded together where that is the same as one by one: when no value is absent or holds the mark."""
    if None not in values:
        together = _MARK.join(values)  # type: ignore[arg-type]
        if together.count(_MARK) == len(values) - 1:
            return list(together.decode("utf-8", "replace").split(_MARK.decode()))
    return [value.decode("utf-8", "replace") if value is not None else None for value in values]
