"""All TCP connections of a capture, each found by its addresses and ports."""

from collections.abc import Iterator

from tracekit.capture.connection import Connection
from tracekit.capture.segment import ACK, SYN, Segment, reverse

MOST_OPEN = 20_000
"""Connections followed at once; the oldest gives way, so that memory stays bounded."""


class Connections:
    """Gives each segment to its connection."""

    def __init__(self) -> None:
        self._open: dict[bytes, tuple[Connection, int]] = {}

    def add(self, segment: Segment) -> Connection | None:
        """Takes a segment; the answer is a connection that is over because another takes its place."""
        found = self._open.get(segment.flow)
        ended = None
        if found is None:
            found = self._new(segment)
            if len(self._open) > 2 * MOST_OPEN:
                ended = self._end(next(iter(self._open.values()))[0])
        elif segment.flags & (SYN | ACK) == SYN and found[0].renewed_by(segment, found[1]):
            ended = self._end(found[0])
            found = self._new(segment)
        found[0].add(segment, found[1])
        return ended

    def rest(self) -> Iterator[Connection]:
        """The connections that are still followed, oldest first."""
        while self._open:
            yield self._end(next(iter(self._open.values()))[0])

    def _new(self, segment: Segment) -> tuple[Connection, int]:
        back = reverse(segment.flow)
        connection = Connection(segment.flow, back, segment)
        self._open[back] = (connection, 1)
        self._open[segment.flow] = (connection, 0)
        return connection, 0

    def _end(self, connection: Connection) -> Connection:
        for flow in connection.flows:
            self._open.pop(flow, None)
        connection.finish()
        return connection
