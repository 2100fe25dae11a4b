"""What is said of a call as a whole, above its ladder."""

from collections.abc import Sequence

from tracekit.ladder.model import Heading, Moment, Row
from tracekit.ladder.source import Grouped, Record, Rows, Tables


class Headings:
    """Reads the calls table; its instants are in UTC, so the node's own clock is told by the first row."""

    def __init__(self, tables: Tables) -> None:
        self._calls = Grouped(Rows(tables.calls), "call")

    def of(self, call_id: str, rows: Sequence[Row]) -> Heading | None:
        """The heading of one call; null when the calls table does not have it."""
        call = next(iter(self._calls.of(call_id)), None)
        if call is None:
            return None
        numbers = (call.text("calling"), call.text("dialed"), call.text("called"))
        return Heading(
            started=_started(call, rows),
            numbers=tuple(dict.fromkeys(number for number in numbers if number is not None)),
            outcome=call.text("outcome"),
            duration_s=call.real("duration_s"),
            cause=call.number("cause"),
            cause_text=call.text("cause_text"),
            released_by=call.text("released_by"),
            transport=call.text("transport"),
            related=call.texts("related"),
        )


def _started(call: Record, rows: Sequence[Row]) -> Moment:
    """The call's first row; without rows the instant that the table has."""
    return rows[0].moment if rows else Moment(call.instant("started"), None)
