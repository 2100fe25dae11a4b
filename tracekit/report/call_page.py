"""What the templates may use of calls and findings."""

from dataclasses import dataclass
from typing import Literal

from tracekit.report.page import Excerpt, LadderView, Shown
from tracekit.report.wire_page import CallLink, ConnectionView

Tone = Literal["good", "plain", "bad"]
Severity = Literal["bad", "warning", "note"]


@dataclass(frozen=True, slots=True)
class LegView:
    """One leg: a party and what it spoke over."""

    role: str | None
    number: str | None
    device: str | None
    node: str | None
    ci: str | None
    call_ids: tuple[str, ...]
    secure: bool
    mark: str | None
    peer: str | None
    started: str | None
    answered: str | None
    ended: str | None
    cause: str | None
    place: str


@dataclass(frozen=True, slots=True)
class DigitsView:
    """One digit analysis; ``led`` says what came of it."""

    time: str | None
    calling: str | None
    dialed: str | None
    result: str | None
    led: str
    place: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding. ``told``: *seen* or *inferred*; ``calls``: those that it is about."""

    number: int
    severity: Severity
    title: str
    what: str | None
    why: str | None
    fix: str | None
    told: str | None
    calls: tuple[CallLink, ...]
    calls_shown: Shown
    connection: str | None
    evidence: tuple[Excerpt, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A recorder or music call, or the call that one belongs to; ``link`` when it is on the page."""

    name: str
    link: CallLink | None


@dataclass(frozen=True, slots=True)
class SecuredView:
    """A connection of the call; ``told_at``: the call that tells all of it, null when it is told here."""

    wire: ConnectionView
    told_at: CallLink | None


@dataclass(frozen=True, slots=True)
class CallView:
    """One call: its line in the list and all that unfolds below it.

    ``kind``: what a call without numbers is; ``others``: parties beside caller and called one, by role;
    ``unseen``: why there is no ladder.
    """

    number: int
    name: str
    numbers: tuple[str, ...]
    kind: str | None
    others: tuple[str, ...]
    outcome: str | None
    tone: Tone
    cause: str | None
    released_by: str | None
    day: str | None
    time: str | None
    zone: str | None
    duration: str
    devices: tuple[str, ...]
    nodes: tuple[str, ...]
    signalling: str | None
    tls: Literal["all", "some", "none", "unknown"]
    tls_words: str
    related: tuple[RelatedView, ...]
    findings: tuple[FindingView, ...]
    ladder: LadderView | None
    unseen: str
    legs: tuple[LegView, ...]
    secured: tuple[SecuredView, ...]
    plain: str | None
    digits: tuple[DigitsView, ...]
    place: str
    open: bool


@dataclass(frozen=True, slots=True)
class Digits:
    """Digit analyses that no call could be tied to."""

    rows: tuple[DigitsView, ...]
    shown: Shown
