"""Exit codes: every way to end has its number and one sentence."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from tracekit.cli.outcome import outcome
from tracekit.errors import InputProblem, NoInput, OutputFailed, Refused

ROOT = Path(__file__).parent.parent.parent
RUN = "import sys; sys.argv[0] = 'tracekit'; from tracekit.cli.main import run; run()"


def raising(error: BaseException) -> Callable[[], int]:
    def command() -> int:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (InputProblem("a.zip", "does not exist", "nothing was read", "check it"), 4, "a.zip: does not exist"),
        (NoInput("no trace"), 4, "no trace"),
        (OutputFailed("disk is full"), 5, "disk is full"),
        (Refused("too deep"), 6, "too deep"),
        (
            OSError(28, "No space left on device", "/x/report.html"),
            5,
            "/x/report.html: No space left on device",
        ),
        (PermissionError(13, "Permission denied", "/x/y"), 5, "/x/y: Permission denied"),
        (MemoryError(), 5, "out of memory"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (click.Abort(), 130, "interrupted"),
        (ZeroDivisionError("customer data"), 70, "internal error ZeroDivisionError"),
        (RecursionError(), 70, "internal error RecursionError"),
        (click.UsageError("no such option"), 2, "no such option"),
    ],
)
def test_every_error_has_its_code_and_one_sentence(
    error: BaseException, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(raising(error)) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert told in shown.err
    assert "Traceback" not in shown.err
    assert shown.err.count("\n") == 1


def test_bug_tells_its_place_and_nothing_of_the_traces(capsys: pytest.CaptureFixture[str]) -> None:
    from tracekit.tables.frame import table_frame

    def broken() -> int:
        table_frame("customer secret", {})
        return 0

    assert outcome(broken) == 70
    told = capsys.readouterr().err
    assert "KeyError at tracekit/tables/frame.py:" in told
    assert "report this line" in told
    assert "customer" not in told


def test_sentence_shows_hidden_characters(capsys: pytest.CaptureFixture[str]) -> None:
    outcome(raising(OSError(2, "No such file", "a\x1b[31m\nb")))
    told = capsys.readouterr().err
    assert "a\\x1b[31m\\x0ab" in told


def test_result_of_the_command_is_the_code() -> None:
    assert outcome(lambda: 3) == 3
    assert outcome(lambda: None) == 0


def tracekit(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", RUN, *arguments]
    return subprocess.run(command, text=True, cwd=ROOT, check=False, **options)


@pytest.mark.parametrize("arguments", [["--help"], ["families"]])
def test_closed_pipe_is_silent(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = tracekit(*arguments, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_console_script_ends_with_the_code() -> None:
    ended = tracekit("calls", "nowhere.zip", capture_output=True)
    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr.startswith("tracekit: ")
    assert "nowhere.zip: does not exist – nothing was read – check the path" in ended.stderr


def test_ascii_terminal_gets_ascii() -> None:
    ended = tracekit(
        "calls", "nöwhere.zip", capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert ended.returncode == 4
    assert "n\\xf6where.zip" in ended.stderr


def test_nothing_heavy_is_loaded_for_help() -> None:
    heavy = "{'numpy', 'pandas', 'lark', 'pyarrow', 'jinja2', 'starlette', 'uvicorn'}"
    code = f"import tracekit.cli.main, sys; print(sorted({heavy} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], text=True, cwd=ROOT, capture_output=True, check=True)
    assert ended.stdout == "[]\n"


@pytest.mark.parametrize(("no_color", "colored"), [(None, True), ("", True), ("1", False)])
def test_no_color_is_honoured(
    no_color: str | None, colored: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if no_color is None:
        monkeypatch.delenv("NO_COLOR", raising=False)
    else:
        monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    outcome(raising(NoInput("nothing")))
    assert ("\x1b[31m" in capsys.readouterr().err) is colored
