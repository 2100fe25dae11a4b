"""SIP dialogs: one row for each Call-ID at a node that opened one, and for each fork that answered it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tracekit.correlate.events import PLACE
from tracekit.correlate.join import Frame, look_up


def dialogs(messages: Frame) -> Frame:
    """The dialogs table, from the messages table; place is that of the first message.

    Several parties may answer one INVITE, each with a tag of its own: each is a dialog (RFC 3261 section
    12.1). ``fork`` counts them in the order in which they answered. Messages without a tag of the other
    side (the INVITE, 100, CANCEL) count for the first.
    """
    held = messages.dropna(subset=["dialog"])
    caller = _from_caller(held)
    held = held.assign(
        caller_tag=held["from_tag"].where(caller, held["to_tag"]),
        other_tag=held["to_tag"].where(caller, held["from_tag"]),
    )
    number = _forks(held)
    refused = number.isna() & held["dialog"].isin(held.loc[number.notna(), "dialog"])
    held = held.assign(fork=number.fillna(1), other_tag=held["other_tag"].mask(refused))
    groups = held.groupby(["dialog", "fork"], sort=False)
    columns = ["node", "call_id", "caller_tag", "other_tag", "ci", "call", *PLACE]
    table = groups[columns].first().rename(columns={"caller_tag": "from_tag", "other_tag": "to_tag"})
    table["first_time"] = groups["time"].min()
    table["last_time"] = groups["time"].max()
    table["messages"] = groups.size()
    return table.reset_index().sort_values("dialog", key=_first_seen, kind="stable")


def _first_seen(column: pd.Series[Any]) -> Any:
    return pd.factorize(column)[0]


def _from_caller(held: Frame) -> pd.Series[Any]:
    """Whether From is the caller's: its tag is that of a request without a To tag, else the first."""
    opening = held[held["to_tag"].isna() & held["method"].notna()]
    rest = held[~held["dialog"].isin(opening["dialog"])].drop_duplicates("dialog")
    keys = ["dialog", "from_tag"]
    told = pd.concat([opening[keys], rest[keys]]).dropna().drop_duplicates()
    callers = pd.Series(np.ones(len(told), dtype=bool), index=pd.MultiIndex.from_frame(told))
    return look_up(held, keys, callers).notna() | held["from_tag"].isna()


def _forks(held: Frame) -> pd.Series[Any]:
    """1, 2 … for each message by the tag of the other side, null where it tells none that makes a dialog.

    Requests and responses from 101 to 299 with a tag make a dialog; the tag of a refusal and of its ACK does
    not, unless it is that of an earlier 180.
    """
    asks = held["method"].notna() & (held["method"] != "ACK")
    makes = (held["status"].between(101, 299) | asks).fillna(False).astype(bool)
    keys = ["dialog", "other_tag"]
    tags = held.loc[makes, keys].dropna().drop_duplicates()
    order = tags.groupby("dialog", sort=False).cumcount() + 1
    number = pd.Series(order.to_numpy(), index=pd.MultiIndex.from_frame(tags))
    return look_up(held, keys, number).astype("Int64")
