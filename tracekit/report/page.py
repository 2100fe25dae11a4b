"""What the templates may use of a ladder: typed values, every text made visible and free of secrets."""

from dataclasses import dataclass
from typing import Literal


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
