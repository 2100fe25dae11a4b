"""The commands: options in, one call of the API, results on standard output, the rest on standard error."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tracekit.cli.main import COMMANDS
from tracekit.tables.schema import TABLES

Run = Callable[..., Any]
Put = Callable[..., Any]


def harmless(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize("name", [str(command.name) for command in COMMANDS])
def test_help_has_examples(name: str, run: Run) -> None:
    shown = run(name, "--help")
    assert shown.code == 0
    assert "Example" in shown.out
    assert f"tracekit {name}" in shown.out.split("Example")[1]


def test_bare_command_shows_the_commands_and_exit_codes(run: Run) -> None:
    shown = run("--help")
    assert [name for name in ("report", "grep", "calls", "ladder", "tls", "tables", "serve", "families")
            if f"\n  {name} " not in shown.out] == []  # fmt: skip
    assert "130 interrupted" in shown.out


@pytest.mark.parametrize(
    "arguments", [["calls"], ["grep", "1018"], ["tables", "x"], ["nothing"], ["calls", "--x"]]
)
def test_wrong_usage(arguments: list[str], run: Run) -> None:
    shown = run(*arguments)
    assert (shown.code, shown.out) == (2, "")
    assert "Error: " in shown.err


def test_ladder_of_a_call(run: Run, traces: Put) -> None:
    traces()
    shown = run("ladder", "1-1", "case.zip")
    assert shown.code == 0
    assert "INVITE" in shown.out


def test_ladder_of_an_unknown_call(run: Run, traces: Put) -> None:
    traces()
    shown = run("ladder", "1-9", "case.zip")
    assert (shown.code, shown.out) == (2, "")
    assert "`tracekit calls` lists them" in shown.err


def test_tls_as_lines(run: Run, traces: Put) -> None:
    traces()
    _, _, heading, first, second, *_ = run("tls", "case.zip").out.splitlines()
    assert " ".join(heading.split()).startswith("TRANSPORT PEER INDEX SECURITY CN CIPHER DEVICE IN OUT NODE")
    assert first.split("  ")[0] == "TLS"
    for fact in ("192.0.2.10:5061", " 12 ", "3 encrypted", "CUCM10", "AES128-SHA", "TRUNK"):
        assert fact in first
    assert "[2001:db8::7]:5060" in second
    assert harmless(second)


def test_tls_as_json(run: Run, traces: Put) -> None:
    traces()
    told = [json.loads(line) for line in run("tls", "case.zip", "--json").out.splitlines()]
    assert list(told[0]) == [*TABLES["connections"].columns, "table"]
    assert [row["tls_security"] for row in told] == [3, None]


def test_tables_as_jsonl(run: Run, traces: Put, tmp_path: Path) -> None:
    traces()
    shown = run("tables", "case.zip", "-o", str(tmp_path / "new" / "out"))
    folder = tmp_path / "new" / "out"
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.jsonl" for name in TABLES)
    assert f"{folder}/calls.jsonl  2 rows\n" in shown.out
    (member,) = (json.loads(line) for line in (folder / "members.jsonl").read_text().splitlines())
    assert (member["utc_offset_minutes"], member["reason"]) == (-240, None)


def test_tables_as_csv_keep_formulas_from_running(run: Run, traces: Put, tmp_path: Path) -> None:
    starts = ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "plain"]
    traces(calls=[{"call": text, "calling": "1"} for text in starts])
    assert run("tables", "case.zip", "-o", str(tmp_path), "--format", "csv").code == 0
    with (tmp_path / "calls.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["call"] for row in csv.DictReader(stream)] == [f"'{text}" for text in starts[:-1]] + [
            "plain"
        ]
    with (tmp_path / "members.csv").open(encoding="utf-8", newline="") as stream:
        assert next(csv.DictReader(stream))["utc_offset_minutes"] == "-240"


def test_tables_as_parquet(run: Run, traces: Put, tmp_path: Path) -> None:
    traces()
    assert run("tables", "case.zip", "-o", str(tmp_path), "--format", "parquet").code == 0
    for name, table in TABLES.items():
        assert pq.read_schema(tmp_path / f"{name}.parquet").names == list(table.columns)
    calls = pq.read_table(tmp_path / "calls.parquet")
    assert str(calls.schema.field("started").type) == "timestamp[ms, tz=UTC]"
    assert calls["devices"].to_pylist() == [["SEP0011AABB0001", "=TRUNK"], None]


def test_tables_twice_give_the_same_bytes(run: Run, traces: Put, tmp_path: Path) -> None:
    traces()
    for form in ("jsonl", "csv", "parquet"):
        run("tables", "case.zip", "-o", str(tmp_path / "a"), "--format", form)
        run("tables", "case.zip", "-o", str(tmp_path / "b"), "--format", form)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert len(files) == 3 * len(TABLES)
    assert [
        name for name in files if (tmp_path / "a" / name).read_bytes() != (tmp_path / "b" / name).read_bytes()
    ] == []


def test_tables_do_not_overwrite_a_file(run: Run, traces: Put, tmp_path: Path) -> None:
    traces()
    target = tmp_path / "out"
    target.write_text("mine")
    for place in (target, target / "below"):
        shown = run("tables", "case.zip", "-o", str(place))
        assert (shown.code, shown.out) == (5, "")
        assert "is a file, not a folder – nothing was written" in shown.err
    assert target.read_text() == "mine"


def test_tables_are_written_all_or_not_at_all(
    run: Run, traces: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    traces()
    run("tables", "case.zip", "-o", str(tmp_path))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    traces(calls=[{"call": "new"}])
    from tracekit.cli import rows

    real, written = rows.json_lines, []

    def failing(table: str, frame: Any) -> Any:
        written.append(table)
        if len(written) == 5:
            raise OSError(28, "No space left on device")
        return real(table, frame)

    monkeypatch.setattr(rows, "json_lines", failing)
    assert run("tables", "case.zip", "-o", str(tmp_path)).code == 5
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_report_is_written(run: Run, traces: Put, tmp_path: Path) -> None:
    traces()
    target = tmp_path / "new" / "call.html"
    shown = run("report", "case.zip", "-o", str(target))
    assert (shown.code, shown.out) == (0, f"{target}\n")
    assert target.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert [path.name for path in target.parent.iterdir()] == ["call.html"]


def test_report_does_not_overwrite_a_folder(run: Run, traces: Put, tmp_path: Path) -> None:
    traces()
    shown = run("report", "case.zip", "-o", str(tmp_path))
    assert (shown.code, shown.out) == (5, "")
    assert "is a folder – nothing was written" in shown.err


def test_families_are_listed_from_the_grammars(run: Run) -> None:
    shown = run("families")
    grammars = Path(__file__).parent.parent.parent / "grammars"
    families = {path.stem for path in grammars.glob("*.lark")} - {"terminals", "record"}
    assert {line.split()[0] for line in shown.out.splitlines()} == families
    assert all(len(line.split()) > 2 for line in shown.out.splitlines())


def test_losses_are_listed_and_give_their_code(run: Run, traces: Put) -> None:
    lost = {
        "member": "case.zip!cut.gz",
        "kind": "sdl",
        "state": "partly read",
        "reason": "gzip ends early – x – y",
    }
    traces(members=[{**lost, "bytes": 10}])
    shown = run("calls", "case.zip")
    assert shown.code == 3
    assert shown.out.startswith("STARTED")
    assert "  case.zip!cut.gz: gzip ends early – x – y\n" in shown.err
    assert shown.err.endswith("result complete with losses (exit 3)\n")


@pytest.mark.parametrize("command", [["calls"], ["tls"], ["grep", "1"], ["tables", "-o", "out"], ["report"]])
def test_nothing_to_read(
    command: list[str], run: Run, traces: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    traces(
        members=[
            {"member": "a.docx", "kind": "other", "state": "skipped", "reason": "not a trace", "bytes": 9}
        ]
    )
    shown = run(*command, "a.docx")
    assert (shown.code, shown.out) == (4, "")
    assert "a.docx: no CUCM trace among 1 file (not a trace) – nothing was written" in shown.err
    assert list(tmp_path.iterdir()) == []
