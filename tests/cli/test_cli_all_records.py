"""`tracekit grep --all-records`: what is printed, and nothing else."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.record.built import file, record

Run = Callable[..., Ran]

ONE = record(100001, "call to 1018")
TWO = record(100002, b"INVITE sip:1018@10.10.1.2 SIP/2.0\r\nVia: x\r\n")
OTHER = record(100003, "another number")


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(file(ONE, OTHER) + TWO))
    (tmp_path / "b.txt").write_bytes(file(OTHER, ONE))
    (tmp_path / "c.txt").write_bytes(file(OTHER))
    return str(tmp_path)


def test_a_pipe_gets_records_alone(run: Run, folder: str) -> None:
    """In the order of the files, line ends made one kind, the end of a file an end of line."""
    shown = run("grep", "1018", folder, "--all-records")
    two = TWO.decode().replace("\r\n", "\n")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == f"{ONE.decode()}\n{two}{ONE.decode()}\n"


def test_headings_name_the_files_that_have_it(run: Run, folder: str) -> None:
    lines = run("grep", "1018", folder, "--all-records", "--heading").out.split("\n")
    name = Path(folder).name
    assert lines[0] == f"==> {name}/a.txt.gz <=="
    assert lines[-4:] == ["", f"==> {name}/b.txt <==", ONE.decode(), ""]
    assert sum(line.startswith("==> ") for line in lines) == 2


def test_a_terminal_gets_headings(run: Run, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run("grep", "1018", folder, "--all-records").out.startswith("==> ")
    assert run("grep", "1018", folder, "--all-records", "--no-heading").out.startswith("00100001")


def test_what_is_printed_is_harmless(run: Run, tmp_path: Path) -> None:
    text = b"1018 \x1b[2J\xe2\x80\xae\nAuthorization: Digest response=abc\n\tkept\nuserPassword = hush"
    (tmp_path / "a\x1b[1m.txt").write_bytes(file(record(100001, text)))
    shown = run("grep", "1018", str(tmp_path), "--all-records", "--heading").out
    assert "\\x1b[2J\\u202e\n" in shown
    assert "/a\\x1b[1m.txt <==\n" in shown
    assert all(line.replace("\t", "").isprintable() for line in shown.split("\n"))
    assert "abc" not in shown
    assert "hush" not in shown


def test_nothing_found(run: Run, folder: str) -> None:
    shown = run("grep", "4711", folder, "--all-records", "--heading")
    assert (shown.code, shown.out, shown.err) == (1, "", "no record holds 4711\n")


def test_no_trace(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"a letter about 1018\n")
    shown = run("grep", "1018", str(tmp_path), "--all-records")
    assert (shown.code, shown.out) == (4, "")


def test_losses_are_told(run: Run, folder: str) -> None:
    cut = gzip.compress(file(ONE, *[record(100010 + at, f"line {at * at}") for at in range(5000)]))
    (Path(folder) / "a.txt.gz").write_bytes(cut[: len(cut) // 2])
    shown = run("grep", "1018", folder, "--all-records")
    assert shown.code == 3
    assert shown.out.count("1018") == 2
    assert "a.txt.gz: gzip ends early" in shown.err
