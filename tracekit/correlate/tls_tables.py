"""Everything about TLS put together: connections judged, handshakes, certificates, trunks, the checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from tracekit.correlate.certificates import (
    captured_certificates,
    certificates,
    compare,
    file_certificates,
    follow_chains,
)
from tracekit.correlate.events import Frames
from tracekit.correlate.handshakes import by_connection, captures, handshakes, judge_handshake, tie_handshakes
from tracekit.correlate.join import Frame
from tracekit.correlate.tls_checklist import checklist
from tracekit.correlate.tls_inventory import trunk_row
from tracekit.correlate.tls_profiles import profiles
from tracekit.correlate.tls_srtp import readable, srtp_parts
from tracekit.correlate.tls_verdicts import judged, plain_rows, surroundings, with_attempts, with_srtp
from tracekit.correlate.trunks import find_trunks
from tracekit.scan import Source
from tracekit.tls.certificate import Certificate

Row = dict[str, Any]


@dataclass(frozen=True)
class Expectations:
    """What the user says should be: names of peers, and the CAs that certificates should go back to."""

    names: tuple[str, ...] = ()
    authorities: tuple[Certificate, ...] = ()


def tls_tables(
    sources: Sequence[Source],
    members: Sequence[Mapping[str, Any]],
    events: Frames,
    wires: Frame,
    messages: Frame,
    wanted: Expectations,
) -> dict[str, Frame]:
    """The tables connections, certificates, handshakes, trunks and trunk_checks.

    ``wires``: the connections with what stands beside them; ``messages``: with ``life`` and ``cluster``.
    """
    found = captures(sources)
    pairs = handshakes(found)
    seen = [row for row, _ in pairs]
    parts = srtp_parts(messages)
    messages = messages.assign(
        **{str(name): parts[name] for name in parts}, srtp_keys_readable=readable(messages)
    )
    wires, tied = with_attempts(with_srtp(wires, messages), events)
    tie_handshakes(seen, plain_rows(wires))
    known = profiles(events)
    around = surroundings(events, members, tied, by_connection(seen), known, wanted.names)
    wires = judged(wires, around)
    rows = plain_rows(wires)
    _judge_handshakes(seen, {str(row["connection"]): row for row in rows}, wanted.names)
    trunks = find_trunks(rows, messages, seen, known, events)
    checks = checklist(trunks, {id(row): handshake for row, handshake in pairs})
    return {
        "connections": wires,
        "certificates": _certificates(events, sources, pairs, _now(messages, seen), wanted),
        "handshakes": _frame(seen),
        "trunks": _frame([trunk_row(trunk) for trunk in trunks]),
        "trunk_checks": _frame(checks),
    }


def _judge_handshakes(seen: Sequence[Row], wires: Mapping[str, Row], names: Sequence[str]) -> None:
    """The verdict of the connection of the trace, else the capture's own."""
    for row in seen:
        wire = wires.get(str(row["connection"]))
        if wire is not None:
            row |= {name: wire[name] for name in ("verdict", "verdict_seen", "why", "fix", "bad")}
        else:
            own = judge_handshake(row, names)
            row |= {
                "verdict": own.verdict,
                "verdict_seen": own.seen,
                "why": own.why,
                "fix": own.fix,
                "bad": own.bad,
            }


def _certificates(
    events: Frames,
    sources: Sequence[Source],
    pairs: Sequence[tuple[Row, Any]],
    now: datetime | None,
    wanted: Expectations,
) -> Frame:
    trace = certificates(events).sort_values(["time", "ms_of_life", "member", "offset"], kind="stable")
    tied: dict[tuple[str, int], str] = {}
    numbers: dict[str, int] = {}
    for row, _ in pairs:
        number = numbers[row["member"]] = numbers.get(row["member"], -1) + 1
        if row["connection"] is not None:
            tied[row["member"], number] = row["connection"]
    captured = list(captured_certificates(captures(sources), tied))
    files = list(file_certificates(sources))
    told = plain_rows(trace[~trace["told_again"].astype(bool)])
    compare(files, [*captured, *told], now)
    follow_chains([*captured, *files], wanted.authorities, now)
    return pd.concat([trace.astype({"time": "object"}), _frame([*captured, *files])], ignore_index=True)


def _now(messages: Frame, seen: Sequence[Row]) -> datetime | None:
    """The moment at which files are judged: the end of trace and captures; null without a date."""
    moments = [messages["time"].max(), *(row["started"] for row in seen)]
    known = [moment for moment in moments if moment is not None and not pd.isna(moment)]
    return max(known, default=None)


def _frame(rows: Sequence[Row]) -> Frame:
    names = dict.fromkeys(name for row in rows for name in row)
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype="object") for name in names})
