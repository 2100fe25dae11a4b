"""From tables to the page."""

from collections import Counter

from tracekit.ladder import records
from tracekit.report import say
from tracekit.report.call_page import Digits, FindingView
from tracekit.report.compose_calls import call_views, digits_view
from tracekit.report.compose_certificates import certificate_views
from tracekit.report.compose_findings import Findings
from tracekit.report.compose_input import accounting, inputs
from tracekit.report.compose_trunks import trunk_views
from tracekit.report.compose_wires import (
    MAX_CONNECTIONS,
    Wiring,
    connection_views,
    evidence_of,
    is_told,
    security_words,
)
from tracekit.report.evidence import Evidence
from tracekit.report.excerpts import Excerpts
from tracekit.report.page import Fact, Sheet, Shown
from tracekit.report.places import Places
from tracekit.report.report_page import Page, Tile
from tracekit.report.shown_calls import FAILED, NO_ANSWER, ShownCalls
from tracekit.report.source import ReportTables
from tracekit.report.wire_page import Mood, Wires

MAX_DIGITS = 500
"""Rows of digit analyses without a call; the rest is counted."""

UNFOLDED_CONNECTIONS = 12
"""Up to so many stand open on the page."""

FEWEST_LANES = 2


def compose(tables: ReportTables, *, title: str, tool_version: str, max_message_bytes: int) -> Page:
    """Everything the template prints; the hashes are for the caller to fill in."""
    shown = ShownCalls(tables)
    found = Findings(tables, shown)
    told = [row for row in records(tables.connections) if is_told(row)][:MAX_CONNECTIONS]
    places = [*found.places, *(place for row in told for place in evidence_of(row))]
    evidence = Evidence(tables, places, max_message_bytes)
    findings = found.views(evidence)
    wiring = Wiring(tables, evidence)
    calls = call_views(tables, shown, findings, wiring, Excerpts(tables, max_message_bytes))
    lanes = [len(call.ladder.lanes) for call in calls if call.ladder is not None]
    return Page(
        title=say.said(title),
        tool_version=say.said(tool_version),
        sheet=Sheet(max([FEWEST_LANES, *lanes])),
        style_hash="",
        script_hash="",
        inputs=inputs(tables),
        tiles=_tiles(tables, findings),
        findings=findings,
        findings_shown=found.shown,
        calls=calls,
        calls_shown=shown.shown,
        messages_outside=_messages_outside(tables),
        wires=_wires(tables, shown, wiring),
        digits=_digits_without_call(tables),
        accounting=accounting(tables),
    )


def _tiles(tables: ReportTables, findings: tuple[FindingView, ...]) -> tuple[Tile, ...]:
    """What a reader asks first: how many calls, what became of them, what was found."""
    outcomes = Counter(str(outcome) for outcome in tables.calls["outcome"].dropna())
    worst = Counter(finding.severity for finding in findings)
    tls = int((tables.connections["transport"] == "TLS").fillna(False).sum())
    named: list[tuple[str, int, Mood]] = [
        ("calls", len(tables.calls), "plain"),
        *((name, outcomes[name], "bad") for name in FAILED),
        *((name, outcomes[name], "warn") for name in NO_ANSWER),
        ("answered", outcomes["answered"], "good"),
        ("bad findings", worst["bad"], "bad"),
        ("warnings", worst["warning"], "warn"),
    ]
    tiles = [Tile(name, say.count(count), mood) for name, count, mood in named if count or name == "calls"]
    wires = f"{say.count(tls)} of {say.count(len(tables.connections))}"
    return (
        *tiles,
        Tile("TLS connections", wires, "plain"),
        Tile("SIP messages", say.count(len(tables.messages)), "plain"),
    )


def _wires(tables: ReportTables, calls: ShownCalls, wiring: Wiring) -> Wires:
    trunks, trunks_shown = trunk_views(tables, calls)
    connections, connections_shown = connection_views(tables, wiring)
    certificates, certificates_shown = certificate_views(tables)
    return Wires(
        summary=security_words(list(records(tables.connections))),
        trunks=trunks,
        trunks_shown=trunks_shown,
        connections=connections,
        connections_shown=connections_shown,
        unfold=len(connections) <= UNFOLDED_CONNECTIONS,
        certificates=certificates,
        certificates_shown=certificates_shown,
    )


def _messages_outside(tables: ReportTables) -> tuple[Fact, ...]:
    """SIP messages that belong to no call, by the method of their transaction."""
    outside = tables.messages[tables.messages["call"].isna()]
    methods = Counter(
        row.text("cseq_method") or "method unknown" for row in records(outside[["cseq_method"]])
    )
    return tuple(Fact(say.said(method), say.count(number)) for method, number in methods.most_common())


def _digits_without_call(tables: ReportTables) -> Digits:
    outside = tables.digit_analyses[tables.digit_analyses["call"].isna()]
    places = Places(tables)
    views = tuple(digits_view(row, places) for row in records(outside.head(MAX_DIGITS)))
    return Digits(views, Shown(len(views), len(outside)))
