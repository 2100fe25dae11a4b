"""The families of trace lines, discovered from the grammars folder.

A family is four files with one name: its grammar, its meaning in ``tracekit.events``, its sample and its
test. Nothing lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tracekit.events.event import Event
from tracekit.grammar import Plan, load_plans
from tracekit.resources import grammars_folder

if TYPE_CHECKING:
    from tracekit.grammar.reference import Reference

SHARED = ("terminals", "record")
"""Grammar files that are not families: shared terminals, and the header of a record."""


@dataclass(frozen=True)
class Family:
    """One kind of trace line, with its fast reader, its reference reader and its meaning."""

    name: str
    path: Path
    plans: Mapping[str, Plan]

    @cached_property
    def sentence(self) -> str:
        """What the line is: the first line of its grammar."""
        first = self.path.read_text(encoding="utf-8").partition("\n")[0]
        return first.removeprefix("//").strip()

    @cached_property
    def event(self) -> Event:
        """What its records mean."""
        event = import_module(f"tracekit.events.{self.name}").EVENT
        assert isinstance(event, Event)
        return event

    @cached_property
    def reference(self) -> "Reference":
        """lark's reader of the same grammar; a start with cached plans does without lark until here."""
        from tracekit.grammar.reference import Reference

        return Reference(self.path, list(self.plans))

    @property
    def columns(self) -> list[str]:
        """Every column of its table: what the grammar captures, then what the meaning derives."""
        captured = [field for plan in self.plans.values() for field in plan.groups]
        return list(dict.fromkeys([*captured, *self.event.columns]))


@cache
def families() -> Mapping[str, Family]:
    """Every family by name, in the order of the names."""
    folder = grammars_folder()
    shared = tuple(folder / f"{name}.lark" for name in SHARED if (folder / f"{name}.lark").exists())
    found = {}
    for path in sorted(folder.glob("*.lark")):
        if path.stem not in SHARED:
            plans = {plan.kind: plan for plan in load_plans(path, shared)}
            found[path.stem] = Family(path.stem, path, plans)
    return found
