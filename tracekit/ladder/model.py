"""A ladder as plain values: who took part, what passed between them, when, and where it is written.

It knows neither HTML nor a terminal: every face draws from these.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ParticipantKind = Literal["phone", "node", "trunk", "peer"]
ArrowKind = Literal["request", "provisional", "success", "redirect", "failure", "unknown"]
"""Request, or the class of a response (RFC 3261 section 7.2)."""

NoteKind = Literal["digits", "connection", "certificate", "event", "step", "folded"]
"""``step``: what CUCM did with legs (set up, joined, split); ``folded``: messages not shown one by one."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When: UTC (null without date or zone) and the node's own clock as in the trace."""

    utc: datetime | None
    local: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Where it is written: file, line from 1, byte span in the decompressed file, and that node's time."""

    member: str
    line: int | None
    offset: int | None
    length: int | None
    moment: Moment

    @property
    def place(self) -> str:
        """``member:line``, or the member alone when the line is unknown."""
        return self.member if self.line is None else f"{self.member}:{self.line}"


@dataclass(frozen=True, slots=True)
class Participant:
    """One life line.

    ``name``: device of a phone or trunk; ``number``: its number; ``node``, ``host``: of a CUCM server;
    ``port``: null where it is the changing port of a peer that connected; ``clock_ms``: how far a node's
    clock runs ahead of the first node's, inferred from messages that both logged, null when in step.
    """

    kind: ParticipantKind
    name: str | None
    number: str | None
    node: int | None
    host: str | None
    ip: str | None
    port: int | None
    clock_ms: int | None = None

    @property
    def title(self) -> str:
        """What stands at the top of the life line."""
        if self.kind == "node":
            return "CUCM" if self.node is None else f"CUCM node {self.node}"
        return self.name or self.address or "unknown peer"

    @property
    def address(self) -> str | None:
        """``ip:port`` or ``ip``."""
        return self.ip if self.port is None or self.ip is None else f"{self.ip}:{self.port}"

    @property
    def details(self) -> tuple[str, ...]:
        """What else is known, in the order of use: number, host, address, clock."""
        clock = None
        if self.clock_ms:
            clock = f"clock {abs(self.clock_ms)} ms {'ahead' if self.clock_ms > 0 else 'behind'}"
        known = (self.number, self.host, self.address, clock)
        return tuple(part for part in known if part is not None and part != self.title)


@dataclass(frozen=True, slots=True)
class Arrow:
    """One SIP message. ``sender`` and ``receiver`` are positions in ``Ladder.participants``.

    ``port``: the port that stands for the service (CUCM's own when the peer connected, else the peer's);
    ``size``: bytes of the trace record; ``proofs``: two when both ends of a trunk hop logged it.
    """

    sender: int
    receiver: int
    label: str
    kind: ArrowKind
    direction: str | None
    moment: Moment
    delta_ms: int | None
    transport: str | None
    port: int | None
    remote_ip: str | None
    remote_port: int | None
    secure: bool | None
    cipher: str | None
    remote_cn: str | None
    conn_idx: int | None
    message: str | None
    call_id: str | None
    cseq: int | None
    cseq_method: str | None
    ci: int | None
    size: int | None
    has_sdp: bool | None
    srtp: bool | None
    proofs: tuple[Proof, ...]
    seen: bool = True

    @property
    def mark(self) -> str:
        """``TLS 5061``: transport and port, as far as known."""
        return " ".join(str(part) for part in (self.transport, self.port) if part is not None)

    @property
    def security(self) -> str | None:
        """``AES128-SHA · CN CUCM10``; null unless the connection is TLS and the trace tells."""
        if not self.secure:
            return None
        name = None if self.remote_cn is None else f"CN {self.remote_cn}"
        return " · ".join(part for part in (self.cipher, name) if part is not None) or None


@dataclass(frozen=True, slots=True)
class Note:
    """What a node did between messages. ``participant``: position in ``Ladder.participants``;

    ``parties``: positions of those that it is about, for a step of the call; ``seen``: false when it is
    inferred and not printed in the trace.
    """

    participant: int
    kind: NoteKind
    title: str
    text: str
    moment: Moment
    delta_ms: int | None
    proofs: tuple[Proof, ...]
    seen: bool = True
    parties: tuple[int, ...] = ()


Row = Arrow | Note


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said of the call as a whole. ``started``: by the clock of the node that saw its first row;

    ``numbers``: calling, dialled, called, each once; ``duration_s``: from answer to end; ``cause``: Q.850 or
    Cisco CDR value; ``related``: ids of recorder and music calls.
    """

    started: Moment
    numbers: tuple[str, ...]
    outcome: str | None
    duration_s: float | None
    cause: int | None
    cause_text: str | None
    released_by: str | None
    transport: str | None
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """One call, drawn: participants from left to right, rows from first to last."""

    call: str
    participants: tuple[Participant, ...]
    rows: tuple[Row, ...]
    heading: Heading | None = None

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """The messages alone."""
        return tuple(row for row in self.rows if isinstance(row, Arrow))

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes alone."""
        return tuple(row for row in self.rows if isinstance(row, Note))
