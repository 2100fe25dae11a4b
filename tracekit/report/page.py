"""What the templates may use: the page as typed values, every text made visible and free of secrets."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "plain", "bad"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the style sheet depends on: the most life lines of any ladder on the page."""

    lanes: int

    @property
    def lines(self) -> int:
        """Grid lines of a ladder: two columns a life line, so that an arrow can end at its middle."""
        return 2 * self.lanes + 1


@dataclass(frozen=True, slots=True)
class Shown:
    """How many of how many are on the page."""

    shown: int
    total: int

    @property
    def complete(self) -> bool:
        return self.shown == self.total


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The text of one trace record. ``remark`` says what is missing and why; null when it is whole."""

    place: str
    text: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class Lane:
    """Top of a life line."""

    kind: str
    title: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArrowView:
    """A message. ``start`` and ``end`` are grid lines, counted from 1."""

    time: str | None
    delta: str
    start: int
    end: int
    rightward: bool
    kind: str
    kind_words: str
    label: str
    has_sdp: bool
    secure: bool
    mark: str
    security: tuple[str, ...]
    sender: str
    receiver: str
    hover: str
    facts: tuple[Fact, ...]
    excerpts: tuple[Excerpt, ...]
    arrow: bool = True


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note. ``side`` tells where it stands between its grid lines."""

    time: str | None
    delta: str
    start: int
    end: int
    side: Literal["first", "middle", "last"]
    kind: str
    title: str
    text: str
    seen: bool
    excerpts: tuple[Excerpt, ...]
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class LadderView:
    """A ladder in chunks of rows, which the browser lays out only when they come into view."""

    name: str
    lanes: tuple[Lane, ...]
    chunks: tuple[tuple[ArrowView | NoteView, ...], ...]
    rows: Shown
    clock: str


@dataclass(frozen=True, slots=True)
class LegView:
    """One leg with the connection it ran over."""

    role: str | None
    number: str | None
    device: str | None
    node: str | None
    ci: str | None
    call_ids: tuple[str, ...]
    secure: bool
    mark: str | None
    peer: str | None
    cipher: str | None
    remote_cn: str | None
    answered: str | None
    ended: str | None
    cause: str | None
    place: str


@dataclass(frozen=True, slots=True)
class DigitsView:
    """One digit analysis."""

    time: str | None
    calling: str | None
    dialed: str | None
    result: str | None
    pattern: str | None
    partition: str | None
    called: str | None
    leads_to: str | None
    place: str


@dataclass(frozen=True, slots=True)
class CallView:
    """One call: its line in the list and all that unfolds below it."""

    number: int
    name: str
    numbers: tuple[str, ...]
    outcome: str | None
    tone: Tone
    cause: str | None
    released_by: str | None
    day: str | None
    time: str | None
    duration: str
    devices: tuple[str, ...]
    nodes: tuple[str, ...]
    signalling: str | None
    tls: Literal["all", "some", "none", "unknown"]
    tls_words: str
    related: tuple[str, ...]
    ladder: LadderView | None
    legs: tuple[LegView, ...]
    digits: tuple[DigitsView, ...]
    place: str
    open: bool


@dataclass(frozen=True, slots=True)
class ConnectionView:
    """One transport connection."""

    number: str | None
    node: str | None
    device: str | None
    peer: str
    way: str
    transport: str | None
    secure: bool
    tls_security: str | None
    cipher: str | None
    grade: str | None
    remote_cn: str | None
    san: str | None
    subject: str | None
    expected: tuple[str, ...]
    verdict: str | None
    why: str | None
    opened: str | None
    closed: str | None
    close_reason: str | None
    messages: str
    place: str


@dataclass(frozen=True, slots=True)
class CertificateView:
    """One certificate presentation."""

    time: str | None
    node: str | None
    number: str | None
    peer: str
    cn: str | None
    subject: str | None
    san: str | None
    cipher: str | None
    receiver: str | None
    source: str | None
    place: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding."""

    severity: str
    title: str
    what: str | None
    why: str | None
    fix: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProblemView:
    """Records of one family that could not be read for one kind of reason, with the first of them."""

    place: str
    family: str | None
    reason: str
    more: str | None


@dataclass(frozen=True, slots=True)
class MemberView:
    """One file of the input."""

    name: str
    kind: str | None
    state: str
    reason: str | None
    node: str | None
    version: str | None
    first: str | None
    last: str | None
    records: str | None
    size: str | None
    unparsed: str | None


@dataclass(frozen=True, slots=True)
class CoverageView:
    """What a node's traces cover, or what is missing in them."""

    node: str | None
    what: str
    start: str | None
    end: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class ShapeView:
    """Lines of one shape that no record holds, with the place of the first."""

    shape: str
    lines: str
    place: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the bytes: ``start`` and ``width`` in thousandths of all."""

    name: str
    size: str
    percent: str
    start: int
    width: int
    kind: str


@dataclass(frozen=True, slots=True)
class Accounting:
    """What became of the input."""

    states: tuple[Fact, ...]
    shares: tuple[Share, ...]
    size: str
    not_read: tuple[MemberView, ...]
    members: tuple[MemberView, ...]
    members_shown: Shown
    missing: tuple[CoverageView, ...]
    missing_shown: Shown
    covered: tuple[CoverageView, ...]
    covered_shown: Shown
    shapes: tuple[ShapeView, ...]
    problems: tuple[ProblemView, ...]
    problems_shown: Shown


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    title: str
    tool_version: str
    sheet: Sheet
    style_hash: str
    script_hash: str
    inputs: tuple[str, ...]
    tiles: tuple[Fact, ...]
    calls: tuple[CallView, ...]
    calls_shown: Shown
    messages_outside: tuple[Fact, ...]
    connections: tuple[ConnectionView, ...]
    connections_shown: Shown
    certificates: tuple[CertificateView, ...]
    certificates_shown: Shown
    digits: tuple[DigitsView, ...]
    digits_shown: Shown
    findings: tuple[FindingView, ...]
    accounting: Accounting


@dataclass(frozen=True, slots=True)
class LadderPage:
    """A page with one ladder and no script, as a notebook shows it."""

    title: str
    sheet: Sheet
    style_hash: str
    ladder: LadderView


@dataclass(frozen=True, slots=True)
class StylePage:
    """What the style sheet is rendered from when its hash is taken."""

    sheet: Sheet


@dataclass(frozen=True, slots=True)
class FramePage:
    """An inline frame around a whole document."""

    title: str
    document: str
    height: int
