"""Traces that are too coarse to tell a call."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.accounting.built import INVITE, LOG, Built, put, signal

A = Built()
B = replace(A, number=6, start=36_300.1, end=36_600)
SETUP = signal(
    "SIPSetupInd",
    "SIPD(1,100,84,3)",
    "SIPHandler(1,100,82,1)",
    "SignalInfo = CcNoInfo CcbId= 95084 --TransType=2 --TransSecurity=0 PeerAddr = 10.10.98.1:50711",
)
PLAIN = signal("TimerInd", "Cc(1,100,220,1)", "Timer(1,100,3,1)")
OFF = PLAIN.replace("[R:N-H:0,N:1,L:0,V:0,Z:0,D:0]", "*TraceFlagOverrode")


def many_of(*signals: str) -> Built:
    """A file with 120 signals, these in turn."""
    return replace(A, records=[(36_001 + n / 10, "SdlSig", signals[n % len(signals)]) for n in range(120)])


LEVELS: dict[str, tuple[list[Built], bytes, list[str]]] = {
    "all is there": ([replace(A, records=[(36_010, "AppInfo", INVITE)])], LOG.format(minute=2).encode(), []),
    "no signals": ([replace(A, signals=False)], b"", ["no signals"]),
    "no signals in one of two files": ([replace(A, signals=False), B], b"", []),
    "too short to tell": ([replace(A, signals=False, end=36_020)], b"", []),
    "calllogs show messages": ([A], LOG.format(minute=2).encode(), ["no SIP text"]),
    "calllogs show them elsewhere": ([A], LOG.format(minute=7).encode(), []),
    "signals show dialogs": ([replace(A, records=[(36_030, "SdlSig", SETUP)])], b"", ["no SIP text"]),
    "flags are off": ([many_of(OFF)], b"", ["flags overridden"]),
    "flags are off in nine of ten": ([many_of(*[OFF] * 11, PLAIN)], b"", ["flags overridden"]),
    "some flags are off": ([many_of(OFF, PLAIN, PLAIN)], b"", []),
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
        "ladders lack their messages – set the trace level of Cisco CallManager to Detailed in "
        "Serviceability (Trace > Configuration)"
    ) in detail.tolist()
