"""Calls that failed, what the trace holds of their end, and which of them only had a wrong number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracekit.cause import cause_text, sip_status
from tracekit.findings.finding import Frames
from tracekit.findings.proof import MOST_LINES
from tracekit.findings.told import first, text

UNKNOWN_NUMBER = (1, 3, 22, 28)
"""Q.850 causes of a number that leads nowhere: unallocated, no route, changed, invalid format."""

_ASKED_AGAIN = (401, 407)
"""RFC 3261 section 22: the same INVITE follows with credentials; no failure."""

_NOT_REACHED = ("blocked", "no match")


Row = Any
"""One row as ``itertuples`` gives it."""

_REFUSAL = ["direction", "label", "device", "remote_ip"]
_RELEASE = ["ci", "signal", "on_behalf_of"]


@dataclass(frozen=True)
class CallEnd:
    """The rows of one failing call that tell how it ended, each in order of time."""

    refusals: list[Row]
    """final answers of 300 and above to its opening INVITEs: direction, label, device, remote_ip"""
    releases: list[Row]
    """the first signal that releases each of its legs: ci, signal, on_behalf_of"""
    logged: list[Row]
    """its RELEASE and REJECT rows of calllogs"""

    @property
    def evidence(self) -> tuple[str, ...]:
        """The answer that proves it first, then the first releases, then calllogs."""
        told = (*self.refusals, *self.releases[:2], *self.logged)
        return tuple(dict.fromkeys(f"{row.member}:{row.line}" for row in told))[:MOST_LINES]

    @property
    def released_by(self) -> str | None:
        """CUCM and the part of it that asked, or the party whose refusal came first."""
        if self.releases and self.releases[0].signal == "CcDisconnReq":
            part = text(self.releases[0].on_behalf_of)
            return f"CUCM (on behalf of {part})" if part else "CUCM"
        refused = [row for row in self.refusals if row.direction == "in"]
        return first([*(row.device for row in refused), *(row.remote_ip for row in refused)])


def failing(tables: Frames) -> pd.DataFrame:
    """Calls whose outcome is failed; a consult leg of a good transfer is no call of its own."""
    calls = tables["calls"]
    return calls[calls["outcome"] == "failed"]


def wrong_number(tables: Frames) -> pd.DataFrame:
    """Calls that reached nobody because no pattern, or nobody behind it, has the number; with ``result``.

    ``result``: what digit analysis said last of the caller's digits (blocked, no match); null when only the
    cause tells.
    """
    calls, analysed = tables["calls"], tables["digit_analyses"].dropna(subset=["call", "result"])
    last = analysed.sort_values(["time", "seq"], kind="stable").drop_duplicates(["call", "ci"], keep="last")
    stuck = last[last["result"].isin(_NOT_REACHED)].drop_duplicates("call").set_index("call")["result"]
    told = calls.assign(result=calls["call"].map(stuck))
    low = told["cause"].astype("Int64").mod(256)
    unknown = low.isin(UNKNOWN_NUMBER) & (told["outcome"] == "failed")
    unreached = told["result"].notna() & told["answered"].isna() & ~told["outcome"].isin(["answered", "busy"])
    return told[unknown | unreached]


def call_ends(calls: pd.DataFrame, tables: Frames, events: Frames) -> dict[str, CallEnd]:
    """How each of the calls ended, by call."""
    wanted = calls["call"]
    messages = _of(wanted, tables["messages"])
    opening = messages.loc[messages["method"].eq("INVITE") & messages["to_tag"].isna(), ["call_id", "cseq"]]
    answers = messages[messages["cseq_method"].eq("INVITE") & (messages["status"] >= 300).fillna(False)]
    answers = answers[~answers["status"].isin(_ASKED_AGAIN)]
    log = _of(wanted, events["call_log"])
    ends = (
        _rows(answers.merge(opening.drop_duplicates(), on=["call_id", "cseq"]), _REFUSAL),
        _rows(_of(wanted, events["call_release"]).drop_duplicates(["call", "ci"]), _RELEASE),
        _rows(log[log["event"].isin(["RELEASE", "REJECT"])], []),
    )
    return {call: CallEnd(*(rows.get(call, []) for rows in ends)) for call in wanted}


def proof_of(row: pd.Series[Any], *told: tuple[str, ...]) -> tuple[str, ...]:
    """The lines that are told, else the first record of the call."""
    lines = tuple(line for each in told for line in each)
    return lines or (() if pd.isna(row["member"]) else (f"{row['member']}:{row['line']}",))


def cause_words(row: pd.Series[Any]) -> str | None:
    """`cause 47 resource unavailable, unspecified`; null when the trace gives none."""
    if pd.isna(row["cause"]):
        return first([row["cause_text"]])
    number = int(str(row["cause"]))
    status = sip_status(number)
    shown = number if status is None else number & 0xFF
    return f"cause {shown} {cause_text(number)}"


def _of(calls: pd.Series[str], frame: pd.DataFrame) -> pd.DataFrame:
    mine = frame[frame["call"].isin(calls)]
    return mine.sort_values(["time", "member", "line"], kind="stable")


def _rows(frame: pd.DataFrame, columns: list[str]) -> dict[str, list[Row]]:
    """The rows of each call, with where they stand."""
    found: dict[str, list[Row]] = {}
    for row in frame[["call", "member", "line", *columns]].itertuples(index=False):
        found.setdefault(str(row[0]), []).append(row)
    return found
