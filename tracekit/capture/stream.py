"""One direction of a TCP connection, its bytes in order."""

from typing import Protocol

from tracekit.capture.segment import MODULUS, Segment, distance

HELD_SEGMENTS = 64
"""Segments that wait for an earlier one; then what is missing counts as lost."""

HELD_BYTES = 1 << 18
"""Bytes that so wait."""

START_SEGMENTS = 16
"""Segments that wait for the true beginning where the capture began later than the connection."""

FARTHEST = 1 << 24
"""A jump in sequence numbers beyond this is not a hole: a damaged or foreign segment."""


class Listener(Protocol):
    """What hears the bytes of a stream."""

    def hear(self, piece: bytes, segment: Segment) -> None:
        """The next bytes, and the segment that brought them."""

    def miss(self, size: int, segment: Segment, cut: bool) -> None:
        """So many bytes are not in the capture; ``cut``: its snap length took them, else they were lost."""


class Stream:
    """Sorts segments; what arrives twice is heard once, and the first copy wins."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._next: int | None = None
        self._held: list[Segment] = []
        self._bytes = 0

    def open(self, seq: int) -> None:
        """The SYN with its sequence number."""
        if self._next is None:
            self._next = (seq + 1) % MODULUS
            self._drain()

    def starts_at(self, seq: int) -> bool:
        """Whether a SYN with this number can open what was seen so far."""
        if self._next is not None:
            return distance(self._next, seq) in range(FARTHEST)
        return all(distance(held.seq, seq) in range(FARTHEST) for held in self._held)

    def add(self, segment: Segment) -> None:
        """A segment with payload."""
        if self._next is not None:
            ahead = distance(segment.seq, self._next)
            if ahead == 0 and not self._held:
                self._hear(segment, 0)
                return
            if ahead + len(segment.payload) + segment.missing <= 0 or ahead > FARTHEST:
                return
        self._held.append(segment)
        self._bytes += len(segment.payload)
        if self._next is not None:
            self._drain()
        self._give_up()

    def flush(self) -> None:
        """Nothing more comes: what waits is heard, holes and all."""
        while self._held:
            self._skip()

    def _give_up(self) -> None:
        limit = START_SEGMENTS if self._next is None else HELD_SEGMENTS
        while len(self._held) > limit or self._bytes > HELD_BYTES:
            self._skip()
            limit = HELD_SEGMENTS

    def _skip(self) -> None:
        """Goes on with the earliest segment that waits."""
        base = self._held[0].seq if self._next is None else self._next
        first = min(self._held, key=lambda held: distance(held.seq, base))
        if self._next is not None:
            self._listener.miss(distance(first.seq, self._next), first, cut=False)
        self._next = first.seq
        self._drain()

    def _drain(self) -> None:
        """Hears all that waits and now fits."""
        found = True
        while found and self._next is not None:
            found = False
            for place, segment in enumerate(self._held):
                ahead = distance(segment.seq, self._next)
                if ahead <= 0:
                    del self._held[place]
                    self._bytes -= len(segment.payload)
                    self._hear(segment, -ahead)
                    found = True
                    break

    def _hear(self, segment: Segment, known: int) -> None:
        """A segment whose first ``known`` bytes were heard before."""
        size = len(segment.payload) + segment.missing
        if known >= size:
            return
        self._next = (segment.seq + size) % MODULUS
        if known < len(segment.payload):
            self._listener.hear(segment.payload[known:] if known else segment.payload, segment)
        if segment.missing:
            self._listener.miss(min(segment.missing, size - known), segment, cut=True)
