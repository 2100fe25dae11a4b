"""What became of the input: files, bytes, problems."""

from collections import Counter
from collections.abc import Sequence

from tracekit.ladder import Record, Tables, records
from tracekit.report import say
from tracekit.report.input_page import (
    Accounting,
    CoverageView,
    MemberView,
    ProblemView,
    ShapeView,
    Share,
)
from tracekit.report.page import Fact, Shown
from tracekit.scan.shapes import shape_of

MAX_MEMBERS = 2_000
MAX_PROBLEMS = 500
MAX_COVERAGE = 500
"""Lines in each list; the rest is counted."""

STATES = ("read", "partly read", "skipped", "refused")
COVERED = "covered"
SHARES = (
    ("Lines that open a record", "bytes_parsed", "parsed"),
    ("Lines that continue one", "bytes_continuation", "continuation"),
    ("Not understood", "bytes_unparsed", "unparsed"),
)


def accounting(tables: Tables) -> Accounting:
    """Counts over all files; lists up to their limits."""
    members = list(records(tables.members))
    views = [member_view(member) for member in members]
    states = Counter(view.state for view in views)
    problems = _problems(tables)
    covered = (tables.coverage["what"] == COVERED).fillna(False).astype(bool)
    missing = [_coverage(row) for row in records(tables.coverage[~covered].head(MAX_COVERAGE))]
    times = [_coverage(row) for row in records(tables.coverage[covered].head(MAX_COVERAGE))]
    return Accounting(
        states=tuple(Fact(state, say.count(states[state])) for state in STATES if states[state]),
        skipped=_skipped(members),
        shares=_shares(members),
        size=say.size(_total(members, "bytes")),
        not_read=tuple(view for view in views if view.state != "read")[:MAX_MEMBERS],
        members=tuple(views[:MAX_MEMBERS]),
        members_shown=Shown(min(len(views), MAX_MEMBERS), len(views)),
        missing=tuple(missing),
        missing_shown=Shown(len(missing), int((~covered).sum())),
        covered=tuple(times),
        covered_shown=Shown(len(times), int(covered.sum())),
        shapes=tuple(_shape(row) for row in records(tables.unparsed)),
        problems=tuple(problems[:MAX_PROBLEMS]),
        problems_shown=Shown(min(len(problems), MAX_PROBLEMS), len(problems)),
    )


def inputs(tables: Tables) -> tuple[str, ...]:
    """What was handed in: the bundle (``bundle!path inside``), else the folder or the file itself."""
    names = [member.text("member") or "unknown file" for member in records(tables.members)]
    given = (name.partition("!")[0] if "!" in name else name.partition("/")[0] for name in names)
    return say.all_said(dict.fromkeys(given))


def member_view(member: Record) -> MemberView:
    """One file."""
    size, unparsed = member.number("bytes"), member.number("bytes_unparsed")
    return MemberView(
        name=say.said(member.text("member") or "unknown file"),
        kind=say.text_of(member, "kind"),
        state=say.said(member.text("state") or "state unknown"),
        reason=say.text_of(member, "reason"),
        node=_node(member),
        version=say.text_of(member, "version"),
        first=say.text_of(member, "first_time"),
        last=say.text_of(member, "last_time"),
        records=None if member.number("records") is None else say.count(member.number("records") or 0),
        size=None if size is None else say.size(size),
        unparsed=None if unparsed is None or size is None else say.percent(unparsed, size),
    )


def _shares(members: Sequence[Record]) -> tuple[Share, ...]:
    sizes = [_total(members, column) for _, column, _ in SHARES]
    whole = sum(sizes)
    found, start = [], 0
    for (name, _, kind), part in zip(SHARES, sizes, strict=True):
        width = 0 if not whole else max(round(1000 * part / whole), 2 if part else 0)
        found.append(
            Share(name, say.size(part), say.percent(part, whole), start, min(width, 1000 - start), kind)
        )
        start = min(start + width, 1000)
    return tuple(found)


def _skipped(members: Sequence[Record]) -> str | None:
    """How much was not looked into, beside the bytes of what was read."""
    left = [member for member in members if member.text("state") in ("skipped", "refused")]
    if not left:
        return None
    sizes = [member.number("bytes") for member in left]
    unknown = sizes.count(None)
    said = f"{say.size(sum(size or 0 for size in sizes))} of them were not looked into"
    return said + (f", and {say.count(unknown)} files of unknown size." if unknown else ".")


def _total(members: Sequence[Record], column: str) -> int:
    return sum(member.number(column) or 0 for member in members)


def _node(row: Record) -> str | None:
    """``node 3 · cucm-sub``."""
    node, host = row.number("node"), row.text("host")
    place = [part for part in (None if node is None else f"node {node}", host) if part is not None]
    return say.said(" · ".join(place)) if place else None


def _coverage(row: Record) -> CoverageView:
    return CoverageView(
        node=_node(row),
        what=say.said(row.text("what") or "covered"),
        start=say.text_of(row, "from"),
        end=say.text_of(row, "to"),
        detail=say.said(row.text("detail") or ""),
    )


def _shape(row: Record) -> ShapeView:
    shape = say.said(row.text("shape") or "unknown")
    return ShapeView(shape, say.count(row.number("lines") or 0), say.said(row.proof.place))


def _problems(tables: Tables) -> list[ProblemView]:
    """One for all problems of a family that differ in numbers only, the first of each, most first."""
    rows = list(records(tables.problems))
    kinds = [(row.text("family"), shape_of(row.text("reason") or "")) for row in rows]
    counts = Counter(kinds)
    first = dict(zip(reversed(kinds), reversed(rows), strict=True))
    return [_problem(first[kind], count - 1) for kind, count in counts.most_common()]


def _problem(row: Record, more: int) -> ProblemView:
    return ProblemView(
        say.said(row.proof.place),
        say.text_of(row, "family"),
        say.said(row.text("reason") or "reason unknown"),
        f"and {say.count(more)} more" if more else None,
    )
