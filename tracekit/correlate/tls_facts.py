"""What is known of each connection when its security is judged, gathered from all tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

from tracekit.correlate.events import Frames, life_of
from tracekit.correlate.tls_errors import OPENS, SIZE, Failure
from tracekit.correlate.tls_profiles import PHONE, Profile, Profiles
from tracekit.tls.facts import ConnectionFacts, Srtp, TlsError
from tracekit.tls.names import read_san

RESET_WITHIN_MS = 2_000
"""A trunk that is reset prints its profile anew about when it closes its connections: no failure of TLS."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What stands around the connections."""

    profiles: Profiles
    failures: Mapping[str, Sequence[Failure]]
    """by connection"""
    handshakes: Mapping[str, Row]
    """what a capture shows of a connection: the row of the handshakes table"""
    ends: Mapping[str, int]
    """last record of each process life, in its milliseconds"""
    resets: Mapping[tuple[str, str], Sequence[int]]
    """when trunks started, by life and device"""
    expected: tuple[str, ...] = ()
    """names that the user gives; they take the place of those of the profiles"""
    phones: frozenset[str] = field(default_factory=frozenset)


def trace_ends(members: Sequence[Row], events: Frames) -> dict[str, int]:
    """The last record of each life: what the files say, without a date what was read of them."""
    ends: dict[str, int] = {}
    for member in members:
        if member.get("last_ms") is not None:
            life = life_of(member)
            ends[life] = max(ends.get(life, 0), int(member["last_ms"]))
    for frame in events.values():
        loose = frame[~frame["life"].isin(list(ends))] if len(frame) else frame
        for name, last in loose.groupby("life")["ms_of_life"].max().items():
            ends[f"{name}?"] = max(ends.get(f"{name}?", 0), int(last))
    return {life.removesuffix("?"): last for life, last in ends.items()}


def trunk_starts(events: Frames) -> dict[tuple[str, str], list[int]]:
    """When each trunk printed its profile, by life and device."""
    frame = events["trunk_profile"].dropna(subset=["device"])
    found: dict[tuple[str, str], list[int]] = {}
    for life, device, at in zip(frame["life"], frame["device"], frame["ms_of_life"], strict=True):
        found.setdefault((life, device), []).append(int(at))
    return found


def phones(events: Frames) -> frozenset[str]:
    """Devices that the trace shows as phones."""
    log = events["call_log"]
    told = (
        events["station_routed"]["device"],
        events["sip_message"]["contact_device"],
        log.loc[log["side"] == "SIPL", "device"],
    )
    return frozenset(str(name) for names in told for name in names.dropna().unique())


def is_phone(device: str | None, known: frozenset[str]) -> bool:
    """Whether a device is a phone, by the lines that name it or by how its name is built."""
    return device is not None and (device in known or PHONE.match(device) is not None)


def facts_of(row: Row, around: Surroundings) -> ConnectionFacts:
    """The facts of one connection; ``row``: plain values of the connections table and of what is beside it.

    Times count in milliseconds of the process life, so that files without a date can be judged too.
    """
    name = str(row["connection"])
    failures = around.failures.get(name, ())
    seen = around.handshakes.get(name)
    ended_well = seen if seen is not None and seen["complete"] is not False else None
    profile = _profile(row, around)
    errors = tuple(one.error for one in failures if one.error.kind in OPENS)
    others = tuple(one.error for one in failures if one.error.kind not in OPENS)
    proven = row["subject"] is not None or row["cipher"] is not None or bool(row["messages_in"])
    heard = int(row["messages_in"] or 0) + (not proven and any(one.kind == SIZE for one in others))
    opened, unanswered = row.get("opened_ms"), False
    if opened is None and not heard and (row["messages_out"] or 0) > 1:
        opened, unanswered = row.get("first_out_ms"), True
    closed = None if _reset(row, around) else row.get("closed_ms")
    names = _presented(row, ended_well)
    return ConnectionFacts(
        transport=row["transport"],
        why=str(row["why"]),
        transport_seen=bool(row["transport_seen"]),
        tls_security=row.get("tls_security"),
        security_mode=profile.security_mode if profile else None,
        remote_port=row["remote_port"],
        local_port=row["local_port"],
        opened=_instant(opened),
        certificate_time=_instant(row.get("certificate_ms")),
        subject=names["subject"],
        cn=names["cn"],
        san=read_san(names["san"]),
        cipher=row["cipher"] or (ended_well["cipher"] if ended_well else None),
        version=seen["version"] if seen else None,
        expected=_expected(row, names, profile, around),
        messages_in=heard,
        messages_out=int(row["messages_out"] or 0),
        first_in=_instant(row.get("first_in_ms")),
        first_out=_instant(row.get("first_out_ms")),
        closed=_instant(closed),
        close_reason=row.get("close_reason"),
        closed_by=row.get("closed_by"),
        trace_starts_later=opened is None and not unanswered and not errors,
        trace_ends=_instant(around.ends.get(str(row["life"]))),
        errors=errors + (others if proven else ()) + _alert(seen),
        srtp=Srtp(
            profile.srtp_allowed if profile else None,
            bool(row.get("srtp_offered")),
            bool(row.get("srtp_answered")),
        ),
    )


def expected_names(row: Row, profile: Profile | None, around: Surroundings) -> tuple[str, ...]:
    """Names expected of the peer: the user's, the profile's, a phone's own and those it was refused for."""
    refused = tuple(
        one.expected for one in around.failures.get(str(row["connection"]), ()) if one.expected is not None
    )
    if is_phone(row["device"], around.phones):
        return tuple(dict.fromkeys((str(row["device"]), *refused)))
    return around.expected or (profile.expected if profile else ()) or tuple(dict.fromkeys(refused))


def _expected(row: Row, names: Row, profile: Profile | None, around: Surroundings) -> tuple[str, ...]:
    """The same as far as they can be judged: certificates of phones may bear a model before the device name,
    and over Expressway they are Expressway's; a phone is refused by CUCM's own line only."""
    wanted = expected_names(row, profile, around)
    if not is_phone(row["device"], around.phones):
        return wanted
    common = str(names["cn"] or "")
    fits = common.casefold().endswith(str(row["device"]).casefold())
    return (common,) if fits else ()


def _presented(row: Row, seen: Row | None) -> dict[str, str | None]:
    """Subject, name and SAN: the trace's, else the capture's."""
    if row["subject"] is not None or row["remote_cn"] is not None or seen is None:
        return {"subject": row["subject"], "cn": row["remote_cn"], "san": row["san"]}
    side = "server" if seen["server_ip"] == row["remote_ip"] else "client"
    return {
        "subject": seen.get(f"{side}_subject"),
        "cn": seen.get(f"{side}_cn"),
        "san": seen.get(f"{side}_san"),
    }


def _alert(seen: Row | None) -> tuple[TlsError, ...]:
    if seen is None or seen["alert"] is None or seen["complete"]:
        return ()
    return (TlsError("alert", f"the capture shows: {seen['alert']}"),)


def _profile(row: Row, around: Surroundings) -> Profile | None:
    device = row["device"]
    return None if device is None else around.profiles.get((str(row["cluster"]), device))


def _reset(row: Row, around: Surroundings) -> bool:
    closed, device = row.get("closed_ms"), row["device"]
    if closed is None or device is None:
        return False
    starts = around.resets.get((str(row["life"]), device), ())
    opened = row.get("opened_ms") or 0
    return any(at > opened and abs(at - closed) <= RESET_WITHIN_MS for at in starts)


def _instant(ms: int | None) -> datetime | None:
    return (
        None
        if ms is None or pd.isna(ms)
        else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(ms))
    )
