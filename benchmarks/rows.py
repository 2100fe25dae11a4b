"""All that is compared: tracekit's own rows, and after them the baselines."""

import os
import sys
from pathlib import Path

from benchmarks.baselines import Row, baselines
from benchmarks.measure import run

_TRACEKIT = (sys.executable, "-c", "from tracekit.cli.main import run; run()")
_MULTI = 2


def _as_installed(place: Path) -> dict[str, str]:
    """An installed program has its bytecode and buffers its output, whatever the shell that measures says."""
    return {
        "PYTHONPYCACHEPREFIX": str(place / "bytecode"),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONUNBUFFERED": "",
    }


def all_rows(data: Path, files: list[str], text: str, place: Path) -> list[Row]:
    """Every row, the reference first; ``place`` is a scratch folder."""
    first, *others = baselines(files, place, text)
    return [first, *_ours(data, place), *_commands(data, text, place), *others, _lark(data)]


def _ours(data: Path, place: Path) -> list[Row]:
    blocked = place / "without_isal"
    blocked.mkdir()
    (blocked / "isal.py").write_text(
        'raise ImportError("switched off for the benchmark")\n', encoding="utf-8"
    )
    plain = {"PYTHONPATH": os.pathsep.join(filter(None, (str(blocked), os.environ.get("PYTHONPATH"))))}
    return [
        *_action(data, "index", "index of all records"),
        *_action(data, "tables", "all tables, kept in the worker"),
        *_action(data, "parquet", "all tables, Parquet from the worker"),
        *_action(data, "frames", "all tables, DataFrames in the parent"),
        *_action(data, "correlated", "DataFrames, correlated: calls, legs, connections"),
        *(_renamed(row, "index of all records", plain) for row in _action(data, "index", "")),
        *(_renamed(row, "all tables, kept in the worker", plain) for row in _action(data, "tables", "")),
    ]


def _action(data: Path, action: str, name: str) -> list[Row]:
    command = (sys.executable, "-m", "benchmarks.ours", action, str(data), "--workers")
    return [
        Row(f"{name}, {count} process{'es' if count > 1 else ''}", (*command, f"{count}"), group="tracekit")
        for count in (1, _MULTI)
    ]


def _renamed(row: Row, name: str, environment: dict[str, str]) -> Row:
    return Row(f"{name}{row.name}; stdlib zlib only", row.command, environment=environment, group="tracekit")


def _commands(data: Path, text: str, place: Path) -> list[Row]:
    """The public commands, as users type them."""
    told = frozenset({0, 3})
    installed = _as_installed(place)
    output = place / "tables"
    tables = f"rm -rf {output}; exec \"$@\" tables '{data}' -o {output} --format parquet"
    rows = [
        Row("`tracekit tables --format parquet`", ("sh", "-c", tables, "_", *_TRACEKIT),
            good=told, environment=installed, group="tracekit"),
        Row(f"`tracekit grep {text} --raw`", (*_TRACEKIT, "grep", text, str(data), "--raw"),
            less="all records of the calls of a number", good=told | {1}, environment=installed,
            group="tracekit"),
    ]  # fmt: skip
    name = f"`tracekit grep {text} --all-records`"
    if not _knows("grep", "--all-records"):
        return [*rows, Row(name, missing="tracekit has no such option yet", group="tracekit")]
    command = (*_TRACEKIT, "grep", text, str(data), "--all-records")
    less = "every record that holds the text, whole"
    grep = Row(name, command, less=less, good=told | {1}, environment=installed, group="tracekit")
    return [*rows, grep]


def _knows(command: str, option: str) -> bool:
    """Whether the help of the command names the option."""
    return option in run((*_TRACEKIT, command, "--help")).output


def _lark(data: Path) -> Row:
    return Row(
        "lark, LALR for each record",
        (sys.executable, "-m", "benchmarks.ours", "lark", str(data)),
        less="time of a sample of records, extrapolated; the files are in memory",
        group="lark",
    )
