"""What the fast path needs to know of one kind of line: data, so that it can be cached."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

FieldType = Literal["int", "text"]


@dataclass(frozen=True)
class Reading:
    """What one record says: a value or null for every field, and the repeated parts in order."""

    fields: Mapping[str, bytes | None]
    items: Mapping[str, list[dict[str, bytes | None]]]


@dataclass(frozen=True)
class Stretch:
    """A stretch of a record that one repetition after the other fills.

    ``span``: the group of the record's pattern that holds it; ``pattern``: one repetition, what stands
    between the parts included; ``marks``: groups one of which takes part when the repetition has the part.
    """

    span: str
    pattern: str
    groups: Mapping[str, tuple[str, ...]]
    marks: tuple[str, ...]

    @cached_property
    def regexp(self) -> re.Pattern[bytes]:
        return re.compile(self.pattern.encode("latin-1"))

    def read(self, record: re.Match[bytes]) -> Iterator[dict[str, bytes | None]]:
        """The parts of one record's match, in the order of the text."""
        at, stop = record.span(self.span)
        if at < 0:
            return
        fields = self.groups.items()
        for found in self.regexp.finditer(record.string, at, record.endpos):
            if at >= stop:
                return
            start, end = found.span()
            if start != at or end == at:  # the record's own pattern went through here
                break
            if any(map(found.group, self.marks)):
                yield {
                    field: found[names[0]] if len(names) == 1 else pick(found, names)
                    for field, names in fields
                }
            at = end
        if at < stop:
            raise AssertionError(f"{self.span} does not repeat at byte {at}")


@dataclass(frozen=True)
class Item:
    """A repeated part, and the stretches of the record that hold it."""

    name: str
    stretches: tuple[Stretch, ...]

    def read(self, record: re.Match[bytes]) -> list[dict[str, bytes | None]]:
        """Every repetition in one record's match, in the order of the text."""
        return [part for stretch in self.stretches for part in stretch.read(record)]


@dataclass(frozen=True)
class Plan:
    """One record kind of one family, compiled from its grammar.

    ``anchors``: every literal text such a record can start with. ``demands``: texts that must all occur
    (one of each group). ``follow``: bytes that can stand behind an anchor. ``groups``: for each
    field the pattern's groups that can fill it. ``types``: column types by field. ``line``: the pattern for
    many texts of one line each, as ``tracekit.grammar.line`` gives it; null where there is none.
    """

    family: str
    kind: str
    anchors: tuple[str, ...]
    follow: tuple[str, ...]
    demands: tuple[tuple[str, ...], ...]
    pattern: str
    groups: Mapping[str, tuple[str, ...]]
    types: Mapping[str, FieldType]
    items: tuple[Item, ...]
    line: str | None = None

    @cached_property
    def regexp(self) -> re.Pattern[bytes]:
        return re.compile(self.pattern.encode("latin-1"))

    @cached_property
    def line_regexp(self) -> re.Pattern[bytes] | None:
        return None if self.line is None else re.compile(self.line.encode("latin-1"))

    @cached_property
    def _claims(self) -> tuple[list[tuple[bytes, bytes]], list[list[bytes]]]:
        starts = [
            (anchor.encode("latin-1"), follow.encode("latin-1"))
            for anchor, follow in zip(self.anchors, self.follow, strict=True)
        ]
        return starts, [[text.encode("latin-1") for text in group] for group in self.demands]

    @cached_property
    def telling(self) -> tuple[bytes, ...]:
        """The demand that tells most beyond how a record starts: one of these texts must occur.

        Kinds that share a beginning (`//SIP/Stack/Transport/…`) are told apart by it with one search. May be
        empty.
        """
        starts, demands = self._claims
        known = [start for start, _ in starts]
        beyond = [group for group in demands if not any(word in start for word in group for start in known)]
        return tuple(max(beyond, key=lambda group: min(map(len, group)), default=()))

    def match(self, text: bytes, start: int = 0, end: int | None = None) -> re.Match[bytes] | None:
        """The fast reader: a match of the whole of ``text[start:end]``, or null."""
        return self.regexp.fullmatch(text, start, len(text) if end is None else end)

    def read(self, text: bytes) -> Reading | None:
        """One record through the fast reader, in the shape the reference reader gives."""
        found = self.match(text)
        if found is None:
            return None
        fields = {field: pick(found, names) for field, names in self.groups.items()}
        return Reading(fields, {item.name: item.read(found) for item in self.items})

    def claims(self, text: bytes) -> bool:
        """Whether a record is of this kind by its literal text, so that failing to read it is a problem."""
        starts, demands = self._claims
        for anchor, follow in starts:
            if text.startswith(anchor) and (not follow or text[len(anchor) : len(anchor) + 1] in follow):
                return all(any(word in text for word in group) for group in demands)
        return False

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> "Plan":
        values = dict(stored)
        values["groups"] = _tuples(values["groups"])
        values["items"] = tuple(
            Item(item["name"], tuple(map(_stretch, item["stretches"]))) for item in values["items"]
        )
        values["demands"] = tuple(tuple(group) for group in values["demands"])
        for name in ("anchors", "follow"):
            values[name] = tuple(values[name])
        return Plan(**values)


def pick(match: re.Match[bytes], names: tuple[str, ...]) -> bytes | None:
    """The value of a field that several groups can fill: the one that took part."""
    for name in names:
        value: bytes | None = match.group(name)
        if value is not None:
            return value
    return None


def _stretch(stored: Mapping[str, Any]) -> Stretch:
    return Stretch(stored["span"], stored["pattern"], _tuples(stored["groups"]), tuple(stored["marks"]))


def _tuples(groups: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {field: tuple(names) for field, names in groups.items()}
