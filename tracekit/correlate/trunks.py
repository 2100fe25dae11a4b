"""The inventory: one row a SIP trunk, and one a peer that no line names, over all traces and captures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame
from tracekit.correlate.tls_profiles import Profile, Profiles
from tracekit.correlate.tls_srtp import FLAGS
from tracekit.tls.cisco_reason import explain_trunk_out_of_service
from tracekit.tls.recognise import SECURE_PORT

Row = dict[str, Any]
READABLE = "srtp_keys_readable"


_OUT_OF_SERVICE = re.compile(r"\b(Local|Remote)\s*=\s*(\d{1,3})\b")
"""Reason of a peer in the alarm SIPTrunkOOS (Managed Services Guide 8.5)."""


@dataclass
class Trunk:
    """What belongs to one trunk or peer."""

    name: str
    """device, else address of the peer"""
    cluster: str | None
    device: str | None
    profile: Profile | None = None
    connections: list[Row] = field(default_factory=list)
    handshakes: list[Row] = field(default_factory=list)
    """rows of the handshakes table, those of its connections included"""
    messages: Mapping[str, Any] = field(default_factory=dict)
    """transports, calls, counts and times of its messages"""
    pings: tuple[int, int] | None = None
    """OPTIONS to its peers: answered and not"""
    alarms: list[str] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    """names of its peers that DNS did not resolve"""

    @property
    def addresses(self) -> list[str]:
        """Of its peers, as far as connections and destinations tell."""
        told = [row["remote_ip"] for row in self.connections if row["remote_ip"] is not None]
        told += [place.rpartition(":")[0] for place in self.profile.destinations] if self.profile else []
        return list(dict.fromkeys(told))

    @property
    def wants_tls(self) -> bool:
        """Whether its profile asks for it."""
        mode = self.profile.security_mode if self.profile else None
        return mode is not None and mode >= 2

    @property
    def is_about_tls(self) -> bool:
        """Whether TLS is asked for, used or captured on it, or the secure port is."""
        ports = {row[name] for row in self.connections for name in ("remote_port", "local_port")}
        used = any(row["transport"] == "TLS" or (row["tls_security"] or 0) >= 2 for row in self.connections)
        return used or self.wants_tls or SECURE_PORT in ports or bool(self.handshakes)


def find_trunks(
    connections: Sequence[Row], messages: Frame, handshakes: Sequence[Row], profiles: Profiles, events: Frames
) -> list[Trunk]:
    """Trunks by name, then peers by address; phones are left out."""
    found: dict[tuple[str | None, str], Trunk] = {}
    for (cluster, device), profile in sorted(profiles.items()):
        found[cluster, device] = Trunk(device, cluster, device, profile)
    of_connection: dict[str, Trunk] = {}
    for row in connections:
        name = row["device"] or row["remote_ip"]
        if row["device_kind"] in ("phone", "lookup service") or name is None:
            continue
        cluster = str(row["cluster"])
        trunk = found.setdefault((cluster, name), Trunk(name, cluster, row["device"]))
        trunk.connections.append(row)
        of_connection[str(row["connection"])] = trunk
    _add_messages(
        found,
        messages,
        of_connection,
        {row["device"] for row in connections if row["device_kind"] == "phone"},
    )
    _add_handshakes(found, handshakes, of_connection)
    _add_health(found.values(), events)
    return sorted(found.values(), key=lambda one: (one.device is None, one.name, one.cluster or ""))


def _add_health(trunks: Iterable[Trunk], events: Frames) -> None:
    pings, alarms, resolved = _pings(events), _alarms(events), events["host_resolved"]
    known = set(resolved.loc[resolved["remote_ip"].notna(), "hostname"])
    unknown = set(resolved.loc[resolved["remote_ip"].isna(), "hostname"].dropna()) - known
    for trunk in trunks:
        hosts = [place.rpartition(":")[0] for place in trunk.profile.destinations] if trunk.profile else []
        counts = [pings[one] for one in dict.fromkeys([*trunk.addresses, *hosts]) if one in pings]
        trunk.pings = (sum(one[0] for one in counts), sum(one[1] for one in counts)) if counts else None
        trunk.alarms = alarms.get(trunk.name, [])
        trunk.unresolved = [host for host in hosts if host in unknown]


def _add_messages(
    found: dict[tuple[str | None, str], Trunk],
    messages: Frame,
    wires: Mapping[str, Trunk],
    phones: set[str | None],
) -> None:
    """What ran over the connections of each, and without a connection over UDP."""
    owner = messages["connection"].map({name: _key(trunk) for name, trunk in wires.items()}).astype("object")
    loose = messages["connection"].isna() & ~messages["device"].isin(list(phones - {None}))
    name = messages["device"].astype("str").fillna(messages["remote_ip"].astype("str"))
    own = (messages["cluster"].astype("str") + "\n" + name).where(loose)
    owner = owner.where(owner.notna(), own)
    table = messages.assign(owner=owner).dropna(subset=["owner"])
    for key, rows in table.groupby("owner", sort=True):
        cluster, _, name_of = str(key).partition("\n")
        device = rows["device"].dropna()
        trunk = found.setdefault(
            (cluster, name_of), Trunk(name_of, cluster, str(device.iloc[0]) if len(device) else None)
        )
        trunk.messages = _told_by(rows)


def _key(trunk: Trunk) -> str:
    return f"{trunk.cluster}\n{trunk.name}"


def _told_by(rows: Frame) -> Row:
    loose = rows["connection"].isna()
    first = rows.iloc[0]
    return {
        "transports": sorted(rows["transport"].dropna().unique()),
        "peers": sorted(
            {
                f"{ip}:{port}"
                for ip, port in zip(rows["remote_ip"][loose], rows["remote_port"][loose], strict=True)
            }
        ),
        "calls": int(rows["call"].nunique()),
        "messages_in": int((rows["direction"] == "in").sum()),
        "messages_out": int((rows["direction"] == "out").sum()),
        "first": rows["time"].min(),
        "last": rows["time"].max(),
        **{flag: bool(rows[flag].any()) for flag in (*FLAGS, READABLE)},
        "place": {name: first[name] for name in ("member", "line", "offset", "length")},
        "nodes": {int(node) for node in rows["node"].dropna().unique()},
    }


def _add_handshakes(
    found: dict[tuple[str | None, str], Trunk], handshakes: Sequence[Row], wires: Mapping[str, Trunk]
) -> None:
    """Those of its connections, those of its peers, and for captures without a trace a row a server."""
    by_address: dict[str, list[Trunk]] = {}
    for trunk in found.values():
        for address in trunk.addresses:
            by_address.setdefault(address, []).append(trunk)
    for row in handshakes:
        owner = wires.get(str(row["connection"]))
        ends = [by_address[row[end]] for end in ("server_ip", "client_ip") if row[end] in by_address]
        owners = [owner] if owner is not None else ends[0] if ends else []
        if not owners:
            name = str(row["server_ip"])
            owners = [found.setdefault((None, name), Trunk(name, None, None))]
        for one in owners:
            one.handshakes.append(row)


def _pings(events: Frames) -> dict[str, list[int]]:
    """By peer how many OPTIONS were answered and how many were not."""
    frame = events["ping_result"].dropna(subset=["remote_host"])
    answered = frame["status"].notna()
    return {
        str(host): [int(rows.sum()), int((~rows).sum())]
        for host, rows in answered.groupby(frame["remote_host"].astype("str"))
    }


def _alarms(events: Frames) -> dict[str, list[str]]:
    """By trunk the alarms that took it out of service, with their reason."""
    frame = events["alarm"]
    named = frame["alarm_name"].isin(["SIPTrunkOOS", "SIPTrunkPartiallyISV"])
    told: dict[str, list[str]] = {}
    for device, name, peers, reason in frame[named][
        ["device", "alarm_name", "peers", "reason_text"]
    ].itertuples(index=False, name=None):
        words = [str(part) for part in (name, reason, peers) if isinstance(part, str)]
        words += [f"{which} {told}" for which, told in _explained(str(peers))]
        if isinstance(device, str) and ": ".join(words) not in told.setdefault(device, []):
            told[device].append(": ".join(words))
    return told


def _explained(peers: str) -> list[tuple[str, str]]:
    found = []
    for which, number in dict.fromkeys(_OUT_OF_SERVICE.findall(peers)):
        told = explain_trunk_out_of_service(**{which.lower(): int(number)})
        found += [(which, told)] if told else []
    return found
