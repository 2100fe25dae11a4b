"""TLS handshakes of captures, and the connections of the trace that they set up.

The clocks of capture and trace may differ, so a tie is inferred. A connection that a peer opened shows the
peer's own port in both. One that CUCM opened does not tell CUCM's port in the trace: there the time decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from tracekit.capture import Capture, Handshake, handshake_rows, steps
from tracekit.capture.named import certificate_of
from tracekit.scan import Source
from tracekit.tls.cipher import cipher_by_code
from tracekit.tls.facts import ConnectionFacts, TlsError
from tracekit.tls.grade import grade
from tracekit.tls.names import MATCH, compare_names
from tracekit.tls.recognise import SECURE_PORT
from tracekit.tls.verdict import Verdict, verdict

SKEW_MS = 120_000
"""How far the clocks of capture and trace may be apart on a connection that only addresses and time tell."""

PORT_SKEW_MS = 3_600_000
"""The same where the peer's own port tells it too: ports come again, but not within the hour."""

Row = dict[str, Any]


def captures(sources: Iterable[Source]) -> list[Capture]:
    """The captures of all files."""
    return [source.capture for source in sources if source.capture is not None and source.state != "skipped"]


def handshakes(found: Sequence[Capture]) -> list[tuple[Row, Handshake]]:
    """Rows of the handshakes table with more beside them, and the handshake of each; in order of captures."""
    return [
        (row | _more(handshake), handshake)
        for capture in found
        for row, handshake in zip(handshake_rows(capture), capture.handshakes, strict=True)
    ]


def tie_handshakes(rows: Sequence[Row], connections: Sequence[Row]) -> None:
    """Writes ``connection`` and ``tie`` into the rows whose connection the trace shows; each is used once."""
    by_ends: dict[tuple[Any, ...], list[Row]] = {}
    for wire in connections:
        by_ends.setdefault((wire["remote_ip"], wire["remote_port"]), []).append(wire)
    taken: set[str] = set()
    for row in rows:
        accepted = by_ends.get((row["client_ip"], row["client_port"]), [])
        opened = by_ends.get((row["server_ip"], row["server_port"]), [])
        found = _nearest(row, accepted, PORT_SKEW_MS, taken, "addresses, ports and time", alone=True)
        found = found or _nearest(row, opened, SKEW_MS, taken, "address, port and time", alone=False)
        if found is not None:
            row["connection"], row["tie"] = found
            taken.add(found[0])


def _nearest(
    row: Row, wires: Sequence[Row], within: int, taken: set[str], tie: str, *, alone: bool
) -> tuple[str, str] | None:
    """The connection that was opened nearest in time; without dates the only one, where ports tell it."""
    fit = [wire for wire in wires if str(wire["connection"]) not in taken and _agrees(row, wire)]
    apart = [(abs(_ms(row["started"], wire)), str(wire["connection"])) for wire in fit if _dated(row, wire)]
    if apart and min(apart)[0] <= within:
        return min(apart)[1], f"inferred from {tie}"
    loose = [wire for wire in fit if not _dated(row, wire)]
    if alone and len(loose) == 1 and not apart:
        return str(loose[0]["connection"]), "inferred from addresses and ports"
    return None


def _agrees(row: Row, wire: Row) -> bool:
    """A cipher that differs tells two connections apart."""
    return row["cipher"] is None or wire.get("cipher") is None or row["cipher"] == wire["cipher"]


def _dated(row: Row, wire: Row) -> bool:
    return row["started"] is not None and _moment(wire) is not None


def _moment(wire: Row) -> datetime | None:
    return wire.get("opened") or wire.get("certificate_time") or wire.get("first_out") or wire.get("first_in")


def _ms(started: datetime, wire: Row) -> int:
    moment = _moment(wire)
    assert moment is not None
    return round((started - moment).total_seconds() * 1000)


def judge_handshake(row: Row, expected: Sequence[str]) -> Verdict:
    """The verdict on a connection that only a capture shows.

    Which side is the peer is not known: one of both names must be among the expected ones.
    """
    names = [row[f"{side}_cn"] for side in ("server", "client")]
    sans = {"server": row["server_san"], "client": row["client_san"]}
    side = next(
        (
            side
            for side, name in zip(("server", "client"), names, strict=True)
            if compare_names(name, _san(sans[side]), expected).result == MATCH
        ),
        "server",
    )
    return verdict(_facts(row, side, expected))


def _facts(row: Row, side: str, expected: Sequence[str]) -> ConnectionFacts:
    known = any(row[name] is not None for name in ("version", "cipher", "server_cn", "sni")) or bool(
        row["alert"]
    )
    ended = row["complete"] is False
    alert = (TlsError("alert", str(row["alert"])),) if row["alert"] and ended else ()
    silent = (TlsError("capture", str(row["note"] or "the handshake does not end in the capture")),)
    done = bool(row["complete"])
    return ConnectionFacts(
        transport="TLS" if known or row["tls"] else None if row["tls"] is None else "TCP",
        why="a TLS handshake was captured" if row["tls"] else str(row["note"] or "no TLS was captured"),
        remote_port=row["server_port"],
        subject=row[f"{side}_subject"] if done else None,
        cn=row[f"{side}_cn"] if done else None,
        san=_san(row[f"{side}_san"]),
        cipher=row["cipher"] if done else None,
        version=row["version"],
        expected=tuple(expected) if done else (),
        messages_in=1 if row["application_data"] and done else 0,
        trace_starts_later=not ended and not done,
        errors=alert or (silent if ended else ()),
    )


def _san(text: str | None) -> tuple[str, ...] | None:
    return tuple(text.split(", ")) if text else None


def _more(one: Handshake) -> Row:
    """What the table says beside the columns that the capture itself gives."""
    server, client = (
        chain[0] if chain else None for chain in (one.server_certificates, one.client_certificates)
    )
    first = one.steps[0] if one.steps else None
    judged = grade(one.cipher, one.version)
    checks = steps(one)
    return {
        **_facts_of("server", server),
        **_facts_of("client", client),
        "clock": first.clock if first else None,
        "packet": first.place if first and one.unit == "packet" else None,
        "offered_versions": list(one.offered_versions),
        "offered_ciphers": list(_names(one.offered_ciphers)),
        "cipher_grade": judged.grade if judged else None,
        "resumed": one.resumed,
        "tls": _spoke_tls(one),
        "steps": [f"{check.title}: {check.state}" for check in checks],
        "connection": None,
        "tie": None,
    }


def _facts_of(side: str, der: bytes | None) -> Row:
    found = certificate_of(der) if der is not None else None
    return {
        f"{side}_subject": found.subject if found else None,
        f"{side}_serial": found.serial if found else None,
        f"{side}_san": ", ".join(found.san) if found and found.san else None,
    }


def _names(codes: Sequence[int]) -> Iterator[str]:
    for code in codes:
        suite = cipher_by_code(code)
        yield suite.openssl if suite is not None and suite.openssl else f"0x{code:04X}"


def _spoke_tls(one: Handshake) -> bool | None:
    """Whether TLS was seen; null where the lines of a text show lengths only."""
    if any("hello" in step.what or step.what == "application data" for step in one.steps) or one.version:
        return True
    if one.hidden or one.complete is None:
        return None
    return SECURE_PORT in (one.server_port, one.client_port) and one.alert is not None


def by_connection(rows: Iterable[Row]) -> dict[str, Mapping[str, Any]]:
    """The tied rows by their connection."""
    return {str(row["connection"]): row for row in rows if row["connection"] is not None}
