"""What every family owes, asked of all that the registry finds; a failure names all offenders at once."""

import ast
import importlib
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.grammar.agreement import disagreement
from tests.samples import FAMILIES, TRACES, Sample, family_sample, samples
from tracekit.events.event import Event
from tracekit.family import SHARED, Family, families
from tracekit.grammar import Plan
from tracekit.record.header import KINDS
from tracekit.scan import MemberScan, scan_member

ROOT = FAMILIES.parents[1]
NUMBERS = ("conn_idx", "ci", "ci_a", "ci_b", "ccb_id", "net_no", "remote_port", "local_port", "node")
TEXTS = ("remote_ip", "call_id", "device")
MOST_RULES = 2_000
PLACE = {"record", "seq", "sub", "day", "ms", "line", "offset", "length"}
"""Columns that every family's table has from the scan."""


def test_the_registry_finds_every_grammar() -> None:
    found = {path.stem for path in (ROOT / "grammars").glob("*.lark")}
    assert set(families()) == found - set(SHARED)
    assert len(families()) >= 29


def test_each_has_its_four_files() -> None:
    nobody(
        f"{name}: {path.relative_to(ROOT)} is missing"
        for name in families()
        for path in (
            ROOT / "grammars" / f"{name}.lark",
            ROOT / "tracekit" / "events" / f"{name}.py",
            FAMILIES / f"{name}.txt",
            ROOT / "tests" / "events" / f"test_{name}.py",
        )
        if not path.is_file()
    )


def test_no_file_is_left_without_its_family() -> None:
    tests = (ROOT / "tests" / "events").glob("test_*.py")
    modules = (ROOT / "tracekit" / "events").glob("*.py")
    named = {path.stem for path in FAMILIES.glob("*.txt")} | {
        path.stem.removeprefix("test_") for path in tests
    }
    named |= {path.stem for path in modules if "EVENT = Event(" in path.read_text(encoding="utf-8")}
    nobody(f"{name}: has a file but no grammar" for name in sorted(named - set(families())))


def test_each_grammar_begins_with_a_sentence() -> None:
    nobody(
        f"{name}: {family.sentence!r}"
        for name, family in families().items()
        if not (family.sentence[:1].isupper() and family.sentence.endswith(".") and " " in family.sentence)
    )


def test_each_module_says_what_the_line_means() -> None:
    def lacking(name: str) -> Iterator[str]:
        module = importlib.import_module(f"tracekit.events.{name}")
        if not (module.__doc__ or "").strip():
            yield f"{name}: no docstring"
        if not isinstance(getattr(module, "EVENT", None), Event):
            yield f"{name}: no EVENT"
        elif not module.EVENT.title:
            yield f"{name}: no title"

    nobody(complaint for name in families() for complaint in lacking(name))


def test_each_record_kind_is_one_that_the_index_tells() -> None:
    nobody(f"{plan.family}: {plan.kind}" for plan in plans() if plan.kind not in KINDS[1:])


def test_each_start_is_a_literal_text() -> None:
    nobody(f"{plan.family}, {plan.kind}" for plan in plans() if not plan.anchors or "" in plan.anchors)


def test_each_sample_reads_without_problems() -> None:
    def lacking(name: str) -> Iterator[str]:
        sample, scan = family_sample(name), scanned(name)
        if sample.kind not in TRACES:
            yield f"{name}: its sample is taken for {sample.kind}"
        if name not in scan.events:
            yield f"{name}: its sample gives no row of it"
        for problem in scan.problems:
            yield f"{name}: line {problem['line']}: {problem['reason']}"

    nobody(complaint for name in families() for complaint in lacking(name))


def test_each_way_to_read_a_line_stands_in_a_sample() -> None:
    """A record kind that no sample has is a claim without a proof."""
    texts = [record for name in families() for record in family_sample(name).records()]
    nobody(
        f"{plan.family}, {plan.kind}"
        for plan in plans()
        if not any(kind == plan.kind and plan.match(text) for kind, text in texts)
    )


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_the_fast_reader_and_lark_agree_on_every_record(sample: Sample) -> None:
    by_kind: dict[str, list[bytes]] = defaultdict(list)
    for kind, text in sample.records():
        by_kind[kind].append(text)
    nobody(
        complaint
        for family in families().values()
        for plan in family.plans.values()
        for text in by_kind[plan.kind]
        if begins(plan, text) and (complaint := disagreement(plan, family.reference, text))
    )


