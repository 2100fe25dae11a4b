"""The columns of the connections table that say how secure each is, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame, look_up
from tracekit.correlate.tls_attempts import attempts, tie_failures
from tracekit.correlate.tls_errors import Failure, failures
from tracekit.correlate.tls_facts import (
    Surroundings,
    expected_names,
    facts_of,
    is_phone,
    phones,
    trace_ends,
    trunk_starts,
)
from tracekit.correlate.tls_profiles import Profiles
from tracekit.correlate.tls_srtp import FLAGS
from tracekit.tls.facts import ConnectionFacts
from tracekit.tls.grade import grade
from tracekit.tls.names import compare_names
from tracekit.tls.verdict import verdict

Row = dict[str, Any]
_LISTS = ("expected_names", "errors", "evidence", "cipher_reasons")
_NUMBERS = ("certificate_after_ms", "first_in_after_ms", "first_out_after_ms", "open_ms", "security_mode")
_FLAGS = ("bad", "verdict_seen", "srtp_allowed", "sent_before_certificate")


def with_attempts(connections: Frame, events: Frames) -> tuple[Frame, dict[str, list[Failure]]]:
    """The connections with the attempts behind them that only error lines tell of, and all failures by
    connection."""
    tied, groups = tie_failures(failures(events), connections)
    if not groups:
        return connections, tied
    rows = attempts(groups)
    for name, group in zip(rows["connection"], groups, strict=True):
        tied[str(name)] = list(group)
    table = pd.concat([connections, rows.reindex(columns=connections.columns).astype(connections.dtypes)])
    return table.reset_index(drop=True), tied


def with_srtp(connections: Frame, messages: Frame) -> Frame:
    """The connections with what their messages say of SRTP: the flags of ``messages`` over each."""
    names = [*FLAGS, "srtp_keys_readable"]
    found = messages.dropna(subset=["connection"]).groupby("connection", sort=False)[names].max()
    flags = {
        name: look_up(connections, ["connection"], found[name].astype("boolean")).fillna(False)
        for name in names
    }
    return connections.assign(**flags)


def surroundings(
    events: Frames,
    members: Sequence[Mapping[str, Any]],
    tied: Mapping[str, Sequence[Failure]],
    seen: Mapping[str, Mapping[str, Any]],
    profiles: Profiles,
    expected: Sequence[str],
) -> Surroundings:
    """What the verdicts need beside the connections."""
    return Surroundings(
        profiles,
        tied,
        seen,
        trace_ends(members, events),
        trunk_starts(events),
        tuple(expected),
        phones(events),
    )


def judged(connections: Frame, around: Surroundings) -> Frame:
    """The connections with verdict, reason and fix, and what a capture adds where the trace is silent."""
    rows = [_judge(row, around) for row in plain_rows(connections)]
    names = list(_judge_columns())
    found = pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype="object") for name in names})
    found.index = connections.index
    typed = {
        name: found[name] if name in _LISTS else _typed(found[name], str(name)) for name in found.columns
    }
    return connections.assign(**typed)


def plain_rows(frame: Frame) -> list[Row]:
    """The rows of a frame as dicts of plain values, null as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(plain[name] for name in names), strict=True)]


def _typed(values: pd.Series[Any], name: str) -> pd.Series[Any]:
    if name in _NUMBERS:
        return values.astype("Int64")
    return values.astype("boolean") if name in _FLAGS else values.astype("str")


def _judge_columns() -> tuple[str, ...]:
    return (
        *("verdict", "verdict_seen", "why", "fix", "bad", "cipher", "cipher_grade", "cipher_reasons"),
        *("tls_version", "subject", "remote_cn", "san", "expected_names", "name_check", "security_mode"),
        *(
            "srtp_allowed",
            "device_kind",
            "errors",
            "evidence",
            "captured",
            *_NUMBERS[:4],
            "sent_before_certificate",
        ),
    )


def _judge(row: Row, around: Surroundings) -> Row:
    facts = facts_of(row, around)
    found = verdict(facts)
    seen = around.handshakes.get(str(row["connection"]))
    failures = around.failures.get(str(row["connection"]), ())
    marks = grade(facts.cipher, facts.version)
    captured = _captured(row, facts)
    profile = around.profiles.get((str(row["cluster"]), str(row["device"])))
    told = f"{found.why}; {captured} from the capture, {seen['tie']}" if captured and seen else found.why
    opening = row.get("opened_ms")
    certificate, first_out = row.get("certificate_ms"), row.get("first_out_ms")
    wanted = expected_names(row, profile, around)
    return {
        "verdict": found.verdict,
        "verdict_seen": found.seen and not captured,
        "why": told,
        "fix": found.fix,
        "bad": found.bad,
        "cipher": facts.cipher,
        "cipher_grade": marks.grade if marks else None,
        "cipher_reasons": list(marks.reasons) if marks else None,
        "tls_version": facts.version,
        "subject": facts.subject,
        "remote_cn": facts.cn,
        "san": row["san"] or (", ".join(facts.san) if facts.san else None),
        "expected_names": list(wanted) or None,
        "name_check": compare_names(facts.cn, facts.san, facts.expected).result
        if facts.transport == "TLS"
        else None,
        "security_mode": facts.security_mode,
        "srtp_allowed": facts.srtp.allowed,
        "device_kind": _kind(row, around),
        "errors": [one.error.explained for one in failures] or None,
        "evidence": _evidence(row, failures),
        "captured": captured,
        "certificate_after_ms": _between(opening, certificate),
        "first_in_after_ms": _between(opening, row.get("first_in_ms")),
        "first_out_after_ms": _between(opening, first_out),
        "open_ms": _between(opening, row.get("closed_ms")),
        "sent_before_certificate": None
        if certificate is None or first_out is None
        else first_out < certificate,
    }


def _captured(row: Row, facts: ConnectionFacts) -> str | None:
    """What is known from the capture alone."""
    told = [("version", facts.version)]
    told += [
        (name, value)
        for name, value, own in (
            ("cipher", facts.cipher, row["cipher"]),
            ("names", facts.cn, row["remote_cn"]),
        )
        if own is None
    ]
    return ", ".join(name for name, value in told if value is not None) or None


def _kind(row: Row, around: Surroundings) -> str | None:
    if is_phone(row["device"], around.phones):
        return "phone"
    if any(one.of_lookup_service for one in around.failures.get(str(row["connection"]), ())):
        return "lookup service"
    trunk = row["device"] is not None or str(row.get("signal_to") or "").startswith("SIPD(")
    return "trunk" if trunk or row.get("opened_by") == "CUCM" else None


def _between(start: int | None, end: int | None) -> int | None:
    return None if start is None or end is None else int(end) - int(start)


def _evidence(row: Row, failures: Sequence[Failure]) -> list[str]:
    told = [row.get(f"{name}_place") for name in ("opened", "certificate", "first_in", "first_out", "closed")]
    places = [*(place for place in told if place is not None), *(one.place for one in failures)]
    return list(dict.fromkeys(places or [f"{row['member']}:{row['line']}"]))
