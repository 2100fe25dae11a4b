"""What became of the input, in lines and in a verdict."""

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.accounting.built import Built, put
from tracekit.accounting import TOLD, Accounting, account, counts, require_traces
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


def accounted(
    members: pd.DataFrame,
    problems: pd.DataFrame,
    inputs: list[str],
    coverage: pd.DataFrame | None = None,
    unparsed: pd.DataFrame | None = None,
) -> Accounting:
    """The accounting, with empty tables for what a test is not about."""
    empty = {name: frame(name) for name in ("coverage", "unparsed")}
    return account(
        members,
        problems,
        inputs,
        empty["coverage"] if coverage is None else coverage,
        empty["unparsed"] if unparsed is None else unparsed,
    )


def problem(line: int, why: str = "no match") -> dict[str, object]:
    return {"member": "c.zip!a.txt", "line": line, "family": "certificate", "reason": why}


def test_numbers_add_up() -> None:
    told = accounted(frame("members", SDL, DOCUMENT), frame("problems"), ["x/c.zip"])
    assert not told.losses
    assert told.lines == (
        "x/c.zip: 2 members: 1 read, 1 skipped   1,000,500 bytes",
        "  parsed 900,000 (90.00 %)   continuation 99,000   unparsed 1,000 (0.100 %)",
        "  c.zip!b.docx: not a trace",
    )


def test_several_inputs_are_counted() -> None:
    lines = accounted(frame("members", SDL), frame("problems"), ["a", "b"]).lines
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
    assert accounted(frame("members", row), frame("problems"), ["c.zip"]).losses is lost


def test_problems_are_losses_and_folded() -> None:
    told = accounted(
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
    lines = accounted(frame("members", SDL, *many), frame("problems"), ["c.zip"]).lines
    assert len(lines) == 2 + 12 + 1
    assert lines[-1] == "  … and 88 more, in the tables members, problems and coverage"


def test_losses_come_before_what_is_no_trace() -> None:
    many = [{**DOCUMENT, "member": f"c.zip!{n:03}.docx"} for n in range(100)]
    lines = accounted(frame("members", *many, LOCKED), frame("problems"), ["c.zip"]).lines
    assert lines[2] == "  c.zip!c.gz: encrypted – skipped – unpack it"


def test_hostile_names_stay_on_their_line() -> None:
    name, why = "c.zip!\x1b[2J\n" + "x" * 3000, "\u202ewhy"
    rows = [{**LOCKED, "member": name, "reason": why}, SDL]
    lines = accounted(
        frame("members", *rows), frame("problems", {**problem(1, why), "member": name}), ["\x07.zip"]
    ).lines
    assert [line for line in lines if not line.isprintable() or len(line) > 260] == []


def finding(what: str, **cells: object) -> dict[str, object]:
    return {"node": 2, "what": what, "detail": f"{what} seen – it means this – do that", **cells}


def test_what_is_missing_comes_in_order_of_weight() -> None:
    table = frame(
        "coverage", finding("covered"), finding("uneven", node=None), finding("gap"),
        finding("absent node", node=4), finding("missing files"),
    )  # fmt: skip
    told = accounted(frame("members", SDL), frame("problems"), ["c.zip"], table)
    assert told.lines[2:] == (
        "  node 2: missing files seen – it means this – do that",
        "  node 2: gap seen – it means this – do that",
        "  node 4: absent node seen – it means this – do that",
        "  uneven seen – it means this – do that",
    )
    assert told.losses


@pytest.mark.parametrize("what", ["covered", *TOLD])
def test_only_missing_files_are_a_loss(what: str) -> None:
    told = accounted(frame("members", SDL), frame("problems"), ["c.zip"], frame("coverage", finding(what)))
    assert told.losses is (what == "missing files")


def test_remarks_on_read_files_and_unparsed_lines_are_told() -> None:
    row = {**SDL, "reason": "ends inside a record: its last line has no end", "lines_unparsed": 9}
    shapes = [{"shape": "x 9", "lines": 6, "member": "c.zip!a.txt", "line": 3}, {"shape": "y", "lines": 3}]
    told = accounted(frame("members", row), frame("problems"), ["c.zip"], unparsed=frame("unparsed", *shapes))
    assert told.lines[1:] == (
        "  parsed 900,000 (90.00 %)   continuation 99,000   unparsed 1,000 in 9 lines (0.100 %)",
        "  c.zip!a.txt: ends inside a record: its last line has no end",
        "  c.zip!a.txt:3: unparsed most often: x 9 (6 times), and 1 other kind of line",
    )
    assert not told.losses


def test_problems_that_differ_in_a_number_are_one_kind() -> None:
    rows = [problem(line, f"no match at column {line}") for line in (7, 12, 31)]
    lines = accounted(frame("members", SDL), frame("problems", *rows), ["c.zip"]).lines
    assert len(lines) == 3
    assert lines[2].startswith("  c.zip!a.txt:7: certificate: no match at column 7 – ")
    assert lines[2].endswith(" … and 2 more")


def test_counts_are_plain_numbers() -> None:
    table = frame("coverage", finding("gap"), finding("gap"), finding("no SIP text"))
    told = counts(frame("members", SDL, DOCUMENT, LOCKED), frame("problems", problem(1)), table)
    assert told == {
        "members": 3, "read": 1, "partly_read": 0, "skipped": 2, "refused": 0, "records": 0,
        "bytes": 1_000_500, "bytes_parsed": 900_000, "bytes_continuation": 99_000, "bytes_unparsed": 1_000,
        "lines_unparsed": 0, "problems": 1, "missing_files": 0, "gap": 2, "absent_node": 0, "no_signals": 0,
        "flags_overridden": 0, "no_sip_text": 1, "uneven": 0,
    }  # fmt: skip
    assert {type(number) for number in told.values()} == {int}


def test_every_table_carries_the_counts(tmp_path: Path) -> None:
    made = put(tmp_path, [Built(), Built(number=7, start=36_600.1, end=36_900)])
    told = made.members.attrs["tracekit"]
    assert (told["members"], told["read"], told["missing_files"]) == (2, 2, 1)
    assert told["bytes"] == told["bytes_parsed"] == int(made.members["bytes"].sum())
    assert all(table.attrs["tracekit"] == told for table in made.tables.values())
    json.dumps(told)


def test_input_without_a_trace_is_refused() -> None:
    with pytest.raises(NoInput, match=r"c\.zip: no CUCM trace among 1 file \(not a trace\)"):
        require_traces(frame("members", DOCUMENT), ["c.zip"])
    with pytest.raises(NoInput, match=r"c\.zip: no files \(nothing could be read\)"):
        require_traces(frame("members"), ["c.zip"])
    require_traces(frame("members", DOCUMENT, {**SDL, "state": "partly read"}), ["c.zip"])