@pytest.mark.parametrize(("names", "type_"), [(NUMBERS, "int"), (TEXTS, "text")], ids=["numbers", "texts"])
def test_a_key_column_has_one_type_everywhere(names: tuple[str, ...], type_: str) -> None:
    seen = {(plan.family, name, plan.types[name]) for plan in plans() for name in plan.types if name in names}
    assert {name for _, name, _ in seen} == set(names), "a key column that no family has any more"
    nobody(f"{family}: {name} is {found}" for family, name, found in sorted(seen) if found != type_)


def test_derived_columns_keep_the_agreed_types() -> None:
    wanted = dict.fromkeys(NUMBERS, int) | dict.fromkeys(TEXTS, str)
    nobody(
        f"{name}: {column} holds {value!r}"
        for name in families()
        for column, type_ in wanted.items()
        for value in rows(name).get(column, [])
        if value is not None and not isinstance(value, type_)
    )


def test_every_column_has_its_sentence() -> None:
    """Asked of the scan's own rows, so that derived columns count; the SIP text's columns are its own."""

    def lacking(name: str, family: Family) -> Iterator[str]:
        captured = {field for plan in family.plans.values() for field in plan.groups}
        derived = set(rows(name)) - PLACE if "raw" not in captured else captured
        told = set(family.event.columns)
        yield from (f"{name}: {column} has no sentence" for column in sorted((captured | derived) - told))
        yield from (f"{name}: nothing fills {column}" for column in sorted(told - captured - derived))
        yield from (
            f"{name}: {column} says nothing" for column, words in family.event.columns.items() if not words
        )

    nobody(complaint for name, family in families().items() for complaint in lacking(name, family))


def test_nothing_unknown_is_an_empty_text() -> None:
    nobody(
        f"{name}: {column} is empty in row {row}"
        for name in families()
        for column, values in rows(name).items()
        for row, value in enumerate(values)
        if isinstance(value, str) and value == ""
    )


def test_each_note_uses_only_columns_of_its_family() -> None:
    def unknown(name: str, family: Family) -> Iterator[str]:
        note = family.event.note or ""
        used = {field for _, field, _, _ in string.Formatter().parse(note) if field is not None}
        yield from (f"{name}: {{{field}}}" for field in sorted(used - set(family.columns)))
        note.format(**dict.fromkeys(family.columns, "x"))

    nobody(complaint for name, family in families().items() for complaint in unknown(name, family))


def test_each_refuses_every_other_sample() -> None:
    def taken(name: str) -> Iterator[str]:
        own = {(record, text) for record, text in family_sample(name).records()}
        for other, family in families().items():
            if other == name:
                continue
            for kind, text in own:
                plan = family.plans.get(kind)
                if plan is not None and plan.match(text):
                    yield f"{other} reads a line of {name}: {text[:80]!r}"
                elif plan is not None and plan.claims(text):
                    yield f"{other} claims a line of {name}: {text[:80]!r}"

    nobody(sorted(complaint for name in families() for complaint in taken(name)))


def test_lark_does_not_write_a_grammar_out_too_far() -> None:
    """lark writes every optional part of one rule out, present and absent: 2 to the power of them."""
    sizes = {name: len(family.reference.lark.rules) for name, family in families().items()}
    nobody(f"{name}: {size} rules of lark's" for name, size in sizes.items() if size > MOST_RULES)


def test_families_do_not_know_each_other() -> None:
    """A family is added with four files and no edit, so nothing may import one by name."""
    shared = {"event", "columns"}
    nobody(
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "tracekit").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("tracekit.events.")
        and (node.module or "").rsplit(".", 1)[-1] not in shared
    )


def nobody(complaints: Iterable[str]) -> None:
    found = list(complaints)
    assert not found, f"{len(found)} offenders:\n" + "\n".join(found[:50])


def plans() -> list[Plan]:
    return [plan for family in families().values() for plan in family.plans.values()]


@cache
def scanned(name: str) -> MemberScan:
    sample = family_sample(name)
    return scan_member(sample.name, sample.data, sample.kind)


def rows(name: str) -> dict[str, list[object]]:
    return {column: list(values) for column, values in scanned(name).events.get(name, {}).items()}


def begins(plan: Plan, text: bytes) -> bool:
    return text.startswith(tuple(anchor.encode("latin-1") for anchor in plan.anchors))


def test_the_samples_are_all_here() -> None:
    folders = {Path(sample.name).parts[1].partition("!")[0] for sample in samples()}
    assert {"families", "calls", "broken", "secure_trunk_call.zip"} <= folders
