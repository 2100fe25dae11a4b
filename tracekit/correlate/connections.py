"""One row for each life of a transport connection: node + epoch + connIdx, under all its printed names.

Sources: ConnCreated and ProcessNewConnMsg lines, `New Connection - Index`, certificates, SIP messages,
stations routed by connection, socket exceptions and closes (SDL format notes, section 4).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.events import PLACE, Frames
from tracekit.correlate.join import Frame, first_of, latest_before, look_up, shaped
from tracekit.tls.subject import common_name

KEY = ["life", "conn_idx"]
SECURE_PORT = 5061  # RFC 3261 section 18.2.1; the port of the trunk security profile in Cisco's guide
REQUEST_WITHIN_MS = 5_000
"""createConnMsg has no address and no index: it belongs to the next ConnCreated (35 ms later where seen)."""

_GONE = "gone (SIPConnControlInd does not say who closed it)"

_TYPES = {
    **dict.fromkeys(["life", "cluster", "epoch", "remote_ip", "member", "source"], "str"),
    **dict.fromkeys(["conn_idx", "node", "remote_port", "local_port", "line", "offset", "length"], "Int64"),
}

_SOURCES = (
    "connection_created",
    "connection_seen",
    "connection_indication",
    "certificate",
    "sip_message",
    "station_routed",
    "connection_exception",
    "connection_closed",
)
"""In order of what proves a connection best: the first line of these that names it is its proof."""


def connections(events: Frames) -> Frame:
    """The connections table, with ``life`` beside it; sorted by node, epoch and index."""
    seen = pd.concat([_sight(events[name], name) for name in _SOURCES], ignore_index=True)
    seen = seen.dropna(subset=KEY)
    table = seen.drop_duplicates(KEY)[KEY].reset_index(drop=True)
    for column in ("cluster", "node", "epoch", "remote_ip", "remote_port", "local_port"):
        table[column] = look_up(table, KEY, first_of(seen, KEY, column))
    proof = seen.drop_duplicates(KEY).set_index(KEY)
    for column in PLACE:
        table[column] = look_up(table, KEY, proof[column])
    table["connection"] = connection_id(table)
    table["tls_security"] = look_up(table, KEY, _requested(events))
    table = table.assign(**_certified(events, table), **_lifetime(events, table))
    table["transport"], table["why"] = _transport(events, table)
    return table.sort_values(["node", "epoch", "life", "conn_idx"], kind="stable").reset_index(drop=True)


def connection_id(frame: Frame) -> pd.Series[Any]:
    """`2-20160627085706-263262`: node, process start, index."""
    return (frame["life"] + "-" + frame["conn_idx"].astype("str")).mask(frame["conn_idx"].isna())


def _sight(frame: Frame, source: str) -> Frame:
    """What one family saw of connections, in one shape."""
    return shaped(frame.assign(source=source), _TYPES)


def _requested(events: Frames) -> pd.Series[Any]:
    """tls_security of the createConnMsg that stands before each created connection."""
    created, asked = events["connection_created"], events["connection_request"]
    found = latest_before(created, asked, ["life"], ["tls_security", "record"], REQUEST_WITHIN_MS)
    once = created[KEY].assign(tls_security=found["tls_security"], asked=found["record"])
    once = once[~once.duplicated(["life", "asked"]) | once["asked"].isna()]
    return first_of(once, KEY, "tls_security").astype("Int64")


def _certified(events: Frames, table: Frame) -> dict[str, Any]:
    certificates = events["certificate"]
    found = {
        name: look_up(table, KEY, first_of(certificates, KEY, name)) for name in ("subject", "san", "cipher")
    }
    names = [common_name(None if pd.isna(subject) else subject) for subject in found["subject"]]
    return {**found, "remote_cn": pd.Series(names, index=table.index, dtype="str")}


def _lifetime(events: Frames, table: Frame) -> dict[str, Any]:
    """When it opened and closed, as far as the trace shows it.

    ProcessNewConnMsg does not open anything: it comes with nearly every message (1,131 lines for 153 new
    connections in the real collections).
    """
    opens = pd.concat([events[name] for name in ("connection_created", "connection_indication")])
    broken = events["connection_exception"].assign(how="socket exception (reset by the peer or the network)")
    told = events["connection_closed"]
    how = pd.Series("closed by CUCM", index=told.index, dtype="str")
    closed = told.assign(how=how.mask(told["control_operation"].notna(), _GONE))
    ends = pd.concat([broken, closed], ignore_index=True).sort_values(["time", "record"], kind="stable")
    messages = events["sip_message"]
    return {
        "opened": look_up(table, KEY, first_of(opens, KEY, "time")),
        "closed": look_up(table, KEY, first_of(ends, KEY, "time")),
        "close_reason": look_up(table, KEY, first_of(ends, KEY, "how")),
        "messages_in": _count(messages[messages["direction"] == "Incoming"], table),
        "messages_out": _count(messages[messages["direction"] == "Outgoing"], table),
    }


def _count(messages: Frame, table: Frame) -> pd.Series[Any]:
    counted = messages.dropna(subset=KEY).groupby(KEY).size()
    return look_up(table, KEY, counted).fillna(0).astype("Int64")


def _transport(events: Frames, table: Frame) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """TLS in the order of strength of the evidence; the trace calls TLS messages "SIP TCP message" too."""
    told = pd.concat([events[name] for name in ("connection_created", "connection_seen")])
    words = look_up(table, KEY, first_of(told, KEY, "transport_text"))
    over = look_up(table, KEY, first_of(events["sip_message"], KEY, "transport"))
    transport = over.astype("str").where(over.notna(), "TCP")
    why = pd.Series("SIP message lines say so", index=table.index, dtype="str").where(
        over.notna(), "not told otherwise"
    )
    secure_port = (table["remote_port"] == SECURE_PORT) | (table["local_port"] == SECURE_PORT)
    for holds, reason in (
        (secure_port, f"inferred from port {SECURE_PORT}"),
        (table["cipher"].notna() | table["subject"].notna(), "a certificate was presented on it"),
        (words.astype("str").str.contains("TLS", case=False), "the trace says: TLS Over TCP"),
    ):
        sure = holds.fillna(False).astype(bool)
        transport, why = transport.mask(sure, "TLS"), why.mask(sure, reason)
    plain = words.notna() & (transport != "TLS")
    return transport, why.mask(plain, "the trace says: " + words.astype("str"))
