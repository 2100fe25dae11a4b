"""SRTP in the bodies of SIP messages: offered, answered or refused on each connection.

An INVITE with a body offers and the answer stands in a response; an INVITE without one lets the response
offer and the ACK or PRACK answer (RFC 3264, RFC 3261 section 13.2.1).
"""

from __future__ import annotations

import pandas as pd

from tracekit.correlate.join import Frame, look_up

REFUSALS = (415, 488, 606)
"""Unsupported Media Type, Not Acceptable Here, Not Acceptable (RFC 3261 section 21)."""

_ASKED = ["life", "call_id", "cseq"]
FLAGS = ("srtp_offered", "srtp_answered", "srtp_refused", "srtp_masked")


def srtp_parts(messages: Frame) -> Frame:
    """``srtp_offered, srtp_answered, srtp_refused, srtp_masked`` of each message, aligned with ``messages``.

    Masked: keys were sent, and CUCM printed ``a=crypto:XXXX`` for them.
    """
    srtp = messages["srtp"].fillna(False).astype(bool)
    body = messages["has_sdp"].fillna(False).astype(bool)
    asks = messages["method"].isin(["INVITE", "UPDATE"]).fillna(False).astype(bool)
    answers = messages["status"].notna()
    key = messages[_ASKED].astype({"life": "str", "call_id": "str", "cseq": "Int64"})
    asking = pd.DataFrame({**key, "body": body, "srtp": srtp})[asks].dropna(subset=_ASKED)
    found = asking.groupby(_ASKED)[["body", "srtp"]].max() if len(asking) else None
    offered_there = _told(key, found, "srtp")
    body_there = _told(key, found, "body")
    late = answers & ~body_there
    offer = srtp & (asks | late)
    answer = srtp & ~offer
    refused = offered_there & answers & messages["status"].isin(REFUSALS).fillna(False).astype(bool)
    refused |= offered_there & answers & (messages["status"] == 200).fillna(False).astype(bool) & body & ~srtp
    masked = (messages["srtp_keys"] == "masked").fillna(False).astype(bool)
    return pd.DataFrame(dict(zip(FLAGS, (offer, answer, refused, masked), strict=True)))


def _told(key: Frame, found: Frame | None, column: str) -> pd.Series[bool]:
    if found is None:
        return pd.Series(False, index=key.index)
    return look_up(key, _ASKED, found[column].astype("boolean")).fillna(False).astype(bool)


def readable(messages: Frame) -> pd.Series[bool]:
    """Messages with media keys, masked in the trace or not, that went over TCP or UDP."""
    plain = messages["transport"].isin(["TCP", "UDP"]).fillna(False).astype(bool)
    return plain & messages["srtp_keys"].notna()
