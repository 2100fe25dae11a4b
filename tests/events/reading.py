"""Reads one record of one family the way the program does, for tests that read like transcripts."""

from typing import NamedTuple, Protocol

from tracekit.family import families
from tracekit.grammar import Plan, Reading

Value = str | int | None


class Read(NamedTuple):
    """What one record says: grammar columns, repeated parts, and the columns derived from both."""

    fields: dict[str, Value]
    items: dict[str, list[dict[str, str]]]
    derived: dict[str, Value]


class Reader(Protocol):
    """Reads a record's text (behind the type's bar); raises AssertionError when it is refused."""

    def __call__(self, family: str, kind: str, body: str) -> Read: ...


class Claimer(Protocol):
    """Whether the family claims a record of that kind and text."""

    def __call__(self, family: str, kind: str, body: str) -> bool: ...


def read_line(name: str, kind: str, body: str) -> Read:
    family = families()[name]
    text = body.encode()
    fast, slow = family.plans[kind].read(text), family.reference.read(text, kind)
    assert fast is not None and slow is not None, family.reference.refusal(text, kind)
    assert _without_nulls(fast) == _without_nulls(slow)
    fields = _typed(family.plans[kind], fast)
    items = {
        rule: [{key: value.decode() for key, value in part.items() if value is not None} for part in parts]
        for rule, parts in fast.items.items()
    }
    columns = family.event.derive({key: [value] for key, value in fields.items()}, _one(items))
    return Read(fields, items, {key: values[0] for key, values in columns.items()})


def claims_line(name: str, kind: str, body: str) -> bool:
    family = families()[name]
    return kind in family.plans and family.plans[kind].claims(body.encode())


def _typed(plan: Plan, reading: Reading) -> dict[str, Value]:
    return {
        key: None if value is None else int(value) if plan.types[key] == "int" else value.decode()
        for key, value in reading.fields.items()
    }


def _one(items: dict[str, list[dict[str, str]]]) -> dict[str, list[list[dict[str, str]]]]:
    return {rule: [parts] for rule, parts in items.items()}


def _without_nulls(reading: Reading) -> tuple[dict[str, bytes], dict[str, list[dict[str, bytes]]]]:
    fields = {key: value for key, value in reading.fields.items() if value is not None}
    items = {
        rule: [{key: value for key, value in part.items() if value is not None} for part in parts]
        for rule, parts in reading.items.items()
        if parts
    }
    return fields, items
