"""``tracekit ladder`` in all its forms, over tables built by hand."""

import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Put = Callable[..., Any]


def test_forms_on_standard_output(run: Run, traces: Put) -> None:
    traces()
    assert "INVITE" in run("ladder", "1-1", "case.zip").out
    assert ET.fromstring(run("ladder", "1-1", "case.zip", "--format", "svg").out).tag.endswith("svg")
    assert run("ladder", "1-1", "case.zip", "--format", "mermaid").out.startswith("sequenceDiagram\n")
    assert run("ladder", "1-1", "case.zip", "--format", "html").out.startswith("<!doctype html>")
    rows = [json.loads(line) for line in run("ladder", "1-1", "case.zip", "--json").out.splitlines()]
    assert [row["row"] for row in rows] == ["heading", "participant", "participant", "message"]


def test_json_is_the_json_form(run: Run, traces: Put) -> None:
    traces()
    same = run("ladder", "1-1", "case.zip", "--format", "json").out
    assert run("ladder", "1-1", "case.zip", "--json").out == same
    assert run("ladder", "1-1", "case.zip", "--json", "--format", "svg").code == 2


def test_a_capture_is_written_to_a_file(run: Run, traces: Put, tmp_path: Path) -> None:
    traces()
    target = tmp_path / "call.pcapng"
    shown = run("ladder", "1-1", "case.zip", "--format", "pcapng", "-o", str(target))
    assert (shown.code, shown.out) == (0, f"{target}\n")
    assert target.read_bytes()[:4] == b"\x0a\x0d\x0d\x0a"
    assert [path.name for path in tmp_path.iterdir()] == ["call.pcapng"]


def test_a_capture_is_not_for_a_terminal(run: Run, traces: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    traces()
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    shown = run("ladder", "1-1", "case.zip", "--format", "pcapng")
    assert (shown.code, shown.out) == (2, "")
    assert "give a file with -o" in shown.err


def test_a_folder_is_not_overwritten(run: Run, traces: Put, tmp_path: Path) -> None:
    traces()
    shown = run("ladder", "1-1", "case.zip", "--format", "svg", "-o", str(tmp_path))
    assert (shown.code, shown.out) == (5, "")
    assert "is a folder – nothing was written" in shown.err


def test_times_cut_the_ladder(run: Run, traces: Put) -> None:
    rows = [
        {"message": str(n), "call": "1-1", "node": 1, "label": label,
         "time_local": f"2024-03-01T10:00:0{n}.000", "line": n, "offset": n, "length": 1,
         "member": "case.zip!SDL001_100_000001.txt"}
        for n, label in enumerate(["INVITE", "ACK", "BYE"])
    ]  # fmt: skip
    traces(messages=rows)
    shown = run("ladder", "1-1", "case.zip", "--from", "10:00:01", "--to", "2024-03-01 10:00:01.000").out
    assert "ACK" in shown
    assert "INVITE" not in shown
    assert "BYE" not in shown
    late = run("ladder", "1-1", "case.zip", "--from", "11:00")
    assert late.code == 0
    assert "nothing of this call to draw in that time" in late.err


def test_what_is_no_time_is_wrong_usage(run: Run, traces: Put) -> None:
    traces()
    shown = run("ladder", "1-1", "case.zip", "--from", "noon")
    assert shown.code == 2
    assert "'noon' is no time such as 19:59:21.224" in shown.err


def test_noise_is_folded(run: Run, traces: Put) -> None:
    place = {"member": "case.zip!SDL001_100_000001.txt", "line": 1, "offset": 0, "length": 40}
    options = {"message": "m", "call": "1-1", "node": 1, "label": "OPTIONS", "method": "OPTIONS"}
    traces(messages=[{**options, "cseq_method": "OPTIONS", **place}])
    shown = run("ladder", "1-1", "case.zip", "--no-noise").out
    assert "Keep-alive folded: 1 message (1 OPTIONS)" in " ".join(shown.split())
