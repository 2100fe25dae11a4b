"""The words of the notes between the arrows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tracekit.ladder.model import Moment, NoteKind, Proof
from tracekit.ladder.source import Record

ASKED = {1: "non secure", 2: "authenticated", 3: "encrypted"}
"""tls_security as SIP_PROCESS_ENQUEUE prints it: the device security mode of the profile."""


RESULTS = {"potential": "waits for more digits"}
"""Results of digit analysis that say little by their name."""

SIP_PORTS = range(5060, 5100)
"""Ports that a SIP service listens on (CUCM: 5060, 5061 and those that security profiles add)."""

Way = Literal["created", "accepted", "first seen"]
PREPOSITIONS: dict[Way, str] = {"created": "to", "accepted": "from", "first seen": "with"}

_OPENERS: dict[str, Way] = {"CUCM": "created", "peer": "accepted"}


def service_port(connection: Record) -> int | None:
    """The port that stands for the service: the peer's when CUCM connected, else CUCM's own."""
    local, remote = connection.number("local_port"), connection.number("remote_port")
    return (remote or local) if connection.text("opened_by") == "CUCM" else (local or remote)


def way_of(connection: Record) -> Way:
    """Who opened a connection: CUCM, its peer, or unknown when the trace starts later.

    Where the trace has no word for it, the ports tell.
    """
    told = _OPENERS.get(connection.text("opened_by") or "")
    if told is not None:
        return told
    if connection.number("local_port") is not None:
        return "accepted"
    asked = connection.number("tls_security") is not None
    return "created" if asked or connection.number("remote_port") in SIP_PORTS else "first seen"


@dataclass(frozen=True, slots=True)
class Party:
    """One leg that a step of the call is about, as far as it is known."""

    ci: int | None
    device: str | None
    number: str | None

    @property
    def name(self) -> str:
        """``1013 (SEP0011AABB0001, CI 19024195)``."""
        ci = None if self.ci is None else f"CI {self.ci}"
        known = [part for part in (self.number, self.device, ci) if part is not None]
        return known[0] + (f" ({', '.join(known[1:])})" if len(known) > 1 else "") if known else "unknown leg"

    @property
    def short_name(self) -> str:
        """``1013 (CI 19024195)``; the device where the number is unknown."""
        return replace(self, device=None if self.number is not None else self.device).name


@dataclass(frozen=True, slots=True)
class Told:
    """A note before it has its place: the records that prove it, the first one dating it."""

    kind: NoteKind
    title: str
    text: str
    records: tuple[Record, ...]
    moment: Moment
    parties: tuple[Party, ...] = ()

    @property
    def proof(self) -> Proof:
        """The first record, with the moment that dates the note."""
        return replace(self.records[0].proof, moment=self.moment)


def digit_analysis(row: Record) -> Told:
    """``1018 dialled 9898: matched pattern 9898 in PT_LOCAL, to SIP trunk``."""
    said = f"{row.text('calling') or 'unknown number'} dialled {row.text('dialed') or 'nothing yet'}"
    result = row.text("result")
    parts = [RESULTS.get(result or "", result), _led("pattern", row.text("pattern"))]
    parts.append(_led("in partition", row.text("partition")))
    called = row.text("called")
    if called is not None and called != row.text("dialed"):
        parts.append(f"called number {called}")
    parts.append(_led("to", row.text("device") or row.text("next_hop")))
    known = " ".join(part for part in parts if part is not None)
    return Told("digits", "Digit analysis", f"{said}: {known}" if known else said, (row,), row.moment)


def connection_opened(row: Record, moment: Moment) -> Told:
    """``TLS to 10.106.95.200:5061, tls_security 3 (encrypted), connection 12``."""
    transport = row.text("transport") or "transport unknown"
    local, security = row.number("local_port"), row.number("tls_security")
    way = way_of(row)
    local = local if way == "accepted" else None
    peer = f"{row.text('remote_ip') or 'unknown address'}:{_or_mark(row.number('remote_port'))}"
    parts = [f"{transport} {PREPOSITIONS[way]} {peer}" + ("" if local is None else f" to port {local}")]
    if security is not None:
        parts.append(f"tls_security {security}" + (f" ({ASKED[security]})" if security in ASKED else ""))
    parts.append(f"connection {_or_mark(row.number('conn_idx'))}")
    return Told("connection", f"Connection {way}", ", ".join(parts), (row,), moment)


def certificate(presented: tuple[Record, ...]) -> Told:
    """``CN CUCM10, cipher AES128-SHA, from 10.106.95.200:5061, connection 12``."""
    row = presented[0]
    parts = [
        _led("CN", row.text("cn")) or row.text("subject") or "no subject",
        _led("SAN", row.text("san")),
        _led("cipher", row.text("cipher")),
        f"from {row.text('remote_ip') or 'unknown address'}:{_or_mark(row.number('remote_port'))}",
        f"connection {_or_mark(row.number('conn_idx'))}",
    ]
    text = ", ".join(part for part in parts if part is not None)
    return Told("certificate", "Certificate of the peer", text, presented, row.moment)


def event(title: str, pattern: str, row: Record) -> Told:
    """A family's own note; its title alone where a column that the note needs is missing."""
    try:
        text = pattern.format_map(_Said(row.known()))
    except (KeyError, IndexError, ValueError, TypeError, AttributeError):
        text = title
    return Told("event", title, text, (row,), row.moment)


class _Said(dict[str, object]):
    def __init__(self, cells: Mapping[str, object]) -> None:
        super().__init__({name: "unknown" if cell is None else cell for name, cell in cells.items()})


def _led(word: str, value: str | None) -> str | None:
    return None if value is None else f"{word} {value}"


def _or_mark(value: int | None) -> str:
    return "?" if value is None else str(value)
