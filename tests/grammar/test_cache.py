"""Plans are kept by what they depend on; a cache that is damaged or cannot be written changes nothing."""

import json
from pathlib import Path

import pytest

from tests.grammar.conftest import Folder
from tracekit.grammar import load_plans, loader
from tracekit.grammar.loader import cache_folder, compile_file

GRAMMAR = (
    'app_info: "x" pair* _end?\npair: "," _pair\n_end: ";" REST\nREST: /.+/s\n%import .terminals (_pair)\n'
)


def kept() -> list[Path]:
    folder = cache_folder()
    assert folder is not None
    return sorted(folder.glob("*"))


@pytest.fixture
def grammar(folder: Folder) -> Path:
    return folder.write("made_up", GRAMMAR)


def test_the_second_load_compiles_nothing(grammar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_plans(grammar)
    monkeypatch.setattr(loader, "compile_file", lambda path: pytest.fail("compiled again"))
    assert load_plans(grammar) == first
    assert [path.suffix for path in kept()] == [".json"]


def test_what_is_read_back_is_what_was_compiled(grammar: Path) -> None:
    load_plans(grammar)
    (plan,), (compiled,) = load_plans(grammar), compile_file(grammar)
    assert plan == compiled
    assert plan.read(b"x,a=1,b=2;z") == compiled.read(b"x,a=1,b=2;z")


def test_a_changed_grammar_is_another_file(grammar: Path) -> None:
    load_plans(grammar)
    grammar.write_text(GRAMMAR.replace('"x"', '"y"'), encoding="utf-8")
    (plan,) = load_plans(grammar)
    assert plan.anchors[0].startswith("y")
    assert len(kept()) == 2


def test_changed_shared_terminals_are_another_file(folder: Folder, grammar: Path) -> None:
    shared = (folder.path / "terminals.lark",)
    (before,) = load_plans(grammar, shared)
    text = shared[0].read_text(encoding="utf-8").replace("VALUE: /\\d+/", "VALUE: /\\d+[km]/")
    shared[0].write_text(text, encoding="utf-8")
    (after,) = load_plans(grammar, shared)
    assert before.read(b"x,a=1k") is None and after.read(b"x,a=1k") is not None
    assert len(kept()) == 2


@pytest.mark.parametrize(
    "damage",
    ["", "[", "[]", "{}", "null", "5", '["x"]', "[{}]", '[{"groups": []}]', "\x00\xff"],
)
def test_a_damaged_file_is_ignored_and_replaced(grammar: Path, damage: str) -> None:
    plans = load_plans(grammar)
    (file,) = kept()
    good = file.read_bytes()
    file.write_bytes(damage.encode("latin-1"))
    assert load_plans(grammar) == plans
    assert file.read_bytes() == good


def test_every_shape_of_damage_inside_a_plan_is_ignored(grammar: Path) -> None:
    plans = load_plans(grammar)
    (file,) = kept()
    stored = json.loads(file.read_text(encoding="utf-8"))
    for name in stored[0]:
        broken = [{key: value for key, value in stored[0].items() if key != name}]
        file.write_text(json.dumps(broken), encoding="utf-8")
        assert load_plans(grammar) == plans, name


def test_a_cache_that_cannot_be_written_is_no_error(
    grammar: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    occupied = tmp_path / "a_file"
    occupied.write_bytes(b"")
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(occupied))
    monkeypatch.setattr(Path, "home", lambda: occupied)
    assert load_plans(grammar) == compile_file(grammar)
    assert occupied.read_bytes() == b""


def test_a_user_without_a_home_has_no_cache(grammar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA")
    assert cache_folder() is None
    assert load_plans(grammar) == compile_file(grammar)


def test_nothing_half_written_is_left(grammar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", full)
    assert load_plans(grammar)
    assert kept() == []
