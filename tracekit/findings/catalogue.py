"""The checks, discovered from the modules of ``tracekit.findings.checks``; nothing lists them."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from tracekit.findings import checks as folder
from tracekit.findings.finding import Finding, Frames, Severity


@dataclass(frozen=True)
class Check:
    """One check: what its module says of itself, and its function ``check``."""

    slug: str
    severity: Severity
    title: str
    """the finding in a line, without what it is about"""
    help: str
    """what it looks for and where that is written: the module's docstring"""
    why: str
    """why it matters"""
    fix: str
    """what to do"""
    check: Callable[[Frames, Frames], Iterable[Finding]]
    """from the tables and the events of the families"""

    @property
    def sentence(self) -> str:
        """What it looks for, in a line."""
        return self.help.partition("\n\n")[0].replace("\n", " ")


@cache
def checks() -> Mapping[str, Check]:
    """Every check by its slug, in the order of the slugs."""
    found = (_check(module.name) for module in pkgutil.iter_modules(folder.__path__))
    return {check.slug: check for check in sorted(found, key=lambda check: check.slug)}


def _check(name: str) -> Check:
    module = import_module(f"{folder.__name__}.{name}")
    return Check(
        module.SLUG,
        module.SEVERITY,
        module.TITLE,
        inspect.cleandoc(module.__doc__ or ""),
        module.WHY,
        module.FIX,
        module.check,
    )
