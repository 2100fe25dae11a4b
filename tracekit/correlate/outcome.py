"""How a call ended, as CUCM and SIP say it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.join import Frame, look_up

_BY_STATUS = {
    486: "busy",
    600: "busy",
    487: "cancelled",
    408: "no answer",
    480: "no answer",
    403: "rejected",
    603: "rejected",
}
_BY_CAUSE = {17: "busy", 18: "no answer", 19: "no answer", 21: "rejected"}
_NORMAL = (0, 16, 31, 393216)
"""Causes that every good call ends with too: they do not tell whether it was answered."""


def outcome(keyed: Frame, legs: Frame, cause: pd.Series[Any]) -> pd.Series[Any]:
    """One word a call: answered, busy, no answer, rejected, cancelled, failed, in progress; null when untold.

    The caller's INVITE decides. Legs without SIP (gateways by MGCP or H.323) are judged by the other
    legs and by the release cause.
    """
    callers = legs[legs["role"] == "calling"]
    first = callers.drop_duplicates("call")
    status = look_up(keyed, ["call"], first.set_index("call")["final_status"])
    answered = look_up(keyed, ["call"], legs.groupby("call")["answered"].count()).fillna(0) > 0
    ended = look_up(keyed, ["call"], legs.groupby("call")["ended"].count()).fillna(0) > 0
    signalled = look_up(keyed, ["call"], legs[legs["call_ids"].notna()].groupby("call").size()).fillna(0) > 0
    words = [
        _word(*facts)
        for facts in zip(
            status, answered.tolist(), (ended | ~signalled).tolist(), cause.tolist(), strict=True
        )
    ]
    return pd.Series(words, index=keyed.index, dtype="str")


def _word(status: Any, answered: bool, over: bool, cause: Any) -> str | None:
    """``over``: an end was seen, or there is no signalling that could show one."""
    if pd.notna(status):
        if status < 300:
            return "answered"
        return _BY_STATUS.get(int(status), "failed")
    if answered:
        return "answered"
    if pd.notna(cause):
        return None if cause in _NORMAL else _BY_CAUSE.get(int(cause) & 0xFF, "failed")
    return None if over else "in progress"


def released_by(keyed: Frame, legs: Frame, messages: Frame) -> pd.Series[Any]:
    """The party whose BYE or CANCEL came first, by number or device; CUCM when it sent the first one."""
    ends = messages[messages["method"].isin(["BYE", "CANCEL"])].dropna(subset=["call"])
    first = ends.sort_values(["time", "ms_of_life"], kind="stable").drop_duplicates("call").set_index("call")
    party = legs.set_index("leg")["number"].fillna(legs.set_index("leg")["device"])
    names = [
        "CUCM" if direction == "out" else party.get(leg)
        for direction, leg in zip(first["direction"], first["leg"], strict=True)
    ]
    return look_up(keyed, ["call"], pd.Series(names, index=first.index, dtype="str")).astype("str")
