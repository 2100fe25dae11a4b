"""Calls as they unfold on the page."""

import re
from typing import Literal

from tracekit.ladder import Grouped, Ladders, Moment, Record, Rows, Tables, records
from tracekit.report import say
from tracekit.report.draw import ladder_view
from tracekit.report.excerpts import Excerpts
from tracekit.report.page import CallView, DigitsView, LadderView, LegView, Shown, Tone

MAX_CALLS = 500
"""On one page; the rest is counted."""

MAX_ROWS = 5_000
"""Of all ladders together: about 1 kB of markup and 40 elements each; a browser opens these in seconds."""

TONES: dict[str, Tone] = {"answered": "good", "failed": "bad", "rejected": "bad"}

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Tls = Literal["all", "some", "none", "unknown"]


def call_views(tables: Tables, excerpts: Excerpts) -> tuple[tuple[CallView, ...], Shown]:
    """The first calls, in table order, and how many of how many they are."""
    composer = _Composer(tables, excerpts)
    calls = list(records(tables.calls.head(MAX_CALLS)))
    views = tuple(composer.call(number, call) for number, call in enumerate(calls, start=1))
    return views, Shown(len(views), len(tables.calls))


def digits_view(row: Record) -> DigitsView:
    """One digit analysis."""
    return DigitsView(
        time=say.time_of(row.moment),
        calling=say.text_of(row, "calling"),
        dialed=say.text_of(row, "dialed"),
        result=say.text_of(row, "result"),
        pattern=say.text_of(row, "pattern"),
        partition=say.text_of(row, "partition"),
        called=say.text_of(row, "called"),
        leads_to=say.maybe(row.text("device") or row.text("next_hop")),
        place=say.said(row.proof.place),
    )


class _Composer:
    def __init__(self, tables: Tables, excerpts: Excerpts) -> None:
        self._ladders = Ladders(tables)
        self._legs = Grouped(Rows(tables.legs), "call")
        self._digits = Grouped(Rows(tables.digit_analyses), "call")
        self._connections = Grouped(Rows(tables.connections), "connection")
        self._offset = {
            row.text("member"): row.number("utc_offset_minutes") for row in records(tables.members)
        }
        self._excerpts = excerpts
        self._rows_left = MAX_ROWS
        self._opened = False

    def call(self, number: int, call: Record) -> CallView:
        name = call.text("call") or "unknown"
        legs = self._legs.of(name)
        tls, tls_words = _tls(legs)
        numbers = dict.fromkeys(n for n in map(call.text, ("calling", "dialed", "called")) if n is not None)
        ladder = self._ladders.of(name)
        view = ladder_view(ladder, f"call {number}", self._excerpts, self._rows_left)
        self._rows_left -= view.rows.shown
        outcome = call.text("outcome")
        first = ladder.rows[0].moment if ladder.rows else None
        return CallView(
            number=number,
            name=say.said(name),
            numbers=say.all_said(numbers),
            outcome=say.maybe(outcome),
            tone=TONES.get(outcome or "", "plain"),
            cause=_cause(call),
            released_by=say.text_of(call, "released_by"),
            day=_day(first, call),
            time=say.time_of(first or Moment(call.instant("started"), None)),
            duration=say.duration(call.real("duration_s")) or ("not answered" if outcome else "–"),
            devices=say.all_said(call.texts("devices")),
            nodes=say.all_said(call.texts("nodes")),
            signalling=say.text_of(call, "transport"),
            tls=tls,
            tls_words=tls_words,
            related=say.all_said(call.texts("related")),
            ladder=view if ladder.rows else None,
            legs=tuple(self._leg(leg) for leg in legs),
            digits=tuple(digits_view(row) for row in self._digits.of(name)),
            place=say.said(call.proof.place),
            open=self._is_first_to_see(view),
        )

    def _is_first_to_see(self, view: LadderView) -> bool:
        """Unfolded when the page opens: the first call with something to see."""
        first = not self._opened and view.rows.shown > 0
        self._opened = self._opened or first
        return first

    def _leg(self, leg: Record) -> LegView:
        connection = next(iter(self._connections.of(leg.text("connection"))), Record({}))
        transport = leg.text("transport") or connection.text("transport")
        port = connection.number("local_port") or connection.number("remote_port")
        cause = leg.number("cause")
        return LegView(
            role=say.text_of(leg, "role"),
            number=say.text_of(leg, "number"),
            device=say.text_of(leg, "device"),
            node=say.maybe(leg.number("node")),
            ci=say.maybe(leg.number("ci")),
            call_ids=say.all_said(leg.texts("call_ids")),
            secure=transport == "TLS",
            mark=say.mark(transport, port),
            peer=say.peer(connection) if connection.text("remote_ip") is not None else None,
            cipher=say.text_of(connection, "cipher"),
            remote_cn=say.text_of(connection, "remote_cn"),
            answered=say.instant(leg.instant("answered")),
            ended=say.instant(leg.instant("ended")),
            cause=None if cause is None else str(cause),
            place=say.said(leg.proof.place),
        )


def _day(first: Moment | None, call: Record) -> str | None:
    """The date by the clock that the times are by, else in UTC."""
    local = DAY.search((first.local if first is not None else None) or "")
    started = say.instant(call.instant("started"))
    return local.group() if local is not None else started[:10] if started is not None else None


def _cause(call: Record) -> str | None:
    cause, words = call.number("cause"), say.text_of(call, "cause_text")
    parts = [str(cause) if cause is not None else None, words]
    return " ".join(part for part in parts if part is not None) or None


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
