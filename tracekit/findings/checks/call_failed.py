"""A call failed: the answer or release that ended it, its cause, and who released it.

Causes are Q.850 or those of Cisco's CDR guide. Busy, no answer, cancelled and rejected calls are no failures,
nor is a 500 or 487 that ends the consult leg of a good transfer, nor a 401 or 407 that asks for credentials;
calls to numbers that lead nowhere are told by number-unknown.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from tracekit.findings.failures import CallEnd, call_ends, cause_words, failing, proof_of, wrong_number
from tracekit.findings.finding import Finding, Frames
from tracekit.findings.told import first, peer, text

SLUG = "call-failed"
SEVERITY = "bad"
TITLE = "Call failed"
WHY = "the caller heard reorder tone or silence"
FIX = "follow the cause to the side that gave it first; other findings of the same call may name the reason"

_FIXES = {
    34: "all channels of the gateway or trunk are busy: add channels or another member of the route group",
    38: "check the path to the far end and that it is in service",
    41: "look why the far end refused: its own log at that time, its capacity, its route back",
    42: "the far end is overloaded or out of channels: look at its log",
    47: "look for a missing codec, transcoder, media termination point or bandwidth: see the finding on "
    "media",
    63: "the far end does not offer this service: check its configuration for the number",
    88: "the two ends have no common codec or transport: check regions, codecs and SRTP",
    102: "the far end did not answer in time: check route, firewall and the service there",
    125: "the location has no bandwidth left: check call admission control",
}


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each failing call."""
    calls = failing(tables)
    calls = calls[~calls["call"].isin(wrong_number(tables)["call"])]
    ends = call_ends(calls, tables, events)
    for _, row in calls.iterrows():
        end = ends[str(row["call"])]
        yield Finding(
            _words(row, end),
            proof_of(row, end.evidence),
            about=f"{_name(row['calling'])} → {_name(first([row['called'], row['dialed']]))}",
            time=None if pd.isna(row["started"]) else row["started"],
            seen=bool(end.refusals or pd.notna(row["cause"])),
            call=str(row["call"]),
            fix=_FIXES.get(int(str(row["cause"])) & 0xFF) if pd.notna(row["cause"]) else None,
        )


def _words(row: "pd.Series[Any]", end: CallEnd) -> str:
    told = [cause_words(row) or "no cause is told"]
    if end.refusals:
        answer = end.refusals[0]
        by = "from" if answer.direction == "in" else "sent by CUCM to"
        told.append(f"{answer.label} {by} {first([answer.device, peer(answer.remote_ip)])}")
    elif end.logged:
        told.append("no SIP answer is in the trace" if end.releases else "known from calllogs alone")
    who = end.released_by or first([row["released_by"]])
    told.append(f"released by {who}" if who else "who released it is not told")
    return "; ".join(told)


def _name(value: Any) -> str:
    return text(value) or "unknown"
