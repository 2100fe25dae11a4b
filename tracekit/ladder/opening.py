"""When a connection was opened, by the clock that the other rows show."""

from collections.abc import Mapping
from datetime import timedelta, timezone

import pandas as pd

from tracekit.ladder.model import Moment
from tracekit.ladder.source import Record, Tables, records


def first_messages(messages: pd.DataFrame) -> Mapping[str, tuple[str, int]]:
    """For each connection the file and offset of its first message, by CUCM's own count of messages."""
    known = messages[messages["connection"].notna() & messages["offset"].notna() & messages["member"].notna()]
    first = known.sort_values("net_no", kind="stable").drop_duplicates("connection")
    places = zip(first["connection"], first["member"], first["offset"], strict=True)
    return {str(connection): (str(member), int(offset)) for connection, member, offset in places}


class Openings:
    """Dates the opening of connections.

    The ``connections`` table has the instant in UTC; the local clock follows from its file's UTC offset.
    Without a date the record that opened it still tells the time of day.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._offset = {
            row.text("member"): row.number("utc_offset_minutes") for row in records(tables.members)
        }
        self._undated: Mapping[tuple[str | None, int | None], Moment] | None = None

    def of(self, connection: Record) -> Moment | None:
        """When it was opened; null when the trace starts later."""
        opened = connection.instant("opened")
        if opened is None:
            return self._by_place().get((connection.text("member"), connection.number("offset")))
        minutes = self._offset.get(connection.text("member"))
        if minutes is None:
            return Moment(opened, None)
        local = opened.astimezone(timezone(timedelta(minutes=minutes)))
        return Moment(opened, local.isoformat(timespec="milliseconds"))

    def _by_place(self) -> Mapping[tuple[str | None, int | None], Moment]:
        if self._undated is None:
            self._undated = {
                (row.text("member"), row.number("offset")): row.moment
                for frame in self._tables.events.values()
                if "connection" in frame.columns and "time" in frame.columns
                for row in records(frame[frame["connection"].notna() & frame["time"].isna()])
            }
        return self._undated
