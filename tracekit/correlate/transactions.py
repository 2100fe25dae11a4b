"""SIP transactions, and messages that say again what another has said.

A request and its responses share the branch of the topmost Via and the CSeq (RFC 3261 section 17.1.3); the
ACK to a refusal belongs to the INVITE, the CANCEL is a transaction of its own.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.join import Frame

LOGGED_TWICE = "logged twice"
RETRANSMISSION = "retransmission"
_SAME = ["transaction", "label", "to_tag", "raw_length"]
"""What a message that is sent again keeps (RFC 3261 sections 17.1.1.2 and 17.2.1)."""


def with_transactions(messages: Frame) -> Frame:
    """``messages`` in order of time, with ``transaction`` and ``repeats``.

    Needs ``life, direction, branch, cseq, cseq_method, method, label, to_tag, raw_length, net_no,
    time_local``. ``repeats``: logged twice when CUCM gave both records one number of the network message
    (without numbers: one time), retransmission when it counted the message again, null for the first.
    """
    transaction = _transaction(messages)
    known = messages.assign(transaction=transaction)[[*_SAME, "method", "status", "net_no", "time_local"]]
    known = known[transaction.notna()]
    again = known.duplicated(_SAME)
    again &= ~_of_its_own(known, again)
    number = ["net_no"] if known["net_no"].notna().all() else ["net_no", "time_local"]
    twice = known.duplicated([*_SAME, *number])
    repeats = pd.Series(None, index=known.index, dtype="str").mask(again, RETRANSMISSION)
    repeats = repeats.mask(twice, LOGGED_TWICE).reindex(messages.index)
    return messages.assign(transaction=transaction, repeats=repeats)


def _of_its_own(known: Frame, again: pd.Series[Any]) -> pd.Series[Any]:
    """Further provisional answers to a request that came once: one 180 for each phone that rings."""
    asked_again = known.loc[again & known["method"].notna(), "transaction"]
    provisional = (known["status"] < 200).fillna(False).astype(bool)
    return provisional & ~known["transaction"].isin(asked_again)


def _transaction(messages: Frame) -> pd.Series[Any]:
    """``life/side/branch/CSeq``: a node that sends a request to itself has both sides of it."""
    method = messages["cseq_method"].mask(messages["cseq_method"] == "ACK", "INVITE")
    asks = (messages["direction"] == "out") == messages["method"].notna()
    side = pd.Series("server", index=messages.index, dtype="str").mask(asks, "client")
    number = messages["cseq"].astype("str")
    return messages["life"] + "/" + side + "/" + messages["branch"] + "/" + number + " " + method
