"""Places short enough for a table; the list of all files has every name in full."""

from tracekit.ladder import Record, Tables
from tracekit.report import say
from tracekit.text.short_names import short_names


class Places:
    """``SDL001_100_000012.txt:1220``: the shortest end of its path that no other file has, and the line."""

    def __init__(self, tables: Tables) -> None:
        self._short = short_names(str(name) for name in tables.members["member"].dropna())

    def of(self, row: Record) -> str:
        """Where a row of a table is proved."""
        return self.named(row.proof.place)

    def named(self, place: str) -> str:
        """``member:line`` or a member alone."""
        member, colon, line = place.rpartition(":")
        if member in self._short:
            return say.said(f"{self._short[member]}{colon}{line}")
        return say.said(self._short.get(place, place))
