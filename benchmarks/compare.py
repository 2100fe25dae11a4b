"""tracekit against the tools of today on the same files: ``python -m benchmarks.compare DATA``."""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.baselines import REFERENCE, Row
from benchmarks.generate import facts_path
from benchmarks.measure import Run, run
from benchmarks.page import Report, markdown, plain, write
from benchmarks.result import MEGABYTE, lines
from benchmarks.rows import all_rows
from benchmarks.versions import machine, versions

ROUNDS = 5


def compare(data: Path, rounds: int, text: str | None = None, only: str = "") -> Report:
    """Every row (of which the name fits ``only``, and the reference) once a round.

    Raises ValueError when there is no trace in ``data``.
    """
    facts = _facts(data)
    text = text or str(facts.get("number") or "1018")
    with tempfile.TemporaryDirectory() as folder:
        rows = all_rows(data, facts["files"], text, Path(folder))
        rows = [row for row in rows if row.name == REFERENCE or re.search(only, row.name)]
        _warm(facts["files"] or [str(data)])
        runs = _rounds(rows, rounds)
    floor = run(("true",)).peak_bytes
    told = {name: value for name, value in facts.items() if name != "files"}
    return Report(
        data.name, told, lines(rows, runs, facts["bytes"]), machine(), versions(), rounds, floor / MEGABYTE
    )


def _facts(data: Path) -> dict[str, Any]:
    """What the files hold, and what the generator knows when it made them."""
    found = run((sys.executable, "-m", "benchmarks.ours", "facts", str(data)))
    if not found.told.get("bytes"):
        raise ValueError(f"no trace to measure in {data}: {(found.output.strip().splitlines() or [''])[-1]}")
    made = facts_path(data)
    known = json.loads(made.read_text(encoding="utf-8")) if made.exists() else {}
    names = ("messages", "message_bytes", "calls", "number")
    return {**found.told, **{name: known[name] for name in names if name in known}}


def _warm(files: Sequence[str]) -> None:
    """The files into the page cache."""
    for name in files:
        with Path(name).open("rb") as stream:
            while stream.read(1 << 20):
                pass


def _rounds(rows: Sequence[Row], rounds: int) -> Mapping[str, list[Run]]:
    runs: dict[str, list[Run]] = {}
    for number in range(rounds):
        for row in rows:
            if row.command:
                print(f"\rround {number + 1}/{rounds}  {row.name:<60}", end="", file=sys.stderr, flush=True)
                runs.setdefault(row.name, []).append(run(row.command, row.environment))
    print("\r" + " " * 80 + "\r", end="", file=sys.stderr)
    return runs


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("data", type=Path, help="a folder of traces, made or real")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--text", help="what grep looks for; default: a number of a made set, or 1018")
    parser.add_argument(
        "--only", default="", metavar="REGEX", help="rows with such a name, and the reference"
    )
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into this Markdown page")
    asked = parser.parse_args(arguments)
    try:
        report = compare(asked.data, asked.rounds, asked.text, asked.only)
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 4
    print(plain(report))
    if asked.write is not None:
        write(asked.write, markdown(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
