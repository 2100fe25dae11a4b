"""What the templates may use of the accounting."""

from dataclasses import dataclass

from tracekit.report.page import Fact, Shown


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
    """What became of the input. ``skipped``: the bytes that were not looked into, in words."""

    states: tuple[Fact, ...]
    skipped: str | None
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
