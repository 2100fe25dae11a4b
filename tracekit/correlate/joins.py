"""Every tie between two legs: how it is known, how strong that is, and the record that proves it."""

from __future__ import annotations

import pandas as pd

from tracekit.correlate.events import PLACE
from tracekit.correlate.inferred import inferred
from tracekit.correlate.join import Frame, look_up

_SHARED = ["leg_a", "leg_b", "how", "strength", "time", *PLACE]


def joins(messages: Frame, stated: Frame, media: Frame, conferences: Frame) -> Frame:
    """``leg_a, leg_b, how, strength, time`` and place, the first record of each kind of tie between two legs.

    ``strength``: stated by CUCM, derived from an identifier that both logged, or inferred. ``media``: media
    connections; they count between legs that are known otherwise, since music and bridges have CIs too.
    """
    speaking = set(messages["leg"].dropna()) | set(stated["leg_a"]) | set(stated["leg_b"])
    between = media[media["leg_a"].isin(speaking) & media["leg_b"].isin(speaking)]
    told = pd.concat([stated, between, conferences], ignore_index=True)
    told = told[told["leg_a"] != told["leg_b"]]
    shared = _same_call_id(messages)
    parts = [
        told.assign(strength="stated"),
        shared.assign(strength="derived"),
        inferred(messages, told).assign(strength="inferred"),
    ]
    table = pd.concat([part[_SHARED] for part in parts], ignore_index=True)
    swapped = table["leg_a"] > table["leg_b"]
    low, high = table["leg_b"].where(swapped, table["leg_a"]), table["leg_a"].where(swapped, table["leg_b"])
    return table[~table.assign(low=low, high=high).duplicated(["low", "high", "how"])].reset_index(drop=True)


def of_one_device(pairs: Frame, legs: Frame) -> Frame:
    """The pairs whose two legs are of one phone."""
    device = legs.set_index("leg")["device"]
    one, other = (look_up(pairs, [column], device).astype("str") for column in ("leg_a", "leg_b"))
    return pairs[(one == other).fillna(False).astype(bool)]


def _same_call_id(messages: Frame) -> Frame:
    """Two nodes that log the same Call-ID hold the two ends of one dialog (RFC 3261 section 8.1.1.4)."""
    held = messages.dropna(subset=["leg", "call_id"]).drop_duplicates(["call_id", "leg"])
    held = held[held.duplicated("call_id", keep=False)].sort_values(["call_id", "leg"], kind="stable")
    before = held.groupby("call_id", sort=False)["leg"].shift()
    return held.assign(leg_a=before, leg_b=held["leg"], how="same Call-ID").dropna(subset=["leg_a"])


def join_rows(joins: Frame, legs: Frame) -> Frame:
    """The joins table: the legs by call identifier and Call-ID, and the call they are in."""
    ids = pd.Series([ids[0] if ids else None for ids in legs["call_ids"]], index=legs.index, dtype="str")
    first = legs.assign(call_id=ids).set_index("leg")
    columns = {
        f"{name}_{side}": look_up(joins, [f"leg_{side}"], first[name])
        for side in ("a", "b")
        for name in ("ci", "call_id")
    }
    table = joins.assign(call=look_up(joins, ["leg_a"], first["call"]), **columns)
    order = ["time", "member", "offset", "how"]
    return table.sort_values(order, kind="stable")
