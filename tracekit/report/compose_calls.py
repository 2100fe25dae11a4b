"""Calls as they unfold on the page."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from tracekit.cause import cause_text
from tracekit.ladder import Grouped, Ladders, Moment, Record, Rows, Tables, records
from tracekit.ladder.narrate import service_port
from tracekit.report import say
from tracekit.report.call_page import (
    CallView,
    DigitsView,
    FindingView,
    LegView,
    RelatedView,
    SecuredView,
    Tone,
)
from tracekit.report.compose_wires import Wiring, is_told
from tracekit.report.draw import ladder_view
from tracekit.report.excerpts import Excerpts
from tracekit.report.page import LadderView
from tracekit.report.places import Places
from tracekit.report.shown_calls import FAILED, ShownCalls, calls_over, numbers_of
from tracekit.report.wire_page import CallLink
from tracekit.text.zone import Shown, Zones, shown, shown_moment

MAX_ROWS = 4_000
"""Of all ladders together, at about 1 kB of markup and 20 elements each: opened in two seconds."""

MAX_ROWS_OF_ONE = 1_000
"""Of one ladder, so that one long call does not take the place of all others."""

MAX_PANELS = 60
"""Connections told whole at a call; beyond, one that was told already is told in a line."""

NOTHING = "No SIP message or note of this call is in the trace."
NO_ROOM = "Its {rows} rows have no room on this page; tracekit ladder {name} draws them."

TONES: dict[str, Tone] = {"answered": "good", **dict.fromkeys(FAILED, "bad")}

Tls = Literal["all", "some", "none", "unknown"]


def call_views(
    tables: Tables, calls: ShownCalls, findings: Sequence[FindingView], wiring: Wiring, excerpts: Excerpts
) -> tuple[CallView, ...]:
    """The calls of the page in its order; those that a reader needs first have the first claim on rows."""
    composer = _Composer(tables, calls, findings, wiring, excerpts)
    made = {at: composer.call(at + 1, calls.rows[at]) for at in calls.by_need}
    return tuple(made[at] for at in sorted(made))


def digits_view(row: Record, places: Places) -> DigitsView:
    """One digit analysis."""
    partition, called = row.text("partition"), row.text("called")
    leads = row.text("device") or row.text("next_hop")
    led = [
        None if row.text("pattern") is None else f"pattern {row.text('pattern')}",
        None if partition is None else f"in {partition}",
        None if called is None else f"called {called}",
        None if leads is None else f"to {leads}",
    ]
    return DigitsView(
        time=say.time_of(row.moment),
        calling=say.text_of(row, "calling"),
        dialed=say.text_of(row, "dialed"),
        result=say.text_of(row, "result"),
        led=say.said(" ".join(part for part in led if part is not None)),
        place=places.of(row),
    )


class _Composer:
    def __init__(
        self,
        tables: Tables,
        calls: ShownCalls,
        findings: Sequence[FindingView],
        wiring: Wiring,
        excerpts: Excerpts,
    ) -> None:
        self._ladders = Ladders(tables)
        self._legs = Grouped(Rows(tables.legs), "call")
        self._digits = Grouped(Rows(tables.digit_analyses), "call")
        self._wires = {row.text("connection"): row for row in records(tables.connections)}
        self._zones = Zones(tables.members)
        self._places = Places(tables)
        self._used: dict[str, list[str]] = defaultdict(list)
        for wire, over in calls_over(tables).items():
            for name in over:
                self._used[name].append(wire)
        self._findings: dict[int, list[FindingView]] = defaultdict(list)
        for finding in findings:
            for link in finding.calls:
                self._findings[link.number].append(finding)
        self._calls, self._wiring, self._excerpts = calls, wiring, excerpts
        self._panels: dict[str | None, CallLink] = {}
        self._panels_left = MAX_PANELS
        self._rows_left = MAX_ROWS
        self._first: Moment | None = None
        self._opened = False

    def call(self, number: int, call: Record) -> CallView:
        name = call.text("call") or "unknown"
        legs = self._legs.of(name)
        tls, tls_words = _tls(legs)
        view, unseen = self._ladder(name, number)
        outcome = call.text("outcome")
        started = self._started(call)
        secured, plain = self._security(name)
        return CallView(
            number=number,
            name=say.said(name),
            numbers=say.all_said(numbers_of(call)),
            kind=say.maybe(self._calls.kind(call)),
            others=_others(legs),
            outcome=say.maybe(outcome),
            tone=TONES.get(outcome or "", "plain"),
            cause=_cause(call),
            released_by=say.text_of(call, "released_by"),
            day=None if started is None else say.maybe(started.day),
            time=None if started is None else say.said(started.clock),
            zone=None if started is None else say.maybe(started.zone),
            duration=say.duration(call.real("duration_s")) or ("not answered" if outcome else "–"),
            devices=say.all_said(call.texts("devices")),
            nodes=say.all_said(call.texts("nodes")),
            signalling=say.text_of(call, "transport"),
            tls=tls,
            tls_words=tls_words,
            related=tuple(RelatedView(say.said(it), self._calls.link(it)) for it in call.texts("related")),
            findings=tuple(self._findings[number]),
            ladder=view,
            unseen=unseen,
            legs=tuple(self._leg(leg) for leg in legs),
            secured=secured,
            plain=plain,
            digits=tuple(digits_view(row, self._places) for row in self._digits.of(name)),
            place=say.said(call.proof.place),
            open=self._is_first_to_see(view),
        )

    def _ladder(self, name: str, number: int) -> tuple[LadderView | None, str]:
        """The ladder, or why it is not on the page."""
        ladder = self._ladders.of(name)
        self._first = ladder.rows[0].moment if ladder.rows else None
        if not ladder.rows:
            return None, NOTHING
        room = min(self._rows_left, MAX_ROWS_OF_ONE)
        if room == 0:
            return None, NO_ROOM.format(rows=say.count(len(ladder.rows)), name=say.said(name))
        view = ladder_view(ladder, f"call {number}", self._excerpts, room)
        self._rows_left -= view.rows.shown
        return view, ""

    def _started(self, call: Record) -> Shown | None:
        """By the clock that the ladder's times are by, else by that of the call's node."""
        instant = call.instant("started")
        if self._first is not None:
            return shown_moment(self._first)
        return None if instant is None else shown(instant, self._zones.of_row(call))

    def _is_first_to_see(self, view: LadderView | None) -> bool:
        """Unfolded when the page opens: the first that a reader needs and that has something to see."""
        first = not self._opened and view is not None
        self._opened = self._opened or first
        return first

    def _security(self, name: str) -> tuple[tuple[SecuredView, ...], str | None]:
        """Its connections with a verdict each, and plainly what ran without TLS."""
        rows = [self._wires[wire] for wire in self._used.get(name, ()) if wire in self._wires]
        told = [row for row in rows if is_told(row)]
        clear = [row for row in rows if not is_told(row) and row.text("transport") is not None]
        named = dict.fromkeys(
            f"{row.text('device') or row.text('remote_ip') or 'a peer'} "
            f"({say.mark(row.text('transport'), service_port(row))})"
            for row in clear
        )
        here = self._calls.link(name)
        return tuple(self._secured(row, here) for row in told), say.said(", ".join(named)) if named else None

    def _secured(self, row: Record, here: CallLink | None) -> SecuredView:
        first = self._panels.get(row.text("connection"))
        told_at = None if self._panels_left > 0 else first
        self._panels_left -= told_at is None
        if here is not None:
            self._panels.setdefault(row.text("connection"), here)
        return SecuredView(self._wiring.view(row), told_at)

    def _leg(self, leg: Record) -> LegView:
        wire = self._wires.get(leg.text("connection"), Record({}))
        transport = leg.text("transport") or wire.text("transport")
        port = service_port(wire)
        cause = leg.number("cause")
        minutes = self._zones.of_row(leg)
        return LegView(
            role=say.text_of(leg, "role"),
            number=say.text_of(leg, "number"),
            device=say.text_of(leg, "device"),
            node=say.maybe(leg.number("node")),
            ci=say.maybe(leg.number("ci")),
            call_ids=say.all_said(leg.texts("call_ids")),
            secure=transport == "TLS",
            mark=say.mark(transport, port),
            peer=say.peer(wire) if wire.text("remote_ip") is not None else None,
            started=_clock(leg.instant("started"), minutes),
            answered=_clock(leg.instant("answered"), minutes),
            ended=_clock(leg.instant("ended"), minutes),
            cause=None if cause is None else cause_words(cause),
            place=self._places.of(leg),
        )


def _clock(instant: datetime | None, minutes: int | None) -> str | None:
    return None if instant is None else shown(instant, minutes).clock


def cause_words(cause: int) -> str:
    """``16 normal call clearing``."""
    return f"{cause} {cause_text(cause) or ''}".rstrip()


def _cause(call: Record) -> str | None:
    cause, words = call.number("cause"), say.text_of(call, "cause_text")
    parts = [str(cause) if cause is not None else None, words]
    return " ".join(part for part in parts if part is not None) or None


def _others(legs: list[Record]) -> tuple[str, ...]:
    """``transferred 4103``: who else took part, and as what."""
    named = (
        f"{leg.text('role')} {leg.text('number') or leg.text('device') or ''}".rstrip()
        for leg in legs
        if leg.text("role") not in (None, "calling", "called")
    )
    return say.all_said(dict.fromkeys(named))


def _tls(legs: list[Record]) -> tuple[Tls, str]:
    known = [leg.text("transport") for leg in legs if leg.text("transport") is not None]
    secure = sum(transport == "TLS" for transport in known)
    if not known:
        return "unknown", "transport unknown"
    if secure == 0:
        return "none", "no TLS"
    if secure == len(legs):
        return "all", "TLS on every leg"
    return "some", f"TLS on {secure} of {len(legs)} legs"
