"""Legs that belong to one call though no record says so: by Session-ID, or by numbers and time.

Inference never overrides a statement: where CUCM has tied a leg to others of its cluster, nothing is inferred
between it and another leg of that cluster that is tied already.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.events import PLACE
from tracekit.correlate.join import Frame

AFTER_MS = 60_000
"""Digits may be dialled one by one: the outgoing INVITE follows the first incoming one by up to a minute."""
ALLOCATED_BETWEEN = 4
"""B is A + 1 in 247 of 285 pairs, else up to + 4 (SDL format notes, section 7)."""

COLUMNS = ["leg_a", "leg_b", "how", "time", *PLACE]


def inferred(messages: Frame, tied: Frame) -> Frame:
    """Pairs of legs ``leg_a, leg_b, how`` with the message that shows it; ``tied``: pairs that are stated."""
    held = messages.dropna(subset=["leg", "call_id"])
    held = held[held["method"].notna() | held["status"].notna()]
    stated = set(tied["leg_a"]) | set(tied["leg_b"])
    sessions = _unstated(_by_session(held), stated)
    known = stated | set(sessions["leg_a"]) | set(sessions["leg_b"])
    return pd.concat([sessions, _by_numbers(held, known)], ignore_index=True)[COLUMNS]


def _unstated(ties: Frame, stated: set[str]) -> Frame:
    told = ties["leg_a"].isin(stated) & ties["leg_b"].isin(stated)
    return ties[~(told & (ties["cluster_a"] == ties["cluster_b"]))]


def _by_session(messages: Frame) -> Frame:
    """The caller's half of Session-ID goes through to the outgoing leg (RFC 7989); seen since 11.5."""
    own = messages.dropna(subset=["session_id"])
    first = own.drop_duplicates(["session_id", "leg"])
    first = first.sort_values(["session_id", "time", "ms_of_life", "member", "offset"], kind="stable")
    before = first.groupby("session_id", sort=False)[["leg", "cluster"]].shift()
    ties = first.assign(leg_a=before["leg"], cluster_a=before["cluster"], leg_b=first["leg"])
    ties = ties.assign(cluster_b=first["cluster"], how="Session-ID")
    return ties.dropna(subset=["leg_a"])[[*COLUMNS, "cluster_a", "cluster_b"]]


def _by_numbers(messages: Frame, known: set[str]) -> Frame:
    """An outgoing INVITE and the nearest incoming one with the same caller and a neighbouring CI."""
    opening = messages[(messages["method"] == "INVITE") & messages["to_tag"].isna()]
    opening = opening.drop_duplicates("leg").dropna(subset=["ci", "ms_of_life", "from_number"])
    asked = opening[(opening["direction"] == "in")]
    placed = opening[(opening["direction"] == "out") & ~opening["leg"].isin(known)]
    parts = [
        placed.assign(key=placed["ci"] - step).merge(
            asked[["cluster", "ci", "leg", "ms_of_life", "from_number", "life"]].rename(
                columns={"ci": "key"}
            ),
            on=["cluster", "life", "key"],
            suffixes=("", "_in"),
        )
        for step in range(1, ALLOCATED_BETWEEN + 1)
    ]
    found = pd.concat(parts, ignore_index=True)
    since = found["ms_of_life"] - found["ms_of_life_in"]
    near = (since >= 0) & (since <= AFTER_MS) & _same_number(found["from_number"], found["from_number_in"])
    found = found[near].drop_duplicates("leg")
    return found.assign(leg_a=found["leg_in"], leg_b=found["leg"], how="numbers and time")[COLUMNS]


def _same_number(one: pd.Series[Any], other: pd.Series[Any]) -> pd.Series[Any]:
    """Also when one of them was written out: `+14085551018` and `1018`."""
    same = [
        str(a) == str(b)
        or (min(len(str(a)), len(str(b))) > 2 and (str(a).endswith(str(b)) or str(b).endswith(str(a))))
        for a, b in zip(one, other, strict=True)
    ]
    return pd.Series(same, index=one.index, dtype=bool)
