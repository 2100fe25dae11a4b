"""`tracekit grep`: questions in, blocks, JSON or records out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.cli.conftest import HOSTILE, MEMBER, PLACE, TIME, Ran
from tracekit.cli.grep import KINDS
from tracekit.query import KINDS as QUERY_KINDS

Run = Callable[..., Ran]
Put = Callable[..., Any]
SAMPLE = str(Path(__file__).parents[2] / "sample_traces" / "secure_trunk_call.zip")


def test_one_block_per_call(run: Run, traces: Put) -> None:
    traces()
    shown = run("grep", "1018", "case.zip")
    assert shown.code == 0
    assert shown.out.splitlines()[:2] == [
        "call 1-1  2024-03-01 06:00:00.007 UTC-04:00",
        "  1018 → 9898 → +4930123",
    ]
    assert "1 SIP message\n" in shown.out
    assert "    calling: 1018" in shown.out


def test_blocks_are_parted_by_an_empty_line(run: Run, traces: Put) -> None:
    traces()
    blocks = run("grep", "*", "case.zip", "--as", "number").out.split("\n\n")
    assert [block.split()[1] for block in blocks] == ["1-1", "1-2"]
    assert all(line.isprintable() for block in blocks for line in block.split("\n"))


def test_json_is_one_object_a_call(run: Run, traces: Put) -> None:
    traces()
    (line,) = run("grep", "1018", "case.zip", "--json").out.splitlines()
    call = json.loads(line)
    assert (call["call"], call["started"], call["messages"]) == ("1-1", "2024-03-01T10:00:00.007Z", 1)
    assert [leg["ci"] for leg in call["leg_rows"]] == [101]
    assert call["digit_analyses"] == []


def test_nothing_found_says_what_was_looked_for_and_how(run: Run, traces: Put) -> None:
    traces()
    shown = run("grep", "4711\x1b[2J", "case.zip")
    assert (shown.code, shown.out) == (1, "")
    assert "no call of 4711\\x1b[2J, looked for as user, device, Call-ID and CI\n" in shown.err
    assert run("grep", "0123", "case.zip", "--as", "ip").err.endswith(
        "no call of 0123, looked for as IP address\n"
    )


def test_nothing_found_names_what_is_near(run: Run, traces: Put) -> None:
    traces()
    assert run("grep", "123", "case.zip").err.endswith(
        "no call of 123, looked for as number and device; nearest: +4930123 (1 call)\n"
    )


def test_other_written_forms_are_told_on_standard_error(run: Run, traces: Put) -> None:
    traces(calls=[{"call": "1", "called": "+19195742015", "started": TIME, **PLACE}])
    shown = run("grep", "9195742015", "case.zip")
    assert shown.code == 0
    assert "with calls of other written forms: +19195742015 (1 call)\n" in shown.err
    assert "written forms" not in shown.out


def test_raw_names_each_file_and_prints_harmless_records_without_secrets(run: Run, traces: Put) -> None:
    traces()
    heading, first, second = run("grep", "1018", "case.zip", "--raw").out.splitlines()
    assert heading == f"==> {MEMBER} <=="
    assert first == "00000001.001 |10:00:00.007 |AppInfo  |a\\x1b[2Jb\\x9bc\\u202ed\\x7f"
    assert second.startswith("\tAuthorization: ")
    assert "hidden" not in second


def test_what_raw_writes_is_input_again(run: Run, tmp_path: Path) -> None:
    """With node, date and zone, which the FileHead of each file tells."""
    records = tmp_path / "records.txt"
    records.write_text(run("grep", "9898", SAMPLE, "--raw").out, encoding="utf-8")
    (before,) = [json.loads(line) for line in run("grep", "9898", SAMPLE, "--json").out.splitlines()]
    again = run("grep", "9898", str(records), "--json")
    (after,) = [json.loads(line) for line in again.out.splitlines()]
    same = (
        "call",
        "calling",
        "dialed",
        "called",
        "outcome",
        "started",
        "legs",
        "nodes",
        "transport",
        "messages",
    )
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


def test_raw_names_every_file_once(run: Run) -> None:
    lines = run("grep", "9898", SAMPLE, "--raw").out.splitlines()
    headings = [line for line in lines if line.startswith("==> ")]
    assert len(headings) == len(set(headings)) > 1
    sdl = [lines[at + 1] for at, line in enumerate(lines) if line in headings and "SDL" in line]
    assert [line[28:36] for line in sdl] == ["FileHead"] * len(sdl)
    assert sdl


@pytest.mark.parametrize(
    "wrong",
    [
        ["--json", "--raw"], ["--json", "--all-records"], ["--raw", "--all-records"], ["--as", "colour"],
        ["--as", "ip", "--all-records"],
    ],
)  # fmt: skip
def test_what_excludes_each_other(wrong: list[str], run: Run, traces: Put) -> None:
    traces()
    shown = run("grep", "1018", "case.zip", *wrong)
    assert (shown.code, shown.out) == (2, "")


@pytest.mark.parametrize("empty", ["", " ", "\t"])
def test_nothing_asked_for(empty: str, run: Run, traces: Put) -> None:
    traces()
    assert run("grep", empty, "case.zip").code == 2


def test_the_kinds_are_those_of_the_query() -> None:
    assert KINDS == QUERY_KINDS


def test_losses_give_their_code_and_are_said_where_nothing_was_found(run: Run, traces: Put) -> None:
    lost = {
        "member": "case.zip!cut.gz",
        "kind": "sdl",
        "state": "partly read",
        "reason": "cut – x – y",
        "bytes": 9,
    }
    traces(members=[lost])
    assert run("grep", "1018", "case.zip").code == 3
    missed = run("grep", "4711", "case.zip")
    assert missed.code == 1
    assert missed.err.endswith("but not everything was read\n")


def test_a_file_that_is_too_large_for_the_limits(run: Run, traces: Put) -> None:
    bomb = {"member": "a.zip", "kind": "other", "state": "refused", "reason": "a bomb – x – y", "bytes": 9}
    traces(members=[bomb, {"member": MEMBER, "kind": "sdl", "state": "read", "records": 1, "bytes": 9}])
    assert run("grep", "1018", "case.zip").code == 6


def test_a_terminal_gets_colours_and_a_pipe_whole_lines(
    run: Run, traces: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    traces()
    piped = run("grep", "1018", "case.zip").out
    assert run("grep", "1018", "case.zip", "--color", "always").out == piped.replace(
        "\n  answered", "\n  \x1b[32manswered\x1b[0m"
    )
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("tracekit.cli.terminal.width", lambda: 44)
    narrow = run("grep", "1018", "case.zip", "--color", "never").out
    assert max(map(len, narrow.splitlines())) <= 44
    assert "".join(narrow.split()) == "".join(piped.split())


def test_hostile_text_of_a_trace(run: Run, traces: Put) -> None:
    call: dict[str, object] = {"call": "7", "calling": "1018", "called": HOSTILE, "started": pd.NaT, **PLACE}
    traces(calls=[call], legs=[{"call": "7", "number": HOSTILE, "device": HOSTILE, "role": HOSTILE, **PLACE}])
    for form in ([], ["--json"], ["--raw"]):
        shown = run("grep", "1018", "case.zip", *form)
        assert all(line.replace("\t", "").isprintable() for line in shown.out.split("\n"))
