"""A folder for made-up grammars, with a cache of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tracekit.grammar import Plan
from tracekit.grammar.loader import compile_file
from tracekit.grammar.reference import Reference

SHARED = """\
_pair: KEY "=" VALUE
KEY: /[a-z]+/
VALUE: /\\d+/
_WS: /\\s+/
"""


class Folder:
    """Grammars in a folder; ``plan`` compiles one whose only start is its record kind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("terminals", SHARED)

    def write(self, name: str, text: str) -> Path:
        path = self.path / f"{name}.lark"
        path.write_text(text, encoding="utf-8")
        return path

    def plan(self, text: str, name: str = "made_up") -> Plan:
        (plan,) = compile_file(self.write(name, text))
        return plan

    def both(self, text: str) -> tuple[Plan, Reference]:
        plan = self.plan(text)
        return plan, Reference(self.path / "made_up.lark", [plan.kind])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setattr(Path, "home", _home(tmp_path))
    grammars = tmp_path / "grammars"
    grammars.mkdir()
    return Folder(grammars)


def _home(path: Path) -> Callable[[], Path]:
    return lambda: path
