"""The inventory of trunks and its checklist, as the page shows them."""

from dataclasses import replace

from tracekit.ladder import Grouped, Record, Rows, records
from tracekit.report import say
from tracekit.report.compose_wires import cipher_view, verdict_view
from tracekit.report.page import Fact, Shown
from tracekit.report.places import Places
from tracekit.report.shown_calls import ShownCalls, calls_over
from tracekit.report.source import ReportTables
from tracekit.report.wire_page import CallLink, Mood, StepView, TrunkView
from tracekit.text.zone import Zones, shown

MAX_TRUNKS = 100
MAX_CALLS_OF_ONE = 12
"""On the page; the rest is counted."""

OPEN_UP_TO = 4
"""Trunks about TLS that are unfolded when there are no more of them."""

STATES: dict[str, Mood] = {
    "seen": "good",
    "inferred": "good",
    "partly seen": "warn",
    "not seen": "warn",
    "wrong": "bad",
}
MODES = {1: "non secure", 2: "authenticated", 3: "encrypted"}
RANKS: dict[Mood, int] = {"bad": 0, "warn": 1, "good": 2, "plain": 3}


def trunk_views(tables: ReportTables, calls: ShownCalls) -> tuple[tuple[TrunkView, ...], Shown]:
    """Trunks of the page, bad ones first, and how many of how many they are."""
    inventory = _Inventory(tables, calls)
    made = [inventory.trunk(row) for row in records(tables.trunks)]
    ordered = sorted(made, key=lambda view: (_rank(view), not view.secure))[:MAX_TRUNKS]
    few = sum(bool(view.steps) for view in ordered) <= OPEN_UP_TO
    views = tuple(_placed(view, number, few) for number, view in enumerate(ordered, start=1))
    return views, Shown(len(views), len(made))


class _Inventory:
    def __init__(self, tables: ReportTables, calls: ShownCalls) -> None:
        self._steps = Grouped(Rows(tables.trunk_checks), "trunk")
        self._wires = list(records(tables.connections))
        self._over = calls_over(tables)
        self._calls = calls
        self._zones = Zones(tables.members)
        self._places = Places(tables)

    def trunk(self, row: Record) -> TrunkView:
        name = row.text("trunk") or "unknown trunk"
        links = self._links(row)
        ciphers = (cipher_view(cipher, None, row.text("why")) for cipher in row.texts("ciphers"))
        return TrunkView(
            number=0,
            name=say.said(name),
            peers=say.all_said(row.texts("peers")),
            marks=_marks(row),
            secure="TLS" in row.texts("transports") or bool(row.number("handshakes")),
            verdict=verdict_view(row),
            facts=self._facts(row),
            ciphers=tuple(view for view in ciphers if view is not None),
            changes=say.all_said(row.texts("certificate_changes")),
            steps=tuple(_step(step, self._places) for step in self._steps.of(name)),
            calls=links[:MAX_CALLS_OF_ONE],
            calls_shown=Shown(min(len(links), MAX_CALLS_OF_ONE), row.number("calls") or len(links)),
            open=False,
        )

    def _links(self, row: Record) -> tuple[CallLink, ...]:
        """Calls of the page that ran over its connections."""
        names = (row.text("device"), row.text("trunk"))
        mine = [
            wire
            for wire in self._wires
            if (wire.text("device") in names if wire.text("device") else wire.text("remote_ip") in names)
        ]
        return self._calls.links(
            call for wire in mine for call in self._over.get(wire.text("connection") or "", ())
        )

    def _facts(self, row: Record) -> tuple[Fact, ...]:
        minutes = self._zones.of_row(row)
        first, last = row.instant("first_seen"), row.instant("last_seen")
        mode = row.number("security_mode")
        allowed = row.flag("srtp_allowed")
        told = [
            ("Common name", _listed(row, "remote_cns")),
            ("Alternative names", _listed(row, "sans")),
            ("Expected names", _listed(row, "expected_names")),
            ("Security mode", None if mode is None else f"{mode} ({MODES.get(mode, 'unknown')})"),
            ("SRTP allowed", None if allowed is None else "yes" if allowed else "no"),
            ("First seen", None if first is None else shown(first, minutes).words()),
            ("Last seen", None if last is None else shown(last, minutes).words()),
            ("Connections", _counted(row, "connections")),
            ("Captured handshakes", _counted(row, "handshakes")),
            ("SIP messages", _messages(row)),
            ("OPTIONS ping", _pings(row)),
            ("Alarms", _listed(row, "alarms")),
        ]
        return tuple(Fact(name, value) for name, value in told if value is not None)


def _step(row: Record, places: Places) -> StepView:
    sources = [
        f"{source}: {said}"
        for source, said in (("trace", say.text_of(row, "trace")), ("capture", say.text_of(row, "capture")))
        if said is not None
    ]
    state = row.text("state") or "not told"
    return StepView(
        name=say.said(f"{row.number('step') or ''} {row.text('title') or ''}".strip()),
        state=say.said(state),
        mood=STATES.get(state, "plain"),
        detail="; ".join(sources) or None,
        places=tuple(places.named(place) for place in row.texts("evidence")),
    )


def _placed(view: TrunkView, number: int, few: bool) -> TrunkView:
    bad = view.verdict is not None and view.verdict.mood == "bad"
    return replace(view, number=number, open=bad or (few and bool(view.steps)))


def _rank(view: TrunkView) -> int:
    return RANKS["plain" if view.verdict is None else view.verdict.mood]


def _marks(row: Record) -> tuple[str, ...]:
    ports = [f"port {port}" for port in row.texts("local_ports")]
    transports = row.texts("transports") or (("TLS",) if row.number("handshakes") else ())
    return say.all_said([*transports, *ports])


def _listed(row: Record, column: str) -> str | None:
    return ", ".join(say.all_said(row.texts(column))) or None


def _counted(row: Record, column: str) -> str | None:
    count = row.number(column)
    return say.count(count) if count else None


def _messages(row: Record) -> str:
    came, went = row.number("messages_in") or 0, row.number("messages_out") or 0
    return f"{say.count(came)} in, {say.count(went)} out"


def _pings(row: Record) -> str | None:
    answered, failed = row.number("pings_answered"), row.number("pings_failed")
    if not answered and not failed:
        return None
    return f"{say.count(answered or 0)} answered, {say.count(failed or 0)} not"
