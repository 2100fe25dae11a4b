"""What the security profile of each trunk asks for, from the dumps that CUCM prints as a trunk starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame, first_of, look_up
from tracekit.tls.names import read_expected

TRANSPORTS = {1: "TCP", 2: "UDP", 3: "TLS", 4: "TCP+UDP"}
"""Numbers of TransType (SDL format notes, transport enums); 3 is in no public trace, the others tell it."""

PHONE = re.compile(r"(SEP|CSF|BOT|TCT|TAB|UPC|ATA|CIPC)[0-9A-Z_.-]+\Z", re.IGNORECASE)
"""Device names of phones and Jabber clients (Cisco, System Configuration Guide: device naming)."""

_INSTANCE = re.compile(r"SIPD\((\d+),\d+,\d+,(\d+)\)")


@dataclass(frozen=True)
class Profile:
    """The security profile of a trunk; null is not told."""

    device: str
    expected: tuple[str, ...] = ()
    """X.509 Subject Name"""
    security_mode: int | None = None
    srtp_allowed: bool | None = None
    local_port: int | None = None
    incoming: str | None = None
    outgoing: str | None = None
    destinations: tuple[str, ...] = ()
    """peers as host:port"""


Profiles = Mapping[tuple[str, str], Profile]
"""By cluster and device; the latest dump counts."""


def profiles(events: Frames) -> dict[tuple[str, str], Profile]:
    """The profiles that the trace shows, and trunks without a dump by the line that says they are up."""
    found: dict[tuple[str, str], Profile] = {}
    up = events["trunk_registered"].dropna(subset=["device"])
    for cluster, device, host, port, local, kind in _values(
        up, "cluster", "device", "remote_host", "remote_port", "local_port", "trans_type"
    ):
        peer = (f"{host}:{port}",) if host else ()
        transport = TRANSPORTS.get(kind)
        found[str(cluster), device] = Profile(device, (), None, None, local, transport, transport, peer)
    dumps = events["trunk_profile"].dropna(subset=["device"])
    for cluster, *told in _values(dumps, "cluster", *_DUMPED):
        profile = _profile(*told)
        found[str(cluster), profile.device] = profile
    return found


_DUMPED = (
    *("device", "x509_subject_names", "security_mode", "srtp_allowed", "local_port", "incoming_transport"),
    *("outgoing_transport", "destinations"),
)


def _profile(
    device: str,
    names: str | None,
    mode: int | None,
    srtp: int | None,
    port: int | None,
    incoming: int | None,
    outgoing: int | None,
    peers: str | None,
) -> Profile:
    return Profile(
        device,
        read_expected(names),
        mode,
        None if srtp is None else srtp == 1,
        port,
        TRANSPORTS.get(incoming or 0),
        TRANSPORTS.get(outgoing or 0),
        tuple((peers or "").split()),
    )


def _values(frame: Frame, *columns: str) -> Iterable[tuple[Any, ...]]:
    plain = frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None)
    return zip(*(plain[name] for name in columns), strict=True)


def name_trunks(connections: Frame, events: Frames) -> Frame:
    """Devices of connections that no other line names: by the trunk's process that the certificate went to,
    by the destinations of the profiles, by the names of these that DNS resolved."""
    device = connections["device"].astype("str")
    device = device.fillna(_by_process(connections, events))
    return connections.assign(device=device.fillna(_by_destination(connections, events)))


def _by_process(connections: Frame, events: Frames) -> pd.Series[Any]:
    told = pd.concat(
        [events[name][["life", "instance", "device"]] for name in ("trunk_profile", "trunk_registered")]
    )
    told = told.dropna()
    keys = told["life"].astype("str") + "/" + told["instance"].astype("str")
    known = dict(zip(keys, told["device"], strict=True))
    process = connections["signal_to"].astype("str").str.extract(_INSTANCE, expand=True)[1]
    return (connections["life"].astype("str") + "/" + process).map(known).astype("str")


def _by_destination(connections: Frame, events: Frames) -> pd.Series[Any]:
    resolved = events["host_resolved"].dropna(subset=["hostname", "remote_ip"])
    addresses: dict[str, set[str]] = {}
    for name, address in zip(resolved["hostname"], resolved["remote_ip"], strict=True):
        addresses.setdefault(name, set()).add(address)
    rows: list[tuple[str, str, int | None, str]] = []
    for (cluster, device), profile in profiles(events).items():
        for destination in profile.destinations:
            host, _, port = destination.rpartition(":")
            for address in {host, *addresses.get(host, ())}:
                rows.append((cluster, address, int(port) if port.isdigit() else None, device))
    told = pd.DataFrame(rows, columns=["cluster", "remote_ip", "remote_port", "device"])
    told = told.astype({"cluster": "str", "remote_ip": "str", "remote_port": "Int64", "device": "str"})
    key = ["cluster", "remote_ip", "remote_port"]
    exact = look_up(connections, key, first_of(told, key, "device")).astype("str")
    names = told.groupby(key[:2])["device"]
    single = names.first()[names.nunique() == 1]
    return exact.fillna(look_up(connections, key[:2], single).astype("str"))
