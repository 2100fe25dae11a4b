"""One row for each life of a transport connection: node + epoch + connIdx, under all its printed names.

Sources: ConnCreated and ProcessNewConnMsg lines, `New Connection - Index`, certificates, SIP messages,
stations routed by connection, socket exceptions and closes (SDL format notes, section 4).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.events import PLACE, Frames
from tracekit.correlate.join import Frame, first_of, latest_before, look_up, shaped
from tracekit.correlate.tls_transport import KEY, transports
from tracekit.tls.subject import common_name

REQUEST_WITHIN_MS = 5_000
"""createConnMsg has no address and no index: it belongs to the next ConnCreated (35 ms later where seen)."""

_BROKEN, _CLOSED = "socket exception (reset by the peer or the network)", "closed by CUCM"
_GONE = "gone (SIPConnControlInd does not say who closed it)"

_TYPES = {
    **dict.fromkeys(["life", "cluster", "epoch", "remote_ip", "member", "source"], "str"),
    **dict.fromkeys(
        ["conn_idx", "node", "remote_port", "local_port", "ms_of_life", "line", "offset", "length"], "Int64"
    ),
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
    """The connections table, sorted by node, epoch and index.

    Beside it ``life``, and in milliseconds of it ``seen_ms`` (first sighting), ``opened_ms, certificate_ms,
    first_in_ms, first_out_ms, closed_ms``.
    """
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
    table["device"] = pd.Series(pd.NA, index=table.index, dtype="str")
    table = table.assign(**_certified(events, table), **_lifetime(events, table), **_sightings(seen, table))
    table = table.assign(**transports(events, table))
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
    """What SIPCertificateInd tells, first of its two lines; ``signal_to``: the process that it went on to."""
    certificates = events["certificate"]
    found = {
        name: look_up(table, KEY, first_of(certificates, KEY, name))
        for name in ("subject", "san", "cipher", "time", "ms_of_life")
    }
    names = [common_name(None if pd.isna(subject) else subject) for subject in found["subject"]]
    last = certificates.dropna(subset=KEY).groupby(KEY, sort=False)["destination"].last()
    place = certificates["member"].astype("str") + ":" + certificates["line"].astype("str")
    return {
        **{name: found[name] for name in ("subject", "san", "cipher")},
        "remote_cn": pd.Series(names, index=table.index, dtype="str"),
        "certificate_time": found["time"],
        "certificate_ms": found["ms_of_life"].astype("Int64"),
        "signal_to": look_up(table, KEY, last).astype("str"),
        "certificate_place": look_up(
            table, KEY, first_of(certificates.assign(place=place), KEY, "place")
        ).astype("str"),
    }


def _sightings(seen: Frame, table: Frame) -> dict[str, Any]:
    return {"seen_ms": look_up(table, KEY, seen.groupby(KEY)["ms_of_life"].min()).astype("Int64")}


def _lifetime(events: Frames, table: Frame) -> dict[str, Any]:
    """When it opened and closed, as far as the trace shows it.

    ProcessNewConnMsg does not open anything: it comes with nearly every message (1,131 lines for 153 new
    connections in the real collections).
    """
    opens = pd.concat([events[name] for name in ("connection_created", "connection_indication")])
    broken = events["connection_exception"].assign(how=_BROKEN)
    told = events["connection_closed"]
    how = pd.Series(_CLOSED, index=told.index, dtype="str")
    closed = told.assign(how=how.mask(told["control_operation"].notna(), _GONE))
    ends = pd.concat([broken, closed], ignore_index=True).sort_values(["time", "record"], kind="stable")
    reason = look_up(table, KEY, first_of(ends, KEY, "how")).astype("str")
    who = events["connection_created"].assign(who="CUCM"), events["connection_indication"].assign(who="peer")
    messages = events["sip_message"]
    coming, going = (messages[messages["direction"] == way] for way in ("Incoming", "Outgoing"))
    return {
        **_instants("opened", opens, table),
        "opened_by": look_up(table, KEY, first_of(pd.concat(who), KEY, "who")).astype("str"),
        **_instants("closed", ends, table),
        "close_reason": reason,
        "closed_by": reason.map({_BROKEN: "peer", _CLOSED: "CUCM"}).astype("str"),
        **_instants("first_in", coming, table),
        **_instants("first_out", going, table),
        "messages_in": _count(coming, table),
        "messages_out": _count(going, table),
    }


def _instants(name: str, rows: Frame, table: Frame) -> dict[str, Any]:
    """When the first of some records of each connection was written, and where."""
    place = rows["member"].astype("str") + ":" + rows["line"].astype("str")
    return {
        f"{name}_place": look_up(table, KEY, first_of(rows.assign(place=place), KEY, "place")).astype("str"),
        name: look_up(table, KEY, first_of(rows, KEY, "time")),
        f"{name}_ms": look_up(table, KEY, first_of(rows, KEY, "ms_of_life")).astype("Int64"),
    }


def _count(messages: Frame, table: Frame) -> pd.Series[Any]:
    counted = messages.dropna(subset=KEY).groupby(KEY).size()
    return look_up(table, KEY, counted).fillna(0).astype("Int64")
