"""The fast reader and lark say the same, on made-up lines, damaged lines and damaged samples."""

from contextlib import suppress
from functools import cache

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis.errors import NoSuchExample

from tests.grammar.agreement import disagreement, said
from tests.grammar.lines import damaged, lines
from tests.samples import FAMILIES, family_sample
from tracekit.family import families
from tracekit.grammar import Plan, load_plans
from tracekit.grammar.reference import Reference
from tracekit.grammar.source import Source
from tracekit.grammar.syntax import Node

GRAMMARS = FAMILIES.parents[1] / "grammars"
CASES = [(name, kind) for name, family in families().items() for kind in family.plans]
HEADERS = [("record", plan.kind) for plan in load_plans(GRAMMARS / "record.lark")]

steady = settings(
    max_examples=120,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize(("name", "kind"), CASES + HEADERS, ids=str)
def test_on_lines_made_from_the_grammar(name: str, kind: str) -> None:
    plan, reference = readers(name, kind)

    @steady
    @given(damaged(lines(tree(name, kind))))
    def agree(text: bytes) -> None:
        complaint = disagreement(plan, reference, text)
        assert complaint is None, complaint

    agree()


@pytest.mark.parametrize(("name", "kind"), CASES, ids=str)
def test_on_samples_that_were_damaged(name: str, kind: str) -> None:
    plan, reference = readers(name, kind)
    good = [text for record, text in family_sample(name).records() if record == kind and plan.match(text)]

    @steady
    @given(damaged(st.sampled_from(good)))
    def agree(text: bytes) -> None:
        complaint = disagreement(plan, reference, text)
        assert complaint is None, complaint

    agree()


@pytest.mark.parametrize(("name", "kind"), CASES + HEADERS, ids=str)
def test_made_up_lines_reach_every_field(name: str, kind: str) -> None:
    """The lines above prove nothing about a field that none of them has."""
    plan, _ = readers(name, kind)
    made = lines(tree(name, kind))
    unseen = set(plan.groups) - fields_seen(plan, made)
    assert not unseen, f"{name}, {kind}: no line was made that has {sorted(unseen)}"


@pytest.mark.parametrize(("name", "kind"), CASES, ids=str)
def test_what_lark_reads_begins_as_the_anchors_say(name: str, kind: str) -> None:
    plan, reference = readers(name, kind)

    @settings(steady, max_examples=60)
    @given(damaged(lines(tree(name, kind))))
    def claimed(text: bytes) -> None:
        if reference.read(text, kind) is not None:
            assert plan.claims(text), f"{name}, {kind}: read and not claimed: {text!r}"
            assert not plan.telling or any(word in text for word in plan.telling)

    claimed()


def fields_seen(plan: Plan, made: st.SearchStrategy[bytes]) -> set[str]:
    seen: set[str] = set()

    def fuller(text: bytes) -> bool:
        found = said(plan.read(text))
        seen.update(found[0] if found else ())
        return seen >= set(plan.groups)

    with suppress(NoSuchExample):
        find(made, fuller, settings=settings(steady, max_examples=2000, phases=(Phase.generate,)))
    return seen


@cache
def readers(name: str, kind: str) -> tuple[Plan, Reference]:
    if name in families():
        return families()[name].plans[kind], families()[name].reference
    path = GRAMMARS / f"{name}.lark"
    plans = {plan.kind: plan for plan in load_plans(path)}
    return plans[kind], headers_reference(name, tuple(plans))


@cache
def headers_reference(name: str, kinds: tuple[str, ...]) -> Reference:
    return Reference(GRAMMARS / f"{name}.lark", kinds)


@cache
def tree(name: str, kind: str) -> Node:
    return Source(GRAMMARS / f"{name}.lark").tree(kind)
