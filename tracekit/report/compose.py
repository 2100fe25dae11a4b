"""From tables to the page."""

from collections import Counter

from tracekit.ladder import Record, Tables, records
from tracekit.ladder.narrate import ASKED, Way, way_of
from tracekit.report import say
from tracekit.report.compose_calls import call_views, digits_view
from tracekit.report.compose_input import accounting, inputs
from tracekit.report.excerpts import Excerpts
from tracekit.report.page import (
    CertificateView,
    ConnectionView,
    DigitsView,
    Fact,
    FindingView,
    Page,
    Sheet,
    Shown,
)

MAX_CONNECTIONS = 1_000
MAX_CERTIFICATES = 500
MAX_DIGITS = 500
"""Rows in each table; the rest is counted."""

FEWEST_LANES = 2
WAYS: dict[Way, str] = {
    "created": "opened by CUCM",
    "accepted": "accepted on port",
    "first seen": "opened before the trace",
}


def compose(tables: Tables, *, title: str, tool_version: str, max_message_bytes: int) -> Page:
    """Everything the template prints; the hashes are for the caller to fill in."""
    calls, calls_shown = call_views(tables, Excerpts(tables, max_message_bytes))
    connections, connections_shown = _connections(tables)
    certificates = [_certificate(row) for row in records(tables.certificates.head(MAX_CERTIFICATES))]
    digits, digits_shown = _digits_without_call(tables)
    lanes = [len(call.ladder.lanes) for call in calls if call.ladder is not None]
    return Page(
        title=say.said(title),
        tool_version=say.said(tool_version),
        sheet=Sheet(max([FEWEST_LANES, *lanes])),
        style_hash="",
        script_hash="",
        inputs=inputs(tables),
        tiles=_tiles(tables),
        calls=calls,
        calls_shown=calls_shown,
        messages_outside=_messages_outside(tables),
        connections=connections,
        connections_shown=connections_shown,
        certificates=tuple(certificates),
        certificates_shown=Shown(len(certificates), len(tables.certificates)),
        digits=digits,
        digits_shown=digits_shown,
        findings=tuple(_finding(row) for row in records(tables.findings)),
        accounting=accounting(tables),
    )


def _tiles(tables: Tables) -> tuple[Fact, ...]:
    tls = int((tables.connections["transport"] == "TLS").fillna(False).sum())
    return (
        Fact("calls", say.count(len(tables.calls))),
        Fact("SIP messages", say.count(len(tables.messages))),
        Fact("connections", say.count(len(tables.connections))),
        Fact("of them TLS", say.count(tls)),
        Fact("problems", say.count(len(tables.problems))),
    )


def _messages_outside(tables: Tables) -> tuple[Fact, ...]:
    """SIP messages that belong to no call, by the method of their transaction."""
    outside = tables.messages[tables.messages["call"].isna()]
    methods = Counter(
        row.text("cseq_method") or "method unknown" for row in records(outside[["cseq_method"]])
    )
    return tuple(Fact(say.said(method), say.count(number)) for method, number in methods.most_common())


def _digits_without_call(tables: Tables) -> tuple[tuple[DigitsView, ...], Shown]:
    outside = tables.digit_analyses[tables.digit_analyses["call"].isna()]
    views = tuple(digits_view(row) for row in records(outside.head(MAX_DIGITS)))
    return views, Shown(len(views), len(outside))


def _connections(tables: Tables) -> tuple[tuple[ConnectionView, ...], Shown]:
    """TLS first, then as in the table."""
    frame = tables.connections
    plain = (frame["transport"] != "TLS").fillna(True)
    ordered = frame.assign(plain=plain.astype(bool)).sort_values("plain", kind="stable").head(MAX_CONNECTIONS)
    views = tuple(_connection(row) for row in records(ordered))
    return views, Shown(len(views), len(frame))


def _connection(row: Record) -> ConnectionView:
    local, security = row.number("local_port"), row.number("tls_security")
    came, went = row.number("messages_in") or 0, row.number("messages_out") or 0
    words = ASKED.get(security or 0)
    return ConnectionView(
        number=say.maybe(row.number("conn_idx")),
        node=say.maybe(row.number("node")),
        device=say.text_of(row, "device"),
        peer=say.peer(row),
        way=WAYS[way_of(row)] + ("" if local is None else f" {local}"),
        transport=say.text_of(row, "transport"),
        secure=row.text("transport") == "TLS",
        tls_security=None if security is None else f"{security}" + (f" ({words})" if words else ""),
        cipher=say.text_of(row, "cipher"),
        grade=say.text_of(row, "cipher_grade"),
        remote_cn=say.text_of(row, "remote_cn"),
        san=say.text_of(row, "san"),
        subject=say.text_of(row, "subject"),
        expected=say.all_said(row.texts("expected_names")),
        verdict=say.text_of(row, "verdict"),
        why=say.text_of(row, "why"),
        opened=say.instant(row.instant("opened")),
        closed=say.instant(row.instant("closed")),
        close_reason=say.text_of(row, "close_reason"),
        messages=f"{say.count(came)} in, {say.count(went)} out",
        place=say.said(row.proof.place),
    )


def _certificate(row: Record) -> CertificateView:
    return CertificateView(
        time=say.time_of(row.moment),
        node=say.maybe(row.number("node")),
        number=say.maybe(row.number("conn_idx")),
        peer=say.peer(row),
        cn=say.text_of(row, "cn"),
        subject=say.text_of(row, "subject"),
        san=say.text_of(row, "san"),
        cipher=say.text_of(row, "cipher"),
        receiver=say.text_of(row, "receiver"),
        source=say.text_of(row, "source"),
        place=say.said(row.proof.place),
    )


def _finding(row: Record) -> FindingView:
    return FindingView(
        severity=say.said(row.text("severity") or "info"),
        title=say.said(row.text("title") or row.text("slug") or "finding"),
        what=say.text_of(row, "what"),
        why=say.text_of(row, "why"),
        fix=say.text_of(row, "fix"),
        evidence=say.all_said(row.texts("evidence")),
    )
