"""One TCP connection in a capture: who opened it, what each side said, how it ended."""

from tracekit.capture.segment import ACK, FIN, RST, SYN, Segment, endpoint
from tracekit.capture.speaker import Mark, Speaker
from tracekit.capture.stream import Stream

SIP_TLS_PORT = 5061
"""RFC 3261 section 19.1.2: the port of SIP over TLS, `sip-tls` in /etc/services of CUCM."""


class Side:
    """One direction: TCP facts, and the speaker that hears its bytes."""

    def __init__(self, flow: bytes) -> None:
        self.address, self.port = endpoint(flow)
        self.syn: Mark | None = None
        self.syn_answers = False
        self.syns = 0
        self.isn: int | None = None
        self.ack: Mark | None = None
        self.fin: Mark | None = None
        self.rst: Mark | None = None
        self.bytes = 0
        self.speaker: Speaker | None = None
        self.stream: Stream | None = None
        self.done = False
        """It has told all, or speaks no TLS: further payload is only counted."""

    def listen(self, segment: Segment) -> None:
        """Takes a segment with payload."""
        if self.stream is None or self.speaker is None:
            self.speaker = Speaker(from_start=self.syn is not None)
            self.stream = Stream(self.speaker)
            if self.isn is not None:
                self.stream.open(self.isn)
        self.stream.add(segment)
        if self.speaker.done:
            self.stream, self.done = None, True

    def opened(self, segment: Segment) -> None:
        """Takes a SYN."""
        self.syns += 1
        if self.syn is not None:
            return
        self.syn = Mark(segment.number, segment.time)
        self.syn_answers = bool(segment.flags & ACK)
        self.isn = segment.seq
        if self.stream is not None and self.speaker is not None:
            self.speaker.joined_late = False
            self.stream.open(segment.seq)


class Connection:
    """Both directions; side 0 is the sender of the first packet seen."""

    def __init__(self, flow: bytes, back: bytes, first: Segment) -> None:
        self.flows = (flow, back)
        self.sides = (Side(flow), Side(back))
        self.first = Mark(first.number, first.time)

    def add(self, segment: Segment, index: int) -> None:
        """A segment of one side."""
        side = self.sides[index]
        if segment.flags & (SYN | FIN | RST):
            _note_flags(side, segment)
        elif side.ack is None and segment.flags & ACK:
            side.ack = Mark(segment.number, segment.time)
        if not segment.payload and not segment.missing:
            return
        side.bytes += len(segment.payload) + segment.missing
        if not side.done:
            side.listen(segment)

    def renewed_by(self, segment: Segment, index: int) -> bool:
        """Whether a SYN opens another connection between the same ports."""
        side = self.sides[index]
        if side.isn is not None:
            return side.isn != segment.seq
        if side.stream is None:
            return side.done
        return not side.stream.starts_at(segment.seq)

    def finish(self) -> None:
        """Nothing more comes: whatever still waits is heard."""
        for side in self.sides:
            if side.stream is not None:
                side.stream.flush()
                side.stream = None


def _note_flags(side: Side, segment: Segment) -> None:
    mark = Mark(segment.number, segment.time)
    if segment.flags & SYN:
        side.opened(segment)
    if segment.flags & FIN:
        side.fin = side.fin or mark
    if segment.flags & RST:
        side.rst = side.rst or mark
