"""SIP messages with the connection, device and leg they belong to."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.connections import connection_id
from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame, first_of, latest_before, look_up
from tracekit.correlate.tags import own_tag

DIALOG = ["life", "call_id"]
SETUP_WITHIN_MS = 5_000
IN_CALL = ("INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "INFO")
"""Methods that only occur in, or around, the dialog of a call (RFC 3261, 3262, 3311, 6086)."""

_DIALOG_METHODS = (*IN_CALL, "SUBSCRIBE", "REFER")


def messages(events: Frames, connections: Frame) -> Frame:
    """The messages table, with ``life``, ``ms_of_life``, ``raw_offset`` and ``raw_length`` beside it."""
    frame = events["sip_message"]
    table = frame.assign(
        direction=frame["direction"].map({"Incoming": "in", "Outgoing": "out"}).astype("str"),
        connection=connection_id(frame),
    )
    table["message"] = (table["life"] + "-" + table["net_no"].astype("str")).mask(table["net_no"].isna())
    over = connections.set_index("connection")
    for column in ("transport", "device"):
        known = look_up(table, ["connection"], over[column]).astype("str")
        table[column] = known.fillna(table["transport"]) if column == "transport" else known
    table = table.assign(**own_tag(frame))
    table["ci"] = _leg(table, events)
    return table.assign(dialog=_dialog(table))


def _leg(table: Frame, events: Frames) -> pd.Series[Any]:
    """The CI: from the message's own tag, from its dialog's, from calllogs, from the setup lines."""
    ci = table["ci"].astype("Int64")
    ci = ci.fillna(_of_dialog(table.assign(ci=ci)))
    rows = events["call_log"]
    key = ["cluster", "node", "call_id"]
    ci = ci.fillna(look_up(table, key, first_of(rows[rows["side"].notna()], key, "ci")).astype("Int64"))
    return ci.fillna(_of_dialog(table.assign(ci=_set_up(table, events))))


def _of_dialog(table: Frame) -> pd.Series[Any]:
    """A dialog's one CI for all its messages; a Call-ID with several stays as it is."""
    found = table.dropna(subset=["ci", *DIALOG]).groupby(DIALOG)["ci"]
    return look_up(table, DIALOG, found.first()[found.nunique() == 1]).astype("Int64")


def _set_up(table: Frame, events: Frames) -> pd.Series[Any]:
    """An INVITE's leg before any tagged answer: SIPSetupInd from its address, then `ci, ccbId`."""
    asked = events["sip_setup"]
    asked = asked[asked["signal"] == "SIPSetupInd"]
    invites = table[(table["method"] == "INVITE") & (table["direction"] == "in") & table["to_tag"].isna()]
    near = latest_before(
        invites, asked, ["life", "remote_ip", "remote_port"], ["ccb_id"], SETUP_WITHIN_MS, after=True
    )
    keys = pd.DataFrame(
        {"life": invites["life"], "ccb_id": near["ccb_id"].astype("Int64")}, index=invites.index
    )
    found = look_up(keys, ["life", "ccb_id"], first_of(events["setup_identified"], ["life", "ccb_id"], "ci"))
    return found.astype("Int64").reindex(table.index)


def _dialog(table: Frame) -> pd.Series[Any]:
    """Messages of a Call-ID with a request that opens or needs a dialog (RFC 3261, 6665, 3515)."""
    opened = set(table.loc[asks(table).isin(_DIALOG_METHODS), "call_id"].dropna())
    held = table["call_id"].isin(opened)
    return (table["life"] + "/" + table["call_id"]).where(held)


def asks(table: Frame) -> pd.Series[Any]:
    """The method a message asks for or answers; a pasted request may have lost its CSeq."""
    return table["cseq_method"].astype("str").fillna(table["method"])
