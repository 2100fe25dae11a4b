"""The commands over the shipped sample, with nothing replaced."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parent.parent.parent / "sample_traces" / "secure_trunk_call.zip"
Run = Callable[..., Any]


def test_calls_of_the_sample(run: Run) -> None:
    shown = run("calls", str(SAMPLE), "--json")
    calls = [json.loads(line) for line in shown.out.splitlines()]
    assert shown.code == 0
    assert ("1018", "9898", "answered") in {
        (call["calling"], call["dialed"], call["outcome"]) for call in calls
    }
    assert "members: 5 read, 2 skipped" in shown.err
    assert "RTMT's list of collected files" in shown.err


def test_grep_shows_whole_lines(run: Run) -> None:
    shown = run("grep", "9898", str(SAMPLE))
    assert shown.code == 0
    assert "TLS 5061 AES128-SHA CN CUCM10" in shown.out
    assert "…" not in shown.out
    assert ".txt.gz:" in shown.out


def test_grep_raw_prints_the_records(run: Run) -> None:
    shown = run("grep", "9898", str(SAMPLE), "--raw")
    assert shown.code == 0
    assert "INVITE sip:9898@" in shown.out
    assert shown.out.count("[") > 10
    assert all(line.replace("\t", "").isprintable() for line in shown.out.split("\n"))


def test_grep_finds_nothing_in_the_sample(run: Run) -> None:
    shown = run("grep", "4711", str(SAMPLE))
    assert (shown.code, shown.out) == (1, "")


def test_ladder_of_every_call(run: Run) -> None:
    for line in run("calls", str(SAMPLE), "--json").out.splitlines():
        shown = run("ladder", json.loads(line)["call"], str(SAMPLE))
        assert shown.code == 0
        assert "INVITE" in shown.out


def test_tls_marks_the_trunk(run: Run) -> None:
    shown = run("tls", str(SAMPLE), "--expect-cn", "cucm10")
    (line,) = [line for line in shown.out.splitlines() if line.startswith("TLS  ") and ":5061" in line]
    facts = [fact for fact in line.split("  ") if fact]
    assert [fact.strip() for fact in facts[:1] + facts[3:6]] == ["TLS", "3 encrypted", "CUCM10", "AES128-SHA"]
    assert "CUCMA (not cucm10)" in shown.out


def test_standard_input_gives_the_same_calls(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAMPLE.read_bytes())))
    piped = [json.loads(line) for line in run("calls", "-", "--json").out.splitlines()]
    given = [json.loads(line) for line in run("calls", str(SAMPLE), "--json").out.splitlines()]
    assert [call["call"] for call in piped] == [call["call"] for call in given]
    assert piped[0]["member"].startswith("standard input!")


def test_tables_and_report_of_the_sample(run: Run, tmp_path: Path) -> None:
    assert run("tables", str(SAMPLE), "-o", str(tmp_path), "--format", "csv").code == 0
    assert run("report", str(SAMPLE), "-o", str(tmp_path / "r.html")).code == 0
    assert "CUCM10" in (tmp_path / "connections.csv").read_text(encoding="utf-8")
    assert "CUCM10" in (tmp_path / "r.html").read_text(encoding="utf-8")
