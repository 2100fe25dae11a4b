"""The transport of each connection, by the strongest sign that the trace shows of it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame, first_of, look_up
from tracekit.tls.recognise import Recognised, Signs, recognise

KEY = ["life", "conn_idx"]
_QUIET = Recognised("TCP", "inferred: it has an index, and no line tells of TLS", seen=False)
"""Only TCP and TLS connections have an index (SDL format notes, section 4)."""

_SSL_PROCESS = "SdlSSLTCPConnection("


def transports(events: Frames, table: Frame) -> dict[str, Any]:
    """``transport, why, transport_seen`` of the connections in ``table``, as ``tls.recognise`` orders."""
    told = pd.concat([events[name] for name in ("connection_created", "connection_seen")])
    sip = events["sip_message"]
    shown = pd.DataFrame(
        {
            "text": look_up(table, KEY, first_of(told, KEY, "transport_text")).astype("str"),
            "message": look_up(table, KEY, first_of(sip, KEY, "transport")).astype("str"),
            "via": look_up(table, KEY, first_of(sip, KEY, "via_transport")).astype("str"),
            "certificate": table["cipher"].notna() | table["subject"].notna(),
            "ssl": _ssl(events, table),
            "remote": table["remote_port"],
            "local": table["local_port"],
        }
    )
    plain = shown.astype(object).where(shown.notna(), None)
    found = [
        recognise(Signs(text, bool(certificate), bool(ssl), remote, local, via, message))
        for text, message, via, certificate, ssl, remote, local in zip(
            *(plain[name] for name in shown.columns), strict=True
        )
    ]
    found = [one if one.transport else _QUIET for one in found]
    return {
        "transport": pd.Series([one.transport for one in found], index=table.index, dtype="str"),
        "why": pd.Series([one.why for one in found], index=table.index, dtype="str"),
        "transport_seen": pd.Series([one.seen for one in found], index=table.index, dtype="boolean"),
    }


def _ssl(events: Frames, table: Frame) -> pd.Series[Any]:
    """Whether a signal about the connection went to or came from a process of the SSL class, or has its tag.

    Type numbers change from release to release, so a tag counts only where another line of the process life
    names the class with its number.
    """
    numbers = _ssl_tags(events)
    found = [pd.DataFrame({"life": [], "conn_idx": [], "ssl": []}, dtype="object")]
    for name in ("connection_closed", "certificate"):
        frame = events[name]
        if frame.empty:
            continue
        tag = frame["life"].astype("str") + "/" + _kind_of_tag(frame["tag"])
        here = tag.isin(numbers)
        for side in ("source", "destination"):
            here |= frame[side].astype("str").str.startswith(_SSL_PROCESS).fillna(False).astype(bool)
        found.append(frame.loc[here, KEY].assign(ssl=True))
    known = pd.concat(found).dropna(subset=KEY).drop_duplicates(KEY)
    if known.empty:
        return pd.Series(False, index=table.index)
    typed = known.astype({"life": "str", "conn_idx": "Int64"}).set_index(KEY)["ssl"].astype("boolean")
    return look_up(table, KEY, typed).fillna(False).astype(bool)


def _ssl_tags(events: Frames) -> set[str]:
    """Life and the first three numbers of the processes that are of the SSL class."""
    found: set[str] = set()
    for frame in events.values():
        for side in ("source", "destination"):
            if side not in frame or frame.empty:
                continue
            ssl = frame[frame[side].astype("str").str.startswith(_SSL_PROCESS).fillna(False).astype(bool)]
            for life, process in zip(ssl["life"], ssl[side], strict=True):
                numbers = str(process).partition("(")[2].split(",")[:3]
                found.add(f"{life}/{','.join(numbers)}")
    return found


def _kind_of_tag(tags: pd.Series[Any]) -> pd.Series[Any]:
    """`1,100,17,11.3^…` as `1,100,17`."""
    return tags.astype("str").str.extract(r"^(\d+,\d+,\d+),", expand=False).astype("str")
