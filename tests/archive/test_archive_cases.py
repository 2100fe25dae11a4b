"""Every archive that a customer could send, as one table: states, reasons, exit code, and nothing on disk."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from tests.archive.build import TRACE
from tests.archive.case import Case
from tests.archive.cases_damaged import DAMAGED
from tests.archive.cases_good import GOOD, SPECIAL, UNSUPPORTED
from tests.archive.cases_hostile import CONTENT, NAMES, SIZE
from tracekit.accounting import LOSSES, account, require_traces
from tracekit.archive import Content, Limits, Reader, fast, find_members, kind_of
from tracekit.errors import REFUSED, NoInput
from tracekit.tables.frame import table_frame

CASES = [*GOOD, *DAMAGED, *SIZE, *NAMES, *SPECIAL, *UNSUPPORTED, *CONTENT]
LEAST = {
    "good but odd": 24, "damaged": 26, "hostile size": 18, "hostile names": 24, "special members": 8,
    "unsupported": 10, "content": 12,
}  # fmt: skip


def loaded(path: Path, limits: Limits) -> dict[str, Content]:
    with Reader(limits) as reader:
        return {
            ref.name.removeprefix(path.name).removeprefix("!"): reader.load(ref)
            for ref in find_members([str(path)], limits)
        }


def exit_code(found: dict[str, Content]) -> int:
    """The class of exit code: refused, no trace, losses or complete."""
    if any(content.state == "refused" for content in found.values()):
        return REFUSED
    rows = []
    for name, content in found.items():
        kind = kind_of(content.data)
        size = len(content.data) if content.data or content.harmless else None
        state = "skipped" if kind == "other" and content.state == "read" else content.state
        rows.append({"member": name, "kind": kind, "state": state, "reason": content.reason, "bytes": size})
    members = pd.DataFrame(rows).astype({"bytes": "Int64"})
    for column in ("bytes_parsed", "bytes_continuation", "bytes_unparsed"):
        members[column] = members["bytes"] if column == "bytes_parsed" else 0
    try:
        require_traces(members, ["case"])
    except NoInput as none:
        return none.exit_code
    empty = {name: table_frame(name, {}) for name in ("problems", "coverage", "unparsed")}
    told = account(members, empty["problems"], ["case"], empty["coverage"], empty["unparsed"])
    return LOSSES if told.losses else 0


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    path = folder / case.file
    path.write_bytes(case.data)
    found = loaded(path, case.limits)
    assert {name: content.state for name, content in found.items()} == case.states
    reasons = [content.reason for content in found.values() if content.reason]
    assert [word for word in case.words if not any(word in reason for reason in reasons)] == []
    assert all(content.state == "read" or content.reason for content in found.values())
    assert all(reason.count(" – ") == 2 and len(reason) <= 200 for reason in reasons)
    assert [name for name in case.whole if found[name].data != TRACE] == []
    assert exit_code(found) == case.exit_code
    assert [file.name for file in folder.iterdir()] == [case.file]
    assert path.read_bytes() == case.data


def test_standard_library_alone_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if fast.isal is None:
        pytest.skip("the fast library is not installed")
    for number, case in enumerate(CASES):
        if len(case.states) > 1000:
            continue
        path = tmp_path / f"{number}" / case.file
        path.parent.mkdir()
        path.write_bytes(case.data)
        quick = loaded(path, case.limits)
        with monkeypatch.context() as without:
            without.setattr(fast, "isal", None)
            assert (case.id, loaded(path, case.limits)) == (case.id, quick)


def test_table_is_complete() -> None:
    groups = Counter(case.group for case in CASES)
    assert {group for group, least in LEAST.items() if groups[group] < least} == set()
    assert [name for name, times in Counter(case.id for case in CASES).items() if times > 1] == []
