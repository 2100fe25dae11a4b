"""Logical calls: all legs that CUCM ties together, across nodes and, by a shared Call-ID, across clusters."""

from __future__ import annotations

import zlib
from typing import Any

import pandas as pd

from tracekit.cause import cause_text
from tracekit.correlate.events import PLACE
from tracekit.correlate.groups import groups
from tracekit.correlate.join import Frame, lists_of, look_up
from tracekit.correlate.outcome import outcome, released_by


def tie_legs(legs: Frame, joins: Frame) -> pd.Series[Any]:
    """The call of each leg, by leg key."""
    part = groups(legs["leg"], zip(joins["leg_a"], joins["leg_b"], strict=True))
    return pd.Series(look_up(legs, ["leg"], part).to_numpy(), index=legs["leg"]).map(_names(legs, part))


def _names(legs: Frame, part: pd.Series[Any]) -> dict[str, str]:
    """A call is named by the CI of its first leg; the same CI in another cluster or life gets a number."""
    table = legs.assign(part=look_up(legs, ["leg"], part)).sort_values(
        ["started", "ci", "leg"], kind="stable"
    )
    names: dict[str, str] = {}
    used: dict[str, int] = {}
    for key, ci, leg in table.drop_duplicates("part")[["part", "ci", "leg"]].itertuples(index=False):
        name = f"sip-{zlib.crc32(leg.encode()):08x}" if pd.isna(ci) else str(ci)
        used[name] = used.get(name, 0) + 1
        names[key] = name if used[name] == 1 else f"{name}-{used[name]}"
    return names


def calls(legs: Frame, messages: Frame, digits: Frame) -> Frame:
    """The calls table, in order of time; ``legs`` and ``messages`` with their ``call``."""
    ordered = legs.sort_values(["started", "ci", "leg"], kind="stable")
    table = ordered.groupby("call", sort=False)[["started"]].min().reset_index()
    caller = _first(ordered[ordered["role"] == "calling"])
    called = _reached(ordered)
    keyed = table[["call"]]
    table["calling"] = look_up(keyed, ["call"], caller["number"]).fillna(
        _calling_told(keyed, digits, messages)
    )
    table["dialed"] = _dialed(keyed, digits, messages)
    table["called"] = look_up(keyed, ["call"], called["number"]).fillna(_called_digits(keyed, digits))
    for column in ("device", "ci", "node"):
        table[_PLURAL[column]] = _lists(keyed, ordered, column)
    table = table.assign(**_times(keyed, ordered))
    table["cause"] = look_up(keyed, ["call"], _first_known(ordered, "cause")).astype("Int64")
    table["cause_text"] = _cause_words(table["cause"], look_up(keyed, ["call"], caller["final_status"]))
    table["outcome"] = outcome(keyed, ordered, messages, table["cause"])
    table["released_by"] = released_by(keyed, ordered, messages)
    table["transport"] = _joined(keyed, ordered, "transport")
    known = ordered.dropna(subset=["secure"]).groupby("call")["secure"].min()
    table["secure"] = look_up(keyed, ["call"], known).astype("boolean")
    for column in PLACE:
        table[column] = look_up(keyed, ["call"], _first_known(ordered, column))
    return table.sort_values(["started", "call"], kind="stable").reset_index(drop=True)


def _cause_words(causes: pd.Series[Any], status: pd.Series[Any]) -> pd.Series[Any]:
    """The cause in words; where no cause was told, the SIP status that ended the caller's INVITE."""
    words = [
        cause_text(int(cause))
        if pd.notna(cause)
        else f"SIP {int(code)}"
        if pd.notna(code) and code >= 300
        else None
        for cause, code in zip(causes, status, strict=True)
    ]
    return pd.Series(words, index=causes.index, dtype="str")


_PLURAL = {"device": "devices", "ci": "legs", "node": "nodes"}


def _first(legs: Frame) -> Frame:
    return legs.groupby("call", sort=False).first()


def _first_known(legs: Frame, column: str) -> pd.Series[Any]:
    return legs.dropna(subset=[column]).groupby("call", sort=False)[column].first()


def _reached(legs: Frame) -> Frame:
    """The called leg: one that answered before one that did not."""
    called = legs[legs["role"] == "called"]
    return _first(pd.concat([called[called["answered"].notna()], called]))


def _dialed(keyed: Frame, digits: Frame, messages: Frame) -> pd.Series[Any]:
    """What digit analysis had collected when it first decided; else the opening INVITE's target."""
    settled = digits[digits["result"].isin(["matched", "blocked", "no match"])]
    collected = (
        pd.concat([settled, digits.iloc[::-1]])
        .dropna(subset=["call", "dialed"])
        .groupby("call")["dialed"]
        .first()
    )
    opening = messages[(messages["method"] == "INVITE") & messages["to_tag"].isna()].dropna(subset=["call"])
    target = opening.groupby("call", sort=False)["to_number"].first()
    return (
        look_up(keyed, ["call"], collected)
        .astype("str")
        .fillna(look_up(keyed, ["call"], target).astype("str"))
    )


def _calling_told(keyed: Frame, digits: Frame, messages: Frame) -> pd.Series[Any]:
    """The caller when the trace does not hold the first leg: from digit analysis, else from an INVITE."""
    analysed = digits.dropna(subset=["call", "calling"]).groupby("call")["calling"].first()
    opening = messages[(messages["method"] == "INVITE") & messages["to_tag"].isna()].dropna(subset=["call"])
    sender = opening.groupby("call", sort=False)["from_number"].first()
    return (
        look_up(keyed, ["call"], analysed)
        .astype("str")
        .fillna(look_up(keyed, ["call"], sender).astype("str"))
    )


def _called_digits(keyed: Frame, digits: Frame) -> pd.Series[Any]:
    return look_up(
        keyed, ["call"], digits.dropna(subset=["call", "called"]).groupby("call")["called"].last()
    ).astype("str")


def _lists(keyed: Frame, legs: Frame, column: str) -> pd.Series[Any]:
    texts = {call: [str(value) for value in found] for call, found in lists_of(legs, "call", column).items()}
    return pd.Series([texts.get(call) for call in keyed["call"]], dtype="object")


def _joined(keyed: Frame, legs: Frame, column: str) -> pd.Series[Any]:
    texts = {call: ", ".join(found) for call, found in lists_of(legs, "call", column).items()}
    return pd.Series([texts.get(call) for call in keyed["call"]], dtype="str")


def _times(keyed: Frame, legs: Frame) -> dict[str, Any]:
    """A call is answered when the first of its legs is, and ends with the last leg whose end was seen."""
    answered = look_up(keyed, ["call"], legs.groupby("call")["answered"].min())
    ends = legs.groupby("call")["ended"]
    over = ends.max()[ends.count() > 0]
    ended = look_up(keyed, ["call"], over)
    seconds = (ended - answered).dt.total_seconds() if len(keyed) else pd.Series([], dtype="float64")
    return {"answered": answered, "ended": ended, "duration_s": seconds.round(3).astype("Float64")}
