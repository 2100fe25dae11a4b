"""One row a trunk: its peers, names, ciphers and times, and the worst verdict of its connections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from tracekit.correlate.tls_profiles import Profile
from tracekit.correlate.tls_srtp import FLAGS
from tracekit.correlate.trunks import READABLE, Trunk
from tracekit.tls.grade import GRADES
from tracekit.tls.recognise import SECURE_PORT
from tracekit.tls.verdict import PLAIN, SECURE, UNKNOWN, WEAK, Verdict, worst

Row = dict[str, Any]
SIP_PORTS = (5060, SECURE_PORT)


def trunk_row(trunk: Trunk) -> Row:
    """Its row of the trunks table."""
    wires, seen, told = trunk.connections, trunk.handshakes, trunk.messages
    profile = trunk.profile or Profile(trunk.name)
    found = _verdict(trunk)
    flags = {flag: _any(row.get(flag) for row in (*wires, told)) for flag in (*FLAGS, READABLE)}
    moments = [row.get(name) for row in wires for name in ("opened", "certificate_time", "closed")]
    moments += [told.get("first"), told.get("last")] + [row["started"] for row in seen]
    known: list[Any] = [moment for moment in moments if moment is not None and not pd.isna(moment)]
    return {
        "trunk": trunk.name,
        "device": trunk.device,
        "nodes": _texts([*(row["node"] for row in wires), *told.get("nodes", ())]),
        "peers": _peers(trunk),
        "local_ports": _texts([*(row["local_port"] for row in wires), profile.local_port]),
        "transports": _texts([*(row["transport"] for row in wires), *told.get("transports", ())]),
        "verdict": found.verdict,
        "verdict_seen": found.seen,
        "why": found.why,
        "fix": found.fix,
        "bad": found.bad,
        "remote_cns": _texts(row["remote_cn"] for row in wires) or _texts(row["server_cn"] for row in seen),
        "sans": _texts(row["san"] for row in wires),
        "ciphers": _texts([*(row["cipher"] for row in wires), *(row["cipher"] for row in seen)]),
        "cipher_grade": _worst_grade([*wires, *seen]),
        "tls_versions": _texts([*(row["tls_version"] for row in wires), *(row["version"] for row in seen)]),
        "certificate_changes": _changes(wires),
        "first_seen": min(known) if known else None,
        "last_seen": max(known) if known else None,
        "connections": len(wires),
        "handshakes": len(seen),
        "calls": told.get("calls", 0),
        "messages_in": told.get("messages_in", 0),
        "messages_out": told.get("messages_out", 0),
        "expected_names": _texts(name for row in wires for name in row["expected_names"] or ())
        or _texts(profile.expected),
        "security_mode": profile.security_mode,
        "incoming_transport": profile.incoming,
        "outgoing_transport": profile.outgoing,
        "srtp_allowed": profile.srtp_allowed,
        **flags,
        "pings_answered": trunk.pings[0] if trunk.pings else None,
        "pings_failed": trunk.pings[1] if trunk.pings else None,
        "alarms": trunk.alarms or None,
        "unresolved": trunk.unresolved or None,
        **_place(trunk),
    }


def _verdict(trunk: Trunk) -> Verdict:
    """The worst of its connections, of captures where no trace tells, and of messages over UDP."""
    given = [
        Verdict(row["verdict"], bool(row["verdict_seen"]), str(row["why"]), row["fix"], bool(row["bad"]))
        for row in (*trunk.connections, *(row for row in trunk.handshakes if row["connection"] is None))
        if row["verdict"] is not None
    ]
    if "UDP" in trunk.messages.get("transports", ()):
        given.append(_over_udp(trunk))
    known = [one for one in given if one.verdict != UNKNOWN]
    found = worst(known or given)
    if found is None:
        return _unused(trunk)
    return replace(found, why="; ".join(filter(None, (found.why, _one_sided(trunk)))))


def _one_sided(trunk: Trunk) -> str | None:
    """Where it works from some nodes and not from others."""
    known = [(int(row["node"]), row) for row in trunk.connections if row["node"] is not None]
    bad = {node for node, row in known if row["bad"]}
    good = {node for node, row in known if row["verdict"] in (SECURE, WEAK)} - bad
    if not bad or not good:
        return None
    here, there = (", ".join(str(node) for node in sorted(nodes)) for nodes in (bad, good))
    cure = "compare certificates and CallManager-trust of the nodes"
    return f"on node {here} alone, node {there} is secure: {cure}"


def _unused(trunk: Trunk) -> Verdict:
    """Configured only."""
    told = ["configured, but no connection and no message of it is in the trace"]
    told += [f"its name {name} was not resolved" for name in trunk.unresolved]
    told += [f"{trunk.pings[1]} OPTIONS without an answer"] if trunk.pings and trunk.pings[1] else []
    fix = "check the A or SRV record and the node's DNS" if trunk.unresolved else None
    return Verdict(UNKNOWN, False, "; ".join([*told, *trunk.alarms]), fix)


def _over_udp(trunk: Trunk) -> Verdict:
    told = ["UDP: SIP message lines say so"]
    told += ["TLS is asked for"] if trunk.wants_tls else []
    keys = bool(trunk.messages.get(READABLE))
    told += ["SRTP keys travelled readable over it: whoever reads them can decrypt the media"] if keys else []
    fix = "set device security mode Encrypted and transport TLS in the security profiles of both ends"
    return Verdict(PLAIN, True, "; ".join(told), fix if len(told) > 1 else None, trunk.wants_tls or keys)


def _peers(trunk: Trunk) -> list[str] | None:
    """Address and port where the peer listens; of those that connect themselves the address alone."""
    told = list(trunk.profile.destinations) if trunk.profile else []
    for row in trunk.connections:
        listens = row.get("opened_by") == "CUCM" or row["remote_port"] in SIP_PORTS
        told.append(f"{row['remote_ip']}:{row['remote_port']}" if listens else row["remote_ip"])
    told += trunk.messages.get("peers", ())
    if not trunk.connections:
        told += [f"{row['server_ip']}:{row['server_port']}" for row in trunk.handshakes]
    return _texts(told)


def _texts(values: Iterable[Any]) -> list[str] | None:
    """Distinct values that are known, sorted; null for none."""
    return sorted({str(value) for value in values if value is not None and value is not pd.NaT}) or None


def _any(values: Iterable[Any]) -> bool:
    return any(bool(value) for value in values if value is not None)


def _worst_grade(rows: Sequence[Row]) -> str | None:
    grades = [row["cipher_grade"] for row in rows if row["cipher_grade"] is not None]
    return max(grades, key=GRADES.index, default=None)


def _changes(wires: Sequence[Row]) -> list[str] | None:
    """Where one peer presents another subject than before."""
    latest: dict[str, str] = {}
    told = []
    for row in sorted(wires, key=lambda row: (str(row["life"]), row.get("seen_ms") or 0)):
        peer, subject = row["remote_ip"], row["subject"]
        if peer is None or subject is None:
            continue
        if latest.get(peer, subject) != subject:
            at = row["certificate_time"]
            when = f" at {at:%Y-%m-%d %H:%M:%S} UTC" if at is not None else ""
            told.append(f"{peer}: {latest[peer]} → {subject}{when}")
        latest[peer] = subject
    return told or None


def _place(trunk: Trunk) -> Row:
    """The first line that tells of it."""
    for row in trunk.connections:
        if row["member"] is not None:
            return {name: row[name] for name in ("member", "line", "offset", "length")}
    if trunk.messages:
        return dict(trunk.messages["place"])
    if trunk.handshakes:
        return {"member": trunk.handshakes[0]["member"], "line": trunk.handshakes[0]["line"]}
    return {}
