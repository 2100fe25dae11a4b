"""What the templates may use of connections, trunks and certificates."""

from dataclasses import dataclass
from typing import Literal

from tracekit.report.page import Excerpt, Fact, Shown

Mood = Literal["good", "warn", "bad", "plain"]
"""How a verdict reads at a glance."""


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict: ``told`` is *seen* or *inferred*, null where there is no verdict yet."""

    words: str
    mood: Mood
    told: str | None
    why: str | None
    fix: str | None


@dataclass(frozen=True, slots=True)
class CipherView:
    """A cipher with its grade and the reasons for it."""

    name: str
    version: str | None
    grade: str | None
    mood: Mood
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConnectionView:
    """One transport connection. ``index``: CUCM's own number of it."""

    index: str | None
    node: str | None
    device: str | None
    peer: str
    way: str
    mark: str | None
    secure: bool
    asked: str | None
    verdict: VerdictView | None
    cipher: CipherView | None
    remote_cn: str | None
    san: str | None
    subject: str | None
    expected: tuple[str, ...]
    name_check: str | None
    life: tuple[Fact, ...]
    messages: str
    evidence: tuple[Excerpt, ...]
    place: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a trunk's checklist: what it proves, whether it was seen, and by what."""

    name: str
    state: str
    mood: Mood
    detail: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallLink:
    """A call of the page by its number there; ``words`` says which."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class TrunkView:
    """One trunk: its connections taken together."""

    number: int
    name: str
    peers: tuple[str, ...]
    marks: tuple[str, ...]
    secure: bool
    verdict: VerdictView | None
    facts: tuple[Fact, ...]
    ciphers: tuple[CipherView, ...]
    changes: tuple[str, ...]
    steps: tuple[StepView, ...]
    calls: tuple[CallLink, ...]
    calls_shown: Shown
    open: bool


@dataclass(frozen=True, slots=True)
class CertificateView:
    """One certificate, however often it was presented. ``same``: of a file, whether peers present it."""

    sources: str
    cn: str | None
    subject: str | None
    san: str | None
    facts: tuple[Fact, ...]
    presented: tuple[str, ...]
    times: str | None
    same: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wires:
    """The part of the page on transport security."""

    summary: str
    trunks: tuple[TrunkView, ...]
    trunks_shown: Shown
    connections: tuple[ConnectionView, ...]
    connections_shown: Shown
    unfold: bool
    certificates: tuple[CertificateView, ...]
    certificates_shown: Shown
