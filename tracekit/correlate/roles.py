"""What part each leg plays in its call, beyond calling and called."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.join import Frame, look_up


def with_roles(legs: Frame, stated: Frame, beside: Frame) -> Frame:
    """``legs`` with the parts that features give them; ``legs`` has ``call``, ``stated`` is in time order.

    consult: a later calling leg of a call that asked for another leg; transferred: the leg it reached, when
    a join hands that one over; retrieved: a later calling leg that is joined without reaching anybody
    (a parked call is taken); forwarded: a called leg that was given up for another CI of the same caller;
    conference: a bridge's own leg; recorder and held music: legs of calls beside a call.
    """
    role = legs.set_index("leg")["role"]
    setups = stated[stated["kind"] == "set-up"].drop_duplicates(["leg_a", "leg_b"])
    joined = stated[stated["how"].isin(["calllogs", "join request"]) & (stated["kind"] == "join")]
    joined = joined[joined["leg_a"].isin(role.index) & joined["leg_b"].isin(role.index)]
    callers = legs[legs["role"] == "calling"].sort_values(["started", "ci", "leg"], kind="stable")
    later = set(callers.loc[callers.duplicated("call"), "leg"])
    asking, in_join = set(setups["leg_a"]), set(joined["leg_a"]) | set(joined["leg_b"])
    split = _split(joined)
    consult = (later & asking) & (split | _partners(setups, in_join))
    reached = set(setups.loc[setups["leg_a"].isin(consult), "leg_b"])
    speaking = joined[
        joined["leg_a"].isin(_called_or_calling(role)) & joined["leg_b"].isin(_called_or_calling(role))
    ]
    handed = set(speaking["leg_a"]) | set(speaking["leg_b"])
    told = [
        (in_join - _called_or_calling(role), "conference"),
        (_given_up(legs, setups), "forwarded"),
        ((later & in_join) - asking, "retrieved"),
        (reached & _joined_elsewhere(speaking, setups) & handed, "transferred"),
        (consult, "consult"),
    ]
    table = legs.assign(role=legs["role"])
    for keys, name in told:
        table["role"] = table["role"].mask(table["leg"].isin(keys), name)
    aside = beside.drop_duplicates("leg").set_index("leg")["role"]
    call_role = pd.Series(look_up(table, ["leg"], aside).to_numpy(), index=table["call"]).dropna()
    call_role = call_role[~call_role.index.duplicated()]
    own = look_up(table, ["call"], call_role).astype("str")
    return table.assign(role=own.fillna(table["role"].astype("str")))


def _called_or_calling(role: pd.Series[Any]) -> set[str]:
    return set(role[role.isin(["calling", "called"])].index)


def _split(joined: Frame) -> set[str]:
    """Legs of splits: the calllogs rows that part what a set-up had tied."""
    return set(joined["leg_a"]) | set(joined["leg_b"])


def _partners(setups: Frame, legs: set[str]) -> set[str]:
    return set(setups.loc[setups["leg_b"].isin(legs), "leg_a"])


def _joined_elsewhere(joined: Frame, setups: Frame) -> set[str]:
    """Legs that a join ties to another leg than their set-up did."""
    known = set(zip(setups["leg_a"], setups["leg_b"], strict=True))
    pairs = [
        (a, b)
        for a, b in zip(joined["leg_a"], joined["leg_b"], strict=True)
        if (a, b) not in known and (b, a) not in known
    ]
    return {leg for pair in pairs for leg in pair}


def _given_up(legs: Frame, setups: Frame) -> set[str]:
    """Called legs that were not answered and whose caller was then set up to another leg."""
    asked = setups.assign(answered=look_up(setups, ["leg_b"], legs.set_index("leg")["answered"]))
    followed = asked.duplicated("leg_a", keep="last")
    return set(asked.loc[followed & asked["answered"].isna(), "leg_b"])
