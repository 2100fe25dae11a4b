"""Which calls the page has room for, and by which number it knows each."""

from collections.abc import Iterable

import pandas as pd

from tracekit.ladder import Record, Tables, records
from tracekit.report import say
from tracekit.report.page import Shown
from tracekit.report.wire_page import CallLink
from tracekit.text.zone import Zones, shown

MAX_CALLS = 500
"""On one page; the rest is counted."""

FAILED = ("failed", "rejected")
NO_ANSWER = ("busy", "no answer", "cancelled")
ARROW = " → "


class ShownCalls:
    """The calls of the page in table order.

    Of too many those stay that a reader needs first: failed ones, of them those whose messages are here, then
    those with findings, then those that nobody answered.
    """

    def __init__(self, tables: Tables) -> None:
        self._zones = Zones(tables.members)
        legs = tables.legs.dropna(subset=["call", "role"]).drop_duplicates("call")
        self._roles = dict(zip(legs["call"].astype(str), legs["role"].astype(str), strict=True))
        noted = tables.calls["call"].isin(tables.findings["call"].dropna().unique())
        traced = tables.calls["call"].isin(tables.messages["call"].dropna().unique())
        frame = tables.calls
        failed = frame["outcome"].isin(FAILED)
        rank = noted.map({True: 2, False: 4}).mask(frame["outcome"].isin(NO_ANSWER) & ~noted, 3)
        rank = rank.mask(failed, 1).mask(failed & traced, 0)
        kept = frame.assign(rank=rank).sort_values("rank", kind="stable").head(MAX_CALLS).sort_index()
        self.rows: list[Record] = list(records(kept))
        self.shown = Shown(len(self.rows), len(frame))
        self.by_need = sorted(range(len(kept)), key=lambda at: (int(kept["rank"].iloc[at]), at))
        """Positions of ``rows``, the ones a reader needs first in front."""
        self._links = {
            str(row.text("call")): CallLink(number, self._words(row))
            for number, row in enumerate(self.rows, start=1)
        }

    def link(self, call: str | None) -> CallLink | None:
        """The call on the page; null when it is not there."""
        return self._links.get(call or "")

    def links(self, calls: Iterable[str]) -> tuple[CallLink, ...]:
        """Those of the calls that are on the page, in its order."""
        found = (self._links[call] for call in dict.fromkeys(calls) if call in self._links)
        return tuple(sorted(found, key=lambda link: link.number))

    def kind(self, row: Record) -> str | None:
        """What a call without numbers is: the role of its leg, as *held music* or *recorder*."""
        return None if numbers_of(row) else self._roles.get(row.text("call") or "")

    def _words(self, row: Record) -> str:
        started = row.instant("started")
        clock = None if started is None else shown(started, self._zones.of_row(row)).clock
        numbers = ARROW.join(numbers_of(row)) or f"{self.kind(row) or 'call'} {row.text('call')}"
        return say.said(numbers if clock is None else f"{numbers} at {clock}")


def numbers_of(call: Record) -> list[str]:
    """Calling, dialled and called number, each once."""
    return list(dict.fromkeys(n for n in map(call.text, ("calling", "dialed", "called")) if n is not None))


def calls_over(tables: Tables) -> dict[str, list[str]]:
    """For each connection the calls that ran over it, from messages and legs, in table order."""
    pairs = pd.concat(
        [tables.messages[["connection", "call"]], tables.legs[["connection", "call"]]], ignore_index=True
    )
    known = pairs.dropna().drop_duplicates()
    return {str(key): [str(call) for call in group] for key, group in known.groupby("connection")["call"]}
