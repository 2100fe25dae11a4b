"""Which phone or trunk stands behind an address, a connection or an SDL process."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame, first_of, look_up

_PROCESS = r"\((\d+),\d+,(\d+),(\d+)\)"
ADDRESS = ["remote_ip", "remote_port"]


def add_devices(connections: Frame, events: Frames) -> Frame:
    """Names each connection's device: routed stations, Contact headers, calllogs, trunks, addresses."""
    key = ["life", "conn_idx"]
    routed = first_of(events["station_routed"], key, "device")
    sip = events["sip_message"]
    contact = first_of(sip[sip["direction"] == "Incoming"], key, "contact_device")
    device = look_up(connections, key, routed).astype("str")
    device = device.fillna(look_up(connections, key, contact).astype("str"))
    for told in (
        _logged(connections, events, "device"),
        _trunk(connections, events),
        _phone(connections, events),
    ):
        device = device.fillna(told.astype("str"))
    port = connections["local_port"].fillna(_logged(connections, events, "local_port").astype("Int64"))
    return connections.assign(device=device, local_port=port)


def _logged(connections: Frame, events: Frames, column: str) -> pd.Series[Any]:
    """calllogs name the device behind an address of a node, and CUCM's own port."""
    rows = events["call_log"]
    key = ["cluster", "node", *ADDRESS]
    return look_up(connections, key, first_of(rows[rows["side"].notna()], key, column))


def _trunk(connections: Frame, events: Frames) -> pd.Series[Any]:
    """Trunks are known by destination; a peer that connected shows another port, so the host decides."""
    told = pd.concat([events["trunk_registered"], events["trunk_route"]], ignore_index=True)
    told = told.rename(columns={"remote_host": "remote_ip"})
    exact = look_up(connections, ["life", *ADDRESS], first_of(told, ["life", *ADDRESS], "device"))
    names = told.dropna(subset=["device"]).groupby(["life", "remote_ip"])["device"]
    single = names.first()[names.nunique() == 1]
    return exact.astype("str").fillna(look_up(connections, ["life", "remote_ip"], single).astype("str"))


def _phone(connections: Frame, events: Frames) -> pd.Series[Any]:
    """The one phone of an address: it has named itself on another connection, to this node or another.

    Source: 10.5, a phone keeps its place at the other nodes alive with REGISTER, which names it.
    """
    sip, routed = events["sip_message"], events["station_routed"]
    named = sip[sip["direction"] == "Incoming"].rename(columns={"contact_device": "phone"})
    key = ["cluster", "remote_ip", "phone"]
    told = pd.concat([named[key], routed.rename(columns={"device": "phone"})[key]], ignore_index=True)
    told = told.dropna().drop_duplicates()
    single = told[~told.duplicated(key[:2], keep=False)].set_index(key[:2])["phone"]
    return look_up(connections, key[:2], single)


def devices_of_legs(connections: Frame, messages: Frame, legs: Frame) -> Frame:
    """Names the connections that no line names by the legs that ran over them, when these agree."""
    over = messages.dropna(subset=["connection", "leg"])[["connection", "leg"]].drop_duplicates()
    over = over.assign(device=look_up(over, ["leg"], legs.set_index("leg")["device"])).dropna(
        subset=["device"]
    )
    found = over.groupby("connection")["device"]
    single = found.first()[found.nunique() == 1]
    told = look_up(connections, ["connection"], single).astype("str")
    return connections.assign(device=connections["device"].astype("str").fillna(told))


def process_key(text: pd.Series[Any]) -> pd.Series[Any]:
    """`SIPD(1,100,74,16)` and `(1,74,16)` and `1,100,74,16` as `1,74,16`: node, process type, instance."""
    return text.astype("str").map(_process_key, na_action="ignore").astype("str")


def _process_key(text: str) -> str | None:
    numbers = re.findall(r"\d+", text.rpartition("(")[2])
    if len(numbers) == 4:
        del numbers[1]  # the application: 100 wherever CallManager writes
    return ",".join(numbers) if len(numbers) == 3 else None


def device_of_process(events: Frames) -> pd.Series[Any]:
    """Device names by life and process key, from `findLocalDevice`; `1014:partition` is a line, no device."""
    found = events["device_found"]
    device = ~found["device"].astype("str").str.contains(":").fillna(True).astype(bool)
    told = found[device].assign(process=process_key(found["process"]))
    return first_of(told, ["life", "process"], "device")
