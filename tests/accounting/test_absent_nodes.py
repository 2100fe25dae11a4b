"""Nodes that others speak with, or that set up legs, but whose traces are not in the input."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.accounting.built import Built, findings, put, signal
from tests.samples import FOLDER

A = Built()
TWO = replace(A, node=2)
CI_3 = 3 << 24 | 41


def sent(
    node: int, type_: str = "SdlSig-O", name: str = "SsInfoInd", app: int = 100
) -> tuple[float, str, str]:
    """A signal to another process, or from it: the remote one is the destination of what is sent."""
    here, there = "Cc(1,100,220,1)", f"LineControl({node},{app},174,33)"
    ends = (there, here) if type_ == "SdlSig-O" else (here, there)
    return (36_030.0, type_, signal(name, *ends, state="NA RemoteSignal"))


def call(ci_a: int, ci_b: int) -> tuple[float, str, str]:
    return (36_031.0, "AppInfo", f"LBMIF: CI: {ci_a} ASSOC    {ci_b}")


ABSENT: dict[str, tuple[list[Built], list[tuple[object, ...]]]] = {
    "nobody is mentioned": ([A], []),
    "sent to": ([replace(A, records=[sent(2)])], [("absent node", 2, 1, None, None)]),
    "received from": ([replace(A, records=[sent(4, "SdlSig-I")])], [("absent node", 4, 1, None, None)]),
    "both, and counted": (
        [replace(A, records=[sent(2), sent(2, "SdlSig-I"), sent(2)])],
        [("absent node", 2, 3, None, None)],
    ),
    "two nodes": (
        [replace(A, records=[sent(7), sent(2)])],
        [("absent node", 2, 1, None, None), ("absent node", 7, 1, None, None)],
    ),
    "a node of three digits": ([replace(A, records=[sent(112)])], [("absent node", 112, 1, None, None)]),
    "no node has that number": ([replace(A, records=[sent(0), sent(123_456)])], []),
    "an own service of another kind": ([replace(A, records=[sent(1, app=200)])], []),
    "it is there": ([replace(A, records=[sent(2)]), TWO], []),
    "its file has no FileHead": ([replace(A, records=[sent(2)]), replace(TWO, head=False)], []),
    "columns that overflow": (
        [replace(A, records=[sent(6, name="X" * 60)])],
        [("absent node", 6, 1, None, None)],
    ),
    "a plain signal that names another node": (
        [replace(A, records=[(36_030, "SdlSig", signal("SsInfoInd", "Cc(9,100,220,1)", "Cc(9,100,220,1)"))])],
        [],
    ),
    "brackets in the text of a plain line": (
        [replace(A, records=[(36_030, "AppInfo", "|SdlSig-O |a|b|LineControl(9,100,1,1)|c|")])],
        [],
    ),
    "it set up a leg": (
        [replace(A, records=[call(16_777_299, CI_3)])],
        [("absent node", 3, 1, None, None)],
    ),
    "signals and legs": (
        [replace(A, records=[sent(3), call(16_777_299, CI_3)])],
        [("absent node", 3, 2, None, None)],
    ),
    "the legs are its own": ([replace(A, records=[call(16_777_299, 16_777_300)])], []),
    "a call identifier without a node": ([replace(A, records=[call(16_777_299, 41)])], []),
}


@pytest.mark.parametrize("case", ABSENT)
def test_absent_nodes(case: str, tmp_path: Path) -> None:
    files, expected = ABSENT[case]
    assert findings(put(tmp_path, files).coverage) == expected


def test_words_of_an_absent_node(tmp_path: Path) -> None:
    rows = put(tmp_path, [replace(A, records=[sent(3), sent(3), call(16_777_299, CI_3)])]).coverage
    assert rows["detail"].iloc[-1] == (
        "its SDL is not in the input, but 2 signals ran between it and other nodes and it set up "
        "1 leg of calls – its part of these calls is missing – collect its SDL for the same time"
    )


def test_the_samples_lack_no_node() -> None:
    import tracekit

    rows = tracekit.open(FOLDER / "secure_trunk_call.zip").coverage
    assert set(rows["what"]) == {"covered"}
    assert rows[rows["app"] == "CCM"]["host"].nunique() == 2, "two clusters, each with a node 1"
