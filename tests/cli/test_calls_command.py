"""`tracekit calls`: lines, JSON, CSV, a stretch of time, outcomes."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.cli.conftest import PLACE, Ran
from tracekit.tables.schema import TABLES

Run = Callable[..., Ran]
Put = Callable[..., Any]

BUSY_HOUR: list[dict[str, object]] = [
    {"call": "early", "started": pd.Timestamp("2024-03-01T14:30Z"), "outcome": "answered",
     "ended": pd.Timestamp("2024-03-01T15:01Z"), "calling": "1", **PLACE},
    {"call": "late", "started": pd.Timestamp("2024-03-01T15:05Z"), "outcome": "failed", **PLACE},
    {"call": "undated", "outcome": "busy", "calling": "3", **PLACE},
]  # fmt: skip


def harmless(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


def ids(shown: Ran) -> list[str]:
    return [json.loads(line)["call"] for line in shown.out.splitlines()]


def test_lines(run: Run, traces: Put) -> None:
    """By the clock of the node, which is four hours behind UTC."""
    traces()
    shown = run("calls", "case.zip")
    assert shown.code == 0
    heading, first, second = shown.out.splitlines()
    assert heading.startswith("STARTED (UTC-04:00)")
    assert first.startswith("2024-03-01 06:00:00.007  1018")
    assert "+4930123" in first
    assert "a\\x1b[2Jb\\x9bc\\u202ed\\x7f" in second
    assert harmless(shown.out)


def test_json(run: Run, traces: Put) -> None:
    traces()
    shown = run("calls", "case.zip", "--json")
    first, second = (json.loads(line) for line in shown.out.splitlines())
    assert list(first) == list(TABLES["calls"].columns)
    assert (first["started"], first["answered"]) == ("2024-03-01T10:00:00.007Z", None)
    assert (first["devices"], first["secure"], first["line"]) == (["SEP0011AABB0001", "=TRUNK"], True, 1)
    assert second["calling"] == "a\x1b[2Jb\x9bc\u202ed\x7f"
    assert harmless(shown.out)


def test_csv(run: Run, traces: Put) -> None:
    traces()
    shown = run("calls", "case.zip", "--csv")
    first, second = csv.DictReader(io.StringIO(shown.out))
    assert (first["called"], first["devices"]) == ("'+4930123", "SEP0011AABB0001; =TRUNK")
    assert (second["calling"], second["started"]) == ("a\\x1b[2Jb\\x9bc\\u202ed\\x7f", "")
    assert harmless(shown.out)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_of_csv_runs_in_a_spreadsheet(start: str, run: Run, traces: Put) -> None:
    """Not as a cell, and not as one that a semicolon opens where that parts cells."""
    traces(calls=[{"call": f"{start}cmd()", "calling": f"x;{start}cmd()", "called": f"a{start}b"}])
    (row,) = csv.DictReader(io.StringIO(run("calls", "case.zip", "--csv").out))
    assert (row["call"], row["calling"], row["called"]) == (
        f"'{start}cmd()",
        f"x;'{start}cmd()",
        f"a{start}b",
    )


def test_two_forms_at_once(run: Run, traces: Put) -> None:
    traces()
    assert run("calls", "case.zip", "--json", "--csv").code == 2


def test_a_stretch_of_time_is_by_the_nodes_clock(run: Run, traces: Put) -> None:
    traces(calls=BUSY_HOUR)
    shown = run("calls", "case.zip", "--json", "--from", "11:00", "--to", "11:02")
    assert (shown.code, ids(shown)) == (0, ["early"])
    assert "1 call left out: the trace does not tell its date and zone\n" in shown.err
    assert "1 of 3 calls\n" in shown.err
    assert ids(run("calls", "case.zip", "--json", "--from", "2024-03-01 11:02")) == ["late"]
    assert ids(run("calls", "case.zip", "--json", "--to", "2024-03-01 10:30:00.000")) == ["early"]


def test_outcomes(run: Run, traces: Put) -> None:
    traces(calls=BUSY_HOUR)
    assert ids(run("calls", "case.zip", "--json", "--outcome", "failed")) == ["late"]
    assert ids(run("calls", "case.zip", "--json", "--outcome", "failed", "--outcome", "busy")) == [
        "late",
        "undated",
    ]
    none = run("calls", "case.zip", "--outcome", "cancelled")
    assert (none.code, len(none.out.splitlines())) == (0, 1)
    assert "0 of 3 calls\n" in none.err


@pytest.mark.parametrize(
    "wrong", [["--from", "noon"], ["--to", "25:00"], ["--outcome", "good"], ["--color", "red"]]
)
def test_wrong_options(wrong: list[str], run: Run, traces: Put) -> None:
    traces()
    shown = run("calls", "case.zip", *wrong)
    assert (shown.code, shown.out) == (2, "")


def test_a_terminal_gets_colours_and_lines_that_fit(
    run: Run, traces: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    traces()
    piped = run("calls", "case.zip").out
    assert "\x1b" not in piped
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((74, 24)))
    shown = run("calls", "case.zip").out
    assert "\x1b[32manswered\x1b[0m" in shown
    plain = run("calls", "case.zip", "--color", "never").out
    assert shown.replace("\x1b[32m", "").replace("\x1b[0m", "") == plain
    assert max(len(line) for line in plain.splitlines()) <= 74
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("calls", "case.zip").out == plain
    assert "\x1b[32m" in run("calls", "case.zip", "--color", "always").out


def test_members_of_samples_need_no_zone(run: Run) -> None:
    """Calls of several nodes in several zones: each line names its own."""
    samples = Path(__file__).parents[2] / "sample_traces" / "calls"
    lines = run("calls", str(samples)).out.splitlines()
    assert lines[0].startswith("STARTED  ")
    assert {line.split()[2] for line in lines[1:] if not line.startswith("time unknown")} >= {
        "UTC",
        "UTC-05:00",
    }
