"""No compiled pattern can take exponential time, shown from its shape and not by a clock.

A repetition without a limit may hold another one only where the text alone tells when a round ends: inside
an atomic or possessive group, or where the next round cannot begin with what the inner one could still take.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from re import _constants as sre
from re import _parser
from typing import Any

import pytest

from tests.samples import FAMILIES
from tracekit.family import families
from tracekit.grammar import load_plans
from tracekit.grammar.charset import _collect, _first

GRAMMARS = FAMILIES.parents[1] / "grammars"
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)


def patterns() -> Iterator[tuple[str, str]]:
    plans = [plan for family in families().values() for plan in family.plans.values()]
    for plan in [*plans, *load_plans(GRAMMARS / "record.lark")]:
        yield f"{plan.family}, {plan.kind}", plan.pattern
        for item in plan.items:
            for stretch in item.stretches:
                yield f"{plan.family}, {plan.kind}, {item.name}", stretch.pattern


def test_no_repetition_can_be_split_in_two_ways() -> None:
    found = [f"{name}: {why}" for name, pattern in patterns() for why in ambiguities(pattern)]
    assert not found, "\n".join(found)


def test_no_place_looks_through_blanks_from_each_of_them() -> None:
    """`.*?(?=\\s*x)` reads a long row of blanks once for each blank: a megabyte of them takes minutes."""
    found = {f"{name}: {why}" for name, pattern in patterns() for why in rescans(pattern)}
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize(
    "pattern",
    [r"(?:a+)*b", r"(?:\w+\s?)*x", r"(?>(?:a+|b)*)c", r"((?:ab*)*)+", r"(?:a|(?:a+b?))*", r"(?=(?:x+)+y)"],
)
def test_what_can_be_split_is_found(pattern: str) -> None:
    assert list(ambiguities(pattern))


@pytest.mark.parametrize(
    "pattern", [r"(?:(?>a+))*b", r"(?:,\w+)*", r"(?: +\w+)*=", r"a+b*c+", r"(?:a++)*", r"(?:x{1,3})*"]
)
def test_what_cannot_be_split_is_not(pattern: str) -> None:
    assert not list(ambiguities(pattern))


@pytest.mark.parametrize("pattern", [r".*?(?=\s*x)", r"[^\n]+?(?=\s+Key=)", r"\d+(?=[ \t]*\|?[ \t\r]*\n)"])
def test_what_is_read_again_is_found(pattern: str) -> None:
    assert list(rescans(pattern))


@pytest.mark.parametrize(
    "pattern", [r"(?:.*?\S)??(?=\s*x)", r".*?(?=,\s*x)", r"[^\s]+?(?=\s+x)", r"\s*(?=\d)"]
)
def test_what_is_read_once_is_not(pattern: str) -> None:
    assert not list(rescans(pattern))


def ambiguities(pattern: str) -> Iterator[str]:
    yield from _ambiguous(_parser.parse(pattern, re.ASCII))


def _ambiguous(parsed: Any) -> Iterator[str]:
    for op, value in parsed:
        if op in REPEATS and value[1] is sre.MAXREPEAT:
            for inner in _trailing(value[2]):
                if holds(inner) & starts(value[2]):
                    yield f"repeats {shown(value[2])}, which can end in a repetition of {shown(inner)}"
        for body in _bodies(op, value):
            yield from _ambiguous(body)


def _trailing(parsed: Any) -> Iterator[Any]:
    """Bodies of unbounded repetitions that one round can end with and give back from."""
    for op, value in reversed(list(parsed)):
        if op in REPEATS and value[1] is sre.MAXREPEAT:
            yield value[2]
        if op not in (sre.ATOMIC_GROUP, sre.POSSESSIVE_REPEAT, sre.ASSERT, sre.ASSERT_NOT):
            for body in _bodies(op, value):
                yield from _trailing(body)
        if not _can_be_empty(op, value):
            return


def rescans(pattern: str) -> Iterator[str]:
    yield from _rescans(_parser.parse(pattern, re.ASCII))


def _rescans(parsed: Any) -> Iterator[str]:
    elements = list(parsed)
    for (op, value), (next_op, ahead) in pairwise(elements):
        if next_op is sre.ASSERT and op is sre.MIN_REPEAT and value[1] is sre.MAXREPEAT:
            for body in _leading_repeats(ahead[1]):
                if holds(body) & holds(value[2]):
                    yield f"lazily {shown(value[2])} before a lookahead that starts with {shown(body)}"
    windows = zip(elements, elements[1:], elements[2:], elements[3:], strict=False)
    for (op, value), (_, between), (last_op, last), _ in windows:  # what comes fourth can fail
        both = op is last_op is sre.MAX_REPEAT and value[1] is last[1] is sre.MAXREPEAT
        if both and _optional(between) and holds(value[2]) & holds(last[2]):
            yield f"{shown(value[2])} and {shown(last[2])} with nothing sure between them"
    for op, value in elements:
        for body in _bodies(op, value):
            yield from _rescans(body)


def _leading_repeats(parsed: Any) -> Iterator[Any]:
    for op, value in parsed:
        if op in REPEATS and value[1] is sre.MAXREPEAT:
            yield value[2]
        elif op in (sre.SUBPATTERN, sre.BRANCH, sre.ATOMIC_GROUP):
            for body in _bodies(op, value):
                yield from _leading_repeats(body)
        return


def _optional(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 3 and value[0] == 0


def _can_be_empty(op: Any, value: Any) -> bool:
    if op in (*REPEATS, sre.POSSESSIVE_REPEAT):
        return value[0] == 0 or all(_can_be_empty(*element) for element in value[2])
    if op is sre.BRANCH:
        return any(all(_can_be_empty(*element) for element in body) for body in value[1])
    if op in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
        (body,) = _bodies(op, value)
        return all(_can_be_empty(*element) for element in body)
    return op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT)


def _bodies(op: Any, value: Any) -> list[Any]:
    if op in (*REPEATS, sre.POSSESSIVE_REPEAT):
        return [value[2]]
    if op is sre.SUBPATTERN:
        return [value[3]]
    if op is sre.BRANCH:
        return list(value[1])
    if op is sre.ATOMIC_GROUP:
        return [value]
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return []


def starts(parsed: Any) -> frozenset[int]:
    return _first(parsed, re.ASCII)[0]


def holds(parsed: Any) -> frozenset[int]:
    found: set[int] = set()
    _collect(parsed, re.ASCII, found)
    return frozenset(found)


def shown(parsed: Any) -> str:
    """Enough of a part to find it in its grammar."""
    chars = sorted(holds(parsed))
    some = bytes(chars if len(chars) < 9 else [*chars[:4], *chars[-4:]])
    return f"{some!r} ({len(chars)} bytes)"
