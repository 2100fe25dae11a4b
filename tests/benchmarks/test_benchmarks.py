"""The benchmarks run, and the made-up traces are what the generator says; no time is judged."""

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

import tracekit
from benchmarks import compare, correlate, generate, page
from benchmarks.collection import Size, make
from benchmarks.result import Line

_SIZE = Size(1_000_000, 0.14, 2, 7)
_SOME = "1 process$|kept in the worker, 2|grep|zcat|ugrep|lnav|^lark"
_HEAD = re.compile(rb"^(\d{8})\.\d{3} \|(\d\d:\d\d:\d\d\.\d{3}) \|([A-Za-z-]+) *\|", re.MULTILINE)
_SIZED = re.compile(rb"with (\d+) bytes:\n\[\d+,NET\]\n")
_NEXT = re.compile(rb"\n(?:\d{8}\.\d{3} \||\Z)")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "set"
    generate.generate(out, _SIZE, "plain")
    return out


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


@pytest.mark.parametrize("form", ["gz", "zip"])
@pytest.mark.parametrize("share", [0.14, 0.34])
def test_what_is_made_is_read(tmp_path: Path, form: str, share: float) -> None:
    out = tmp_path / ("set.zip" if form == "zip" else "set")
    made = make(out, Size(1_000_000, share, 2, 3), form)  # type: ignore[arg-type]
    traces = tracekit.open(out)
    members = traces.members
    assert traces.problems.empty
    assert set(members["state"]) == {"read"}
    assert len(members) == made.files
    assert members["bytes"].sum() == made.bytes
    assert members["bytes_unparsed"].sum() == 0
    assert (members["bytes_parsed"] + members["bytes_continuation"]).sum() == made.bytes
    assert members["records"].sum() == made.records + made.call_log_rows
    assert len(traces.messages) == made.messages
    assert len(traces.calls) == made.calls
    assert abs(made.message_bytes / made.bytes - share) < 0.03


def test_every_kind_of_line_is_there(plain: Path) -> None:
    text = b"".join(path.read_bytes() for path in plain.rglob("SDL*.txt"))
    kinds = {kind for _, _, kind in _HEAD.findall(text)}
    assert kinds >= {
        b"FileHead",
        b"SdlSig",
        b"AppInfo",
        b"SdlStat",
        b"SdlError",
        b"Created",
        b"Stopping",
        b"SdlSig-O",
    }
    numbers = [int(seq) for seq, _, _ in _HEAD.findall(text)]
    assert any(later < earlier for earlier, later in pairwise(numbers))


def test_time_never_goes_back_and_file_numbers_rise(plain: Path) -> None:
    last: dict[str, int] = {}
    for path in sorted(plain.rglob("SDL*.txt")):
        data = path.read_bytes()
        times = [time for _, time, _ in _HEAD.findall(data)]
        assert times == sorted(times)
        number = re.match(rb".*FileHead .*FileNumber: (\d+), TraceVer: 3\.0\n", data)
        assert number is not None
        node = path.name[:6]
        assert last.get(node) in (None, int(number[1]) - 1)
        last[node] = int(number[1])
    assert len(last) == _SIZE.nodes


def test_byte_counts_are_exact(plain: Path) -> None:
    counted = 0
    for path in plain.rglob("SDL*.txt"):
        data = path.read_bytes()
        for found in _SIZED.finditer(data):
            end = found.end() + int(found[1])
            assert _NEXT.match(data, end), data[found.start() : end + 20]
            assert b"\n" not in data[found.end() : end].replace(b"\r\n", b"")
            counted += 1
    assert counted > 50


def test_tls_trunks_and_digit_by_digit_calls_come_up(tmp_path: Path) -> None:
    make(tmp_path / "set", Size(6_000_000, 0.34, 1, 2), "gz")
    traces = tracekit.open(tmp_path / "set")
    certificates = traces.certificates
    assert len(certificates) > 0
    assert set(certificates["cn"]) == {"CUCM10"}
    analyses = traces.digit_analyses
    assert set(analyses["result"]) == {"matched", "potential"}
    assert (
        analyses.loc[analyses["result"] == "matched", ["pattern", "called", "next_hop"]]
        .notna()
        .all(axis=None)
    )
    assert set(traces.calls["outcome"]) == {"answered"}
    assert traces.problems.empty


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, plain: Path) -> None:
    make(tmp_path / "again", _SIZE, "plain")
    make(tmp_path / "other", Size(1_000_000, 0.14, 2, 8), "plain")
    assert _digest(tmp_path / "again") == _digest(plain)
    assert _digest(tmp_path / "other") != _digest(plain)


def test_the_command_says_what_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main([str(tmp_path / "set"), "--size", "1MB", "--sip-share", "0.9"]) == 2
    assert "SIP share" in capsys.readouterr().err
    assert generate.main([str(tmp_path), "--size", "1MB"]) == 2
    assert "there already" in capsys.readouterr().err


def test_one_round_of_the_comparison(plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "performance.md"
    target.write_text(
        f"# Title\n\nBefore.\n\n{page.BEGIN}\nstale figures\n{page.END}\nAfter.\n", encoding="utf-8"
    )
    assert compare.main([str(plain), "--rounds", "1", "--only", _SOME, "--write", str(target)]) == 0
    printed = capsys.readouterr().out
    written = target.read_text(encoding="utf-8")
    assert "failed" not in printed
    assert "stale" not in written
    assert written.startswith("# Title\n\nBefore.\n\n") and written.endswith("After.\n")
    rows = {
        line.split(" | ")[0].removeprefix("| "): line
        for line in written.splitlines()
        if line.startswith("| ")
    }
    for name in ("index of all records, 1 process", "all tables, kept in the worker, 2 processes"):
        assert "–" not in rows[name]
    facts = json.loads(generate.facts_path(plain).read_text(encoding="utf-8"))
    assert f"{facts['messages']:,} SIP messages" in written


def test_an_absent_tool_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from benchmarks import baselines

    monkeypatch.setattr("shutil.which", lambda tool: None if tool == "ugrep" else f"/bin/{tool}")
    rows = {row.name: row for row in baselines.baselines(["a.txt"], tmp_path, "1018")}
    assert rows["ugrep -z -c"].missing == "ugrep not installed"
    assert not rows["ugrep -z -c"].command
    assert rows["zcat | rg -c"].command


def test_nothing_to_measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("no trace\n", encoding="utf-8")
    assert compare.main([str(tmp_path)]) == 4
    assert "no trace to measure" in capsys.readouterr().err


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    report = page.Report(
        "x", {"bytes": 1, "packed": 1, "traces": 1, "records": 1}, [Line("a | b")], "m", {}, 1, 9.0
    )
    assert "| a \\| b |" in page.markdown(report)


def test_correlation_grows_with_the_messages() -> None:
    quarter, half, whole = correlate.timings(400, 1)
    assert quarter.messages < half.messages < whole.messages
    assert whole.messages >= 400
    assert whole.calls > 0
