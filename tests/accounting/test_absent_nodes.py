"""Nodes that are spoken with but not in the input, uneven coverage, and traces that tell too little."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.accounting.built import Built, findings, put, signal
from tests.samples import FOLDER

A = Built()
TWO = replace(A, node=2)
INVITE = (
    "SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 10.10.98.1 on port 50711 index 4 with {size} bytes:\n"
    "[77,NET]\nINVITE sip:2002@10.10.97.1:5060 SIP/2.0\r\nCall-ID: 1-a@10.10.98.1\r\nCSeq: 101 INVITE\r\n"
    "Content-Length: 0\r\n\r\n"
)
CI_3 = 3 << 24 | 41
LOG = (
    "2026/03/02 10:0{minute}:10.100|SIPL|16777299|TCP|IN|10.10.97.1|5060|SEP0011AABB0001|10.10.98.1|50711|"
    "1,100,14,7.9^10.10.98.1^SEP0011AABB0001|77|1-a@10.10.98.1|INVITE\n"
)
SETUP = signal(
    "SIPSetupInd",
    "SIPD(1,100,84,3)",
    "SIPHandler(1,100,82,1)",
    "SignalInfo = CcNoInfo CcbId= 95084 --TransType=2 --TransSecurity=0 PeerAddr = 10.10.98.1:50711",
)


def sent(node: int, type_: str = "SdlSig-O", name: str = "SsInfoInd", app: int = 100) -> tuple[float, str, str]:
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
        "its SDL is not in the input, but 2 signals of other nodes go to it or come from it and it set up 1 leg "
        "of calls – its part of these calls is missing – collect its SDL for the same time"
    )


def test_the_samples_lack_no_node() -> None:
    import tracekit

    rows = tracekit.open(FOLDER / "secure_trunk_call.zip").coverage
    assert set(rows["what"]) == {"covered"}
    assert rows[rows["app"] == "CCM"]["host"].nunique() == 2, "two clusters, each with a node 1"


def uneven(rows: object) -> list[tuple[object, ...]]:
    table = rows[rows["what"] == "uneven"]  # type: ignore[index]
    columns = table[["node", "from", "to", "detail"]].itertuples(index=False, name=None)
    return [(None if node != node else node, start, end, detail.partition(" – ")[0]) for node, start, end, detail in columns]


def test_uneven_nodes_tell_their_common_time(tmp_path: Path) -> None:
    made = put(tmp_path, [A, replace(TWO, start=36_120, end=36_600), replace(A, node=3, end=36_900)])
    rows = made.coverage[made.coverage["what"] == "uneven"]
    assert rows[["from", "to"]].to_numpy().tolist() == [
        ["2026-03-02T10:01:59.999+00:00", "2026-03-02T10:05:00.000+00:00"]
    ]
    assert rows["node"].isna().all() and rows["count"].tolist() == [3]
    assert rows["detail"].iloc[0].startswith("SDL of all 3 nodes covers only 2026-03-02 10:01:59–10:05:00 – ")


def test_nodes_without_a_common_time(tmp_path: Path) -> None:
    rows = put(tmp_path, [A, replace(TWO, start=40_000, end=40_300)]).coverage
    row = rows[rows["what"] == "uneven"].iloc[0]
    assert row["detail"].startswith("no time is covered by the SDL of all 2 nodes")
    assert row[["from", "to"]].isna().all()


def test_a_minute_makes_nothing_uneven(tmp_path: Path) -> None:
    near = put(tmp_path / "near", [A, replace(TWO, start=36_060, end=36_360)]).coverage
    far = put(tmp_path / "far", [A, replace(TWO, start=36_060.1, end=36_300)]).coverage
    assert ("uneven" in set(near["what"]), "uneven" in set(far["what"])) == (False, True)


def test_calllogs_that_reach_beyond_the_sdl(tmp_path: Path) -> None:
    old = LOG.format(minute=1).replace("2026/03/02", "2026/02/20")
    made = put(tmp_path, [A], {"calllogs_00000001.txt": (old + LOG.format(minute=2)).encode()})
    row = made.coverage[made.coverage["what"] == "uneven"].iloc[0]
    assert (row["node"], row["from"][:19], row["to"][:19]) == (1, "2026-02-20T10:01:10", "2026-03-02T10:02:10")
    assert row["detail"].startswith(
        "SDL covers 2026-03-02 09:59:59–10:05:00; calllogs cover 10 days, 2026-02-20 10:01:10–2026-03-02 10:02:10"
    )


LEVELS: dict[str, tuple[list[Built], bytes, list[str]]] = {
    "all is there": ([replace(A, records=[(36_010, "AppInfo", INVITE)])], LOG.format(minute=2).encode(), []),
    "no signals": ([replace(A, signals=False)], b"", ["no signals"]),
    "no signals in one of two files": ([replace(A, signals=False), replace(A, number=6, start=36_300.1, end=36_600)], b"", []),
    "too short to tell": ([replace(A, signals=False, end=36_020)], b"", []),
    "calllogs show messages": ([A], LOG.format(minute=2).encode(), ["no SIP text"]),
    "calllogs show them elsewhere": ([A], LOG.format(minute=7).encode(), []),
    "signals show dialogs": ([replace(A, records=[(36_030, "SdlSig", SETUP)])], b"", ["no SIP text"]),
    "flags are off": (
        [replace(A, records=[(36_001 + n / 10, "SdlSig", off) for n in range(120) for off in [
            signal("TimerInd", "Cc(1,100,220,1)", "Timer(1,100,3,1)").replace("[R:N-H:0,N:1,L:0,V:0,Z:0,D:0]", "*TraceFlagOverrode")
        ]])],
        b"",
        ["flags overridden"],
    ),
    "some flags are off": (
        [replace(A, records=[(36_001 + n / 10, "SdlSig", off) for n in range(120) for off in [
            signal("TimerInd", "Cc(1,100,220,1)", "Timer(1,100,3,1)").replace("[R:", "*TraceFlagOverrode[" if n % 3 == 0 else "[R:")
        ]])],
        b"",
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LEVELS)
def test_trace_levels(case: str, tmp_path: Path) -> None:
    files, log, expected = LEVELS[case]
    rows = put(tmp_path, files, {"calllogs_00000001.txt": log} if log else None).coverage
    assert rows.loc[~rows["what"].isin(["covered", "uneven"]), "what"].tolist() == expected


def test_the_cure_of_a_trace_level_is_said(tmp_path: Path) -> None:
    detail = put(tmp_path, [A], {"calllogs_00000001.txt": LOG.format(minute=2).encode()}).coverage["detail"]
    assert (
        "no SIP text although calllogs list 1 SIP message in its time: the level is below State Transition – "
        "ladders lack their messages – set the trace level of Cisco CallManager to Detailed in Serviceability "
        "(Trace > Configuration)"
    ) in detail.tolist()
