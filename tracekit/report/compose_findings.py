"""Findings as the page shows them: the worst first, what is the same told once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import get_args

from tracekit.ladder import Record, Tables, records
from tracekit.report import say
from tracekit.report.call_page import FindingView, Severity
from tracekit.report.evidence import Evidence
from tracekit.report.page import Shown
from tracekit.report.shown_calls import ShownCalls

MAX_FINDINGS = 150
MAX_CALLS = 12
MAX_EVIDENCE = 12
"""Findings on one page, and calls and quoted records of one; the rest is counted."""

OPEN = 2
"""So many of the first stand unfolded when the page opens, notes aside."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)

SYMPTOMS = ("call-failed", "call-incomplete")
"""Checks that tell that a call failed; what tells the reason stands before them."""

Group = Sequence[Record]


class Findings:
    """The findings of the page; records that say the same of several calls are one."""

    def __init__(self, tables: Tables, calls: ShownCalls) -> None:
        groups: dict[object, list[Record]] = defaultdict(list)
        for row in records(tables.findings):
            groups[tuple(map(row.text, ("slug", "severity", "title", "what", "fix")))].append(row)
        traced = set(tables.messages["call"].dropna())
        ordered = sorted(groups.values(), key=lambda group: _rank(group, traced))
        self._groups = ordered[:MAX_FINDINGS]
        self._calls = calls
        self._wires = _names_of_wires(tables, self._groups)
        self.shown = Shown(len(self._groups), len(ordered))

    @property
    def places(self) -> list[str]:
        """What the page quotes."""
        return [place for group in self._groups for place in _evidence(group)]

    def views(self, evidence: Evidence) -> tuple[FindingView, ...]:
        """With the records that prove them."""
        return tuple(self._view(at, group, evidence) for at, group in enumerate(self._groups, start=1))

    def _view(self, number: int, group: Group, evidence: Evidence) -> FindingView:
        row = group[0]
        grave = _severity(row)
        about = dict.fromkeys(it.text("call") or "" for it in group if it.text("call") is not None)
        links = self._calls.links(about)[:MAX_CALLS]
        wires = dict.fromkeys(self._wires.get(it.text("connection")) for it in group)
        return FindingView(
            number=number,
            severity=grave,
            title=say.said(row.text("title") or row.text("slug") or "finding"),
            what=say.text_of(row, "what"),
            why=say.text_of(row, "why"),
            fix=say.text_of(row, "fix"),
            told=say.told(row.flag("seen")),
            calls=links,
            calls_shown=Shown(len(links), len(about)),
            connection=", ".join(name for name in wires if name is not None) or None,
            evidence=evidence.of(_evidence(group)),
            open=grave != "note" and number <= OPEN,
        )


def _severity(row: Record) -> Severity:
    """One of three; what is unknown is a note."""
    return next((name for name in SEVERITIES if name == row.text("severity")), "note")


def _rank(group: Group, traced: set[object]) -> tuple[int, bool, bool]:
    """Worst first; calls whose messages are here before those of call logs alone; reasons before symptoms."""
    row = group[0]
    logged = row.text("call") is not None and not any(it.text("call") in traced for it in group)
    return SEVERITIES.index(_severity(row)), logged, row.text("slug") in SYMPTOMS


def _evidence(group: Group) -> tuple[str, ...]:
    """Of each the first records, as many as there is room for."""
    share = max(1, MAX_EVIDENCE // len(group))
    return tuple(dict.fromkeys(place for row in group for place in row.texts("evidence")[:share]))[
        :MAX_EVIDENCE
    ]


def _names_of_wires(tables: Tables, groups: Sequence[Group]) -> Mapping[str | None, str]:
    """``TRUNK, 10.10.1.2:5061`` for the connections that findings are about."""
    wanted = {row.text("connection") for group in groups for row in group} - {None}
    frame = tables.connections
    found = records(frame[frame["connection"].isin(wanted)])
    return {
        row.text("connection"): ", ".join(filter(None, (say.text_of(row, "device"), say.peer(row))))
        for row in found
    }
