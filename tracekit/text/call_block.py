"""One call as a block of lines: what it was, its legs, its digits, and where each is proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import pandas as pd

from tracekit.cause import cause_text
from tracekit.ladder import Record
from tracekit.ladder.narrate import service_port
from tracekit.ladder.source import Grouped, Rows
from tracekit.secrets import without_secrets
from tracekit.text.paint import Paint, outcome_colour, plain
from tracekit.text.short_names import short_names
from tracekit.text.style import ASCII, UNICODE, Style
from tracekit.text.wrap import hanging
from tracekit.text.zone import Shown, Zones, shown, shown_moment
from tracekit.visible import visible

_NO_PARTIES = frozenset(["conference", "held music", "recorder"])
"""Roles of legs that nobody called: bridge, music and recorder have numbers of their own."""


class CallTables(Protocol):
    """The tables that a block tells of."""

    @property
    def members(self) -> pd.DataFrame: ...
    @property
    def calls(self) -> pd.DataFrame: ...
    @property
    def legs(self) -> pd.DataFrame: ...
    @property
    def connections(self) -> pd.DataFrame: ...
    @property
    def messages(self) -> pd.DataFrame: ...
    @property
    def digit_analyses(self) -> pd.DataFrame: ...


def render_call_block(call_id: str, tables: CallTables, width: int = 100, unicode: bool = True) -> str:
    """One call for ``grep`` in lines of at most ``width`` columns; see ``CallBlocks``."""
    return CallBlocks(tables, width, unicode).of(call_id)


class CallBlocks:
    """Draws blocks of many calls; every time is that of the node's own clock, its zone said with it.

    Lines that are longer than ``width`` go on below; nothing is cut. ``paint`` colours the outcome. With
    the table of ``joins`` it is told why the legs are one call.
    """

    def __init__(
        self,
        tables: CallTables,
        width: int = 100,
        unicode: bool = True,
        paint: Paint = plain,
        joins: pd.DataFrame | None = None,
    ) -> None:
        self._width, self._style, self._paint = width, UNICODE if unicode else ASCII, paint
        self._zones = Zones(tables.members)
        self._calls, self._legs = _grouped(tables.calls, "call"), _grouped(tables.legs, "call")
        self._digits = _grouped(tables.digit_analyses, "call")
        self._joins = _grouped(pd.DataFrame() if joins is None else joins, "call")
        self._connections = _grouped(tables.connections, "connection")
        messages = tables.messages["call"].dropna().value_counts()
        self._messages = {str(call): int(count) for call, count in messages.items()}

    def of(self, call_id: str) -> str:
        """The block of one call; of an unknown one its heading alone. Ends with a line feed."""
        call = next(iter(self._calls.of(call_id)), Record({"call": call_id}))
        legs, digits, joins = (it.of(call_id) for it in (self._legs, self._digits, self._joins))
        facts = _Facts(call, legs, [*digits, *joins], self._zones, self._style)
        lines = [self._line("", [f"call {call_id}", facts.started_words()])]
        lines += [self._line("  ", parts) for parts in facts.heading(self._messages.get(call_id, 0))]
        for title, rows in (
            ("legs", [facts.leg(leg, self._connection(leg)) for leg in legs]),
            ("digits", [facts.digits(row) for row in digits]),
            ("joins", facts.joins(joins)),
            ("files", facts.files()),
        ):
            lines += [self._line("  ", [title])] if rows else []
            lines += [self._line("    ", parts) for parts in rows]
        return self._painted("".join(lines), call.text("outcome"))

    def _connection(self, leg: Record) -> Record:
        return next(iter(self._connections.of(leg.text("connection"))), Record({}))

    def _line(self, indent: str, parts: Sequence[str]) -> str:
        safe = [visible(without_secrets(part), ascii_only=self._style.ascii_only) for part in parts if part]
        lines = hanging(safe, self._width - len(indent), "    ")
        return "".join(f"{indent}{line}".rstrip() + "\n" for line in lines)

    def _painted(self, block: str, outcome: str | None) -> str:
        """The outcome opens a line; wrapping is done, so colours take no room."""
        if outcome is None:
            return block
        return block.replace(f"\n  {outcome}", "\n  " + self._paint(outcome, outcome_colour(outcome)), 1)


class _Facts:
    """One call in words."""

    def __init__(
        self, call: Record, legs: Sequence[Record], others: Sequence[Record], zones: Zones, style: Style
    ) -> None:
        self._call, self._legs, self._style, self._zones = call, legs, style, zones
        self._started = self._start(others)
        rows = [*legs, *others]
        self._short = short_names(row.proof.member for row in rows if row.text("member") is not None)

    def _start(self, timed: Sequence[Record]) -> Shown | None:
        instant = self._call.instant("started")
        if instant is not None:
            return shown(instant, self._zones.of_row(self._call))
        return next((it for it in (shown_moment(row.moment) for row in timed) if it is not None), None)

    def started_words(self) -> str:
        if self._started is None:
            return "time unknown"
        return self._started.words() + (
            "" if self._started.day else " (the trace tells neither date nor zone)"
        )

    def heading(self, messages: int) -> Iterator[list[str]]:
        """Numbers; outcome and how; cause and who released it; related calls: as far as known."""
        call = self._call
        yield [f" {self._style.leads} ".join(self._numbers()) or "numbers unknown"]
        seconds = call.real("duration_s")
        nodes = ", ".join(call.texts("nodes"))
        yield [
            call.text("outcome") or "outcome unknown",
            "" if seconds is None else f"{seconds:.1f} s",
            call.text("transport") or "",
            "every leg over TLS" if call.flag("secure") else "",
            f"nodes {nodes}" if "," in nodes else f"node {nodes}" if nodes else "",
            f"{messages} SIP message" + ("" if messages == 1 else "s"),
        ]
        number, released = call.number("cause"), call.text("released_by")
        words = call.text("cause_text") or cause_text(number) or ""
        cause = words if number is None else f"cause {number} {words}".rstrip()
        related = call.texts("related")
        yield from (
            parts
            for parts in ([cause, f"released by {released}" if released else ""], [_related(related)])
            if any(parts)
        )

    def _numbers(self) -> list[str]:
        """Who called, what was dialled and everyone it came to, each once."""
        reached = [leg.text("number") for leg in self._legs if leg.text("role") not in _NO_PARTIES]
        told = [self._call.text("calling"), self._call.text("dialed"), *reached, self._call.text("called")]
        return list(dict.fromkeys(number for number in told if number is not None))

    def leg(self, leg: Record, connection: Record) -> list[str]:
        """Role, number, device, node, transport and lock, its times, identifiers, proof."""
        port = service_port(connection)
        name, node, ci = connection.text("remote_cn"), leg.number("node"), leg.number("ci")
        wire = [leg.text("transport"), None if port is None else str(port), connection.text("cipher")]
        cause = leg.number("cause")
        return [
            f"{leg.text('role') or 'leg'}: {leg.text('number') or ''}".rstrip(),
            leg.text("device") or "",
            "" if node is None else f"node {node}",
            " ".join(part for part in [*wire, None if name is None else f"CN {name}"] if part),
            self._instant(leg, "started"),
            *(f"{what} {when}" for what in ("answered", "ended") if (when := self._instant(leg, what))),
            "" if cause is None else f"cause {cause}",
            "" if ci is None else f"CI {ci}",
            *(f"Call-ID {call_id}" for call_id in leg.texts("call_ids")),
            self._place(leg),
        ]

    def digits(self, row: Record) -> list[str]:
        """When, who dialled what, what came of it and where it led, proof."""
        when = shown_moment(row.moment)
        pattern, partition, called = row.text("pattern"), row.text("partition"), row.text("called")
        led_to = called if called not in (None, row.text("dialed")) else None
        return [
            "time unknown" if when is None else when.words(self._started),
            f"{row.text('calling') or '?'} dialled {row.text('dialed') or '?'}",
            row.text("result") or "",
            "" if pattern is None else f"pattern {pattern}" + (f" in {partition}" if partition else ""),
            "" if led_to is None else f"called {led_to}",
            "" if (device := row.text("device")) is None else f"to {device}",
            "inferred from numbers and time" if row.text("tie") == "inferred" else "",
            self._place(row),
        ]

    def joins(self, rows: Sequence[Record]) -> list[list[str]]:
        """For each two legs that are one call: how sure that is, and each source that says so, its proof."""
        pairs: dict[str, list[str]] = {}
        for row in rows:
            ends = [str(row.number(f"ci_{it}") or row.text(f"call_id_{it}") or "unknown leg") for it in "ab"]
            said = pairs.setdefault(" and ".join(ends), [row.text("strength") or ""])
            said.append(f"{row.text('how') or 'joined'} {self._place(row)}")
        return [[ends, *said] for ends, said in pairs.items()]

    def files(self) -> list[list[str]]:
        """The whole name of each file that is named above by its end."""
        return [[f"{short}: {name}"] for name, short in self._short.items() if short != name]

    def _instant(self, row: Record, column: str) -> str:
        instant = row.instant(column)
        return "" if instant is None else shown(instant, self._zones.of_row(row)).words(self._started)

    def _place(self, row: Record) -> str:
        member, line = row.text("member"), row.number("line")
        if member is None:
            return ""
        return self._short[member] + ("" if line is None else f":{line}")


def _related(calls: Sequence[str]) -> str:
    return f"related calls: {', '.join(calls)}" if calls else ""


def _grouped(frame: pd.DataFrame, column: str) -> Grouped:
    return Grouped(Rows(frame), column)
