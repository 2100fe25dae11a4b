"""Which legs CUCM ties together, each statement with the record that makes it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.events import Frames
from tracekit.correlate.join import INSTANT, Frame, shaped
from tracekit.correlate.leg_keys import LegKeys

_TYPES = {
    **dict.fromkeys(["ci_a", "ci_b", "node", "ms_of_life", "line", "offset", "length"], "Int64"),
    **dict.fromkeys(["cluster", "life", "kind", "how", "member"], "str"),
    "time": INSTANT,
}
_SAME_OBJECT_WITHIN_MS = 3_600_000
"""Process instances are numbered; after an hour of silence a number may be another object's."""
_SAME_CONFERENCE_WITHIN_MS = 1_000
_AT_ONCE = 8
"""A phone's two legs are split one after the other; as many splits of other conferences may stand between."""


def statements(events: Frames, keys: LegKeys) -> Frame:
    """Pairs of legs in time order: ``leg_a, leg_b, ci_a, ci_b, kind, how, time`` and their place.

    ``kind``: set-up (calling and called leg), location (associated), release, join (legs put together, or
    taken apart, by a feature). Sources, in the order of SDL format notes, section 7: calllogs,
    `PolicyAndCACAssociateReq aCI bCI`, `LBMIF … ASSOC`, the Cdcc of CcSetupInd and CcSetupReq, `SsJoinReq`.
    """
    log = events["call_log"]
    found = [
        _pairs(_logged(log, ("SETUP", "OFFERED", "REJECT")), "set-up", "calllogs"),
        _pairs(_logged(log, ("RELEASE",)), "release", "calllogs"),
        _pairs(_logged(log, ("JOIN", "SPLIT")), "join", "calllogs"),
        _pairs(events["policy_pair"], "set-up", "admission"),
        _pairs(_associations(events["location_pair"]), "location", "location"),
        _pairs(_of_one_call_object(events["call_setup"]), "location", "call object"),
        _pairs(events["join_request"], "join", "join request"),
    ]
    table = pd.concat(found, ignore_index=True)
    table = table[(table["ci_a"] > 0) & (table["ci_b"] > 0)].dropna(subset=["ci_a", "ci_b"])
    table = keys.add(keys.add(table, "ci_a", "leg_a"), "ci_b", "leg_b")
    return table.sort_values(["cluster", "time", "ms_of_life", "member", "offset"], kind="stable")


def media_pairs(events: Frames, keys: LegKeys) -> Frame:
    """Legs whose media are connected: also those to music, bridges and other resources."""
    table = _pairs(events["media_pair"], "location", "media")
    return keys.add(keys.add(table, "ci_a", "leg_a"), "ci_b", "leg_b")


def _pairs(frame: Frame, kind: str, how: str) -> Frame:
    return shaped(frame.assign(kind=kind, how=how), _TYPES)


def _associations(frame: Frame) -> Frame:
    """`ASSOC` but not `UNASSOC`; a prime marks the other side of the same statement."""
    return frame[frame["action"].astype("str").str.startswith("ASSOC").fillna(False).astype(bool)]


def _logged(frame: Frame, wanted: tuple[str, ...]) -> Frame:
    return frame[frame["event"].isin(wanted)]


def _of_one_call_object(setups: Frame) -> Frame:
    """A Cdcc gets the set-up of the calling leg and asks for each called one (format notes, section 7)."""
    inward = (setups["signal"] == "CcSetupInd") & _is(setups["destination"], "Cdcc(")
    onward = (setups["signal"] == "CcSetupReq") & _is(setups["source"], "Cdcc(")
    held = setups.assign(object=setups["destination"].where(inward, setups["source"].where(onward)))
    known = held.dropna(subset=["object", "ci", "ms_of_life"]).drop_duplicates(["life", "object", "ci"])
    order = known.sort_values(["life", "object", "ms_of_life", "member", "offset"], kind="stable")
    return _neighbours(order, _SAME_OBJECT_WITHIN_MS)


def conference_pairs(events: Frames, keys: LegKeys) -> Frame:
    """Pairs of legs that conferences split at about the same time: a phone's two legs are among them.

    No join names two parties of a conference, each is joined to a leg of the bridge (shape assumed: no real
    trace of one was found). One process may serve several conferences, so the caller tells by device which
    two belong together.
    """
    splits = events["split_request"]
    splits = splits[_is(splits["destination"], "Cc(") & _is(splits["source"], "Conferencing(")]
    splits = splits.dropna(subset=["ci", "ms_of_life"]).assign(object=splits["source"])
    order = splits.sort_values(["life", "object", "ms_of_life", "member", "offset"], kind="stable")
    found = [_neighbours(order, _SAME_CONFERENCE_WITHIN_MS, back) for back in range(1, _AT_ONCE + 1)]
    table = _pairs(pd.concat(found, ignore_index=True), "join", "conference")
    return keys.add(keys.add(table, "ci_a", "leg_a"), "ci_b", "leg_b")


def _is(process: pd.Series[Any], name: str) -> pd.Series[Any]:
    return process.astype("str").str.startswith(name).fillna(False).astype(bool)


def _neighbours(order: Frame, within_ms: int, back: int = 1) -> Frame:
    """Each row of an object as a pair with one before it; rows stand in order of time within each object."""
    before = order.groupby(["life", "object"], sort=False)[["ci", "ms_of_life"]].shift(back)
    near = order["ms_of_life"] - before["ms_of_life"] <= within_ms
    return order.assign(ci_a=before["ci"], ci_b=order["ci"])[near.fillna(False).astype(bool)]
