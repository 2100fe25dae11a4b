"""What became of the input, in lines and in a verdict."""

import pandas as pd
import pytest

from tracekit.accounting import account, require_traces
from tracekit.errors import NoInput
from tracekit.tables.frame import table_frame
from tracekit.tables.schema import TABLES

SDL: dict[str, object] = {
    "member": "c.zip!a.txt", "kind": "sdl", "state": "read",
    "bytes": 1_000_000, "bytes_parsed": 900_000, "bytes_continuation": 99_000, "bytes_unparsed": 1_000,
}  # fmt: skip
DOCUMENT: dict[str, object] = {
    "member": "c.zip!b.docx", "kind": "other", "state": "skipped", "reason": "not a trace", "bytes": 500,
}  # fmt: skip
LOCKED: dict[str, object] = {
    "member": "c.zip!c.gz", "kind": "other", "state": "skipped", "reason": "encrypted – skipped – unpack it",
}  # fmt: skip


def frame(name: str, *rows: dict[str, object]) -> pd.DataFrame:
    return table_frame(name, {column: [row.get(column) for row in rows] for column in TABLES[name].columns})


def problem(line: int, why: str = "no match") -> dict[str, object]:
    return {"member": "c.zip!a.txt", "line": line, "family": "certificate", "reason": why}


def test_numbers_add_up() -> None:
    told = account(frame("members", SDL, DOCUMENT), frame("problems"), ["x/c.zip"])
    assert not told.losses
    assert told.lines == (
        "x/c.zip: 2 members: 1 read, 1 skipped   1,000,500 bytes",
        "  parsed 900,000 (90.00 %)   continuation 99,000   unparsed 1,000 (0.100 %)",
        "  c.zip!b.docx: not a trace",
    )


def test_several_inputs_are_counted() -> None:
    lines = account(frame("members", SDL), frame("problems"), ["a", "b"]).lines
    assert lines[0] == "2 inputs: 1 member: 1 read   1,000,000 bytes"


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        (SDL, False),
        (DOCUMENT, False),
        (LOCKED, True),
        ({**SDL, "state": "partly read"}, True),
        ({**LOCKED, "state": "refused"}, True),
        ({**SDL, "bytes_unparsed": 60_000}, True),
        ({**SDL, "bytes_unparsed": 40_000}, False),
        ({**SDL, "state": "skipped", "reason": "the same file as d.txt"}, False),
    ],
)
def test_what_counts_as_a_loss(row: dict[str, object], lost: bool) -> None:
    assert account(frame("members", row), frame("problems"), ["c.zip"]).losses is lost


def test_problems_are_losses_and_folded() -> None:
    told = account(
        frame("members", SDL), frame("problems", problem(7), problem(9), problem(8, "cut")), ["c.zip"]
    )
    cure = "left out of the tables – look at the line, and report it if it is a good one"
    assert told.losses
    assert told.lines[2:] == (
        f"  c.zip!a.txt:8: certificate: cut – {cure}",
        f"  c.zip!a.txt:7: certificate: no match – {cure} … and 1 more",
    )


def test_many_files_are_folded() -> None:
    many = [{**DOCUMENT, "member": f"c.zip!{n:03}.docx"} for n in range(100)]
    lines = account(frame("members", SDL, *many), frame("problems"), ["c.zip"]).lines
    assert len(lines) == 2 + 12 + 1
    assert lines[-1] == "  … and 88 more, in the tables members, problems and coverage"


def test_losses_come_before_what_is_no_trace() -> None:
    many = [{**DOCUMENT, "member": f"c.zip!{n:03}.docx"} for n in range(100)]
    lines = account(frame("members", *many, LOCKED), frame("problems"), ["c.zip"]).lines
    assert lines[2] == "  c.zip!c.gz: encrypted – skipped – unpack it"


def test_hostile_names_stay_on_their_line() -> None:
    name, why = "c.zip!\x1b[2J\n" + "x" * 3000, "\u202ewhy"
    rows = [{**LOCKED, "member": name, "reason": why}, SDL]
    lines = account(
        frame("members", *rows), frame("problems", {**problem(1, why), "member": name}), ["\x07.zip"]
    ).lines
    assert [line for line in lines if not line.isprintable() or len(line) > 260] == []


def test_input_without_a_trace_is_refused() -> None:
    with pytest.raises(NoInput, match=r"c\.zip: no CUCM trace among 1 files \(not a trace\)"):
        require_traces(frame("members", DOCUMENT), ["c.zip"])
    with pytest.raises(NoInput, match=r"c\.zip: no files \(nothing could be read\)"):
        require_traces(frame("members"), ["c.zip"])
    require_traces(frame("members", DOCUMENT, {**SDL, "state": "partly read"}), ["c.zip"])
