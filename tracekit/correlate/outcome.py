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
_ONE_RELEASE_MS = 5_000
"""The other side is released at once; a refusal or a lost answer may hold it up for some seconds."""


GOES_ON_MS = 1_000
"""How much longer a trace must run to show that a call goes on: an excerpt simply ends."""


def outcome(keyed: Frame, legs: Frame, messages: Frame, cause: pd.Series[Any]) -> pd.Series[Any]:
    """One word a call: answered, busy, no answer, rejected, cancelled, failed, in progress; null when untold.

    The caller's INVITE decides. Legs without SIP (gateways by MGCP or H.323) are judged by the other
    legs and by the release cause. A call without an answer or end is in progress when the trace goes on
    after its last message; where the trace ends with it, nothing can be said.
    """
    callers = legs[legs["role"] == "calling"]
    first = callers.drop_duplicates("call")
    status = look_up(keyed, ["call"], first.set_index("call")["final_status"])
    answered = look_up(keyed, ["call"], legs.groupby("call")["answered"].count()).fillna(0) > 0
    ended = look_up(keyed, ["call"], legs.groupby("call")["ended"].count()).fillna(0) > 0
    goes_on = _goes_on(keyed, messages)
    words = [
        _word(*facts)
        for facts in zip(status, answered.tolist(), (ended | ~goes_on).tolist(), cause.tolist(), strict=True)
    ]
    return pd.Series(words, index=keyed.index, dtype="str")


def _goes_on(keyed: Frame, messages: Frame) -> pd.Series[Any]:
    """Whether a node of the call logs messages after the call's last one there."""
    held = messages.dropna(subset=["call", "ms_of_life"])
    last = held.groupby(["call", "life"])["ms_of_life"].max().reset_index()
    end = look_up(last, ["life"], messages.groupby("life")["ms_of_life"].max())
    longer = last.assign(longer=end - last["ms_of_life"] >= GOES_ON_MS).groupby("call")["longer"].max()
    return look_up(keyed, ["call"], longer).fillna(False).astype(bool)


def _word(status: Any, answered: bool, over: bool, cause: Any) -> str | None:
    """``over``: an end was seen, or the trace does not run on to show one."""
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
    """Who hung up: the party whose BYE or CANCEL ended the last two dialogs, by number or device.

    A dialog that ends earlier is that of a leg that left (transfer, hunt, fork) and ends no call. CUCM when
    it ended both itself; null when nobody did: a call that is only given up towards the called party.
    """
    ends = messages[messages["method"].isin(["BYE", "CANCEL"])].dropna(subset=["call", "leg"])
    ends = ends.sort_values(["time", "ms_of_life"], kind="stable").drop_duplicates(["call", "leg", "call_id"])
    last = ends.groupby("call").tail(2)
    latest = look_up(last, ["call"], ends.groupby("call")["ms_of_life"].last())
    last = last[(latest - last["ms_of_life"] <= _ONE_RELEASE_MS) | (last["ms_of_life"] == latest)]
    last = last.assign(order=(last["direction"] == "out").astype(int))
    first = last.sort_values("order", kind="stable").drop_duplicates("call").set_index("call")
    given_up = first["direction"].eq("out") & first["method"].eq("CANCEL")
    first = first[~given_up]
    party = legs.set_index("leg")["number"].fillna(legs.set_index("leg")["device"])
    names = look_up(first, ["leg"], party).astype("str").mask(first["direction"] == "out", "CUCM")
    return look_up(keyed, ["call"], names).astype("str")
