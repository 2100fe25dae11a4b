"""What one side of a connection says in TLS."""

from typing import NamedTuple

from tracekit.capture import record as tls
from tracekit.capture.hello import (
    ClientHello,
    ServerHello,
    read_client_hello,
    read_server_hello,
    read_sslv2_hello,
)
from tracekit.capture.message import (
    CERTIFICATE,
    CLIENT_HELLO,
    MESSAGE_NAMES,
    SERVER_HELLO,
    Message,
    Messages,
    read_certificates,
)
from tracekit.capture.record import Record, Records
from tracekit.capture.segment import Segment

ENOUGH_RECORDS = 8
"""Application data records after which a side has told all: the rest of its stream is only counted."""

HEARD_BYTES = 1 << 20
"""No side says more before its data: what goes on is not a handshake."""

MOST_CERTIFICATES, MOST_ALERTS = 32, 16
"""Kept of one side."""


class Mark(NamedTuple):
    """When something was first seen: packet number, nanoseconds since 1970, and what is to be said of it."""

    number: int
    time: int | None
    detail: str | None = None


class Sealed(NamedTuple):
    """An encrypted record of type application data: all that TLS 1.3 shows after its hellos."""

    size: int
    mark: Mark


class Speaker:
    """Hears one direction and keeps what the handshake says: of bodies, hellos and certificates only."""

    def __init__(self, from_start: bool) -> None:
        self.marks: dict[str, Mark] = {}
        self.client_hello: ClientHello | None = None
        self.server_hello: ServerHello | None = None
        self.certificates: list[tuple[bytes, Mark]] = []
        self.alerts: list[tuple[bytes | None, Mark]] = []
        self.sealed: list[Sealed] = []
        self.last_sealed: Sealed | None = None
        self.sealed_count = 0
        self.record_version: int | None = None
        self.lost = 0
        self.cut = 0
        self.joined_late = not from_start
        self._encrypted = False
        self._records = Records(from_start)
        self._messages = Messages()
        self._first = from_start
        self._now = Mark(0, None)
        self._heard = 0

    @property
    def speaks_tls(self) -> bool:
        """Whether anything of TLS was heard."""
        return bool(self.marks or self.sealed or self.alerts)

    @property
    def done(self) -> bool:
        """Whether more of this stream would tell nothing new."""
        return self.sealed_count >= ENOUGH_RECORDS or self._records.hopeless or self._heard > HEARD_BYTES

    def hear(self, piece: bytes, segment: Segment) -> None:
        """The next bytes of the stream."""
        self._now = Mark(segment.number, segment.time)
        self._heard += len(piece)
        if self._first:
            self._first = False
            piece = self._without_sslv2_hello(piece)
        for record in self._records.feed(piece):
            self._record(record)

    def miss(self, size: int, segment: Segment, cut: bool) -> None:
        """A hole: what is there of the record before it is read as far as it goes."""
        if cut:
            self.cut += size
        else:
            self.lost += size
        self._first = False
        for record in self._records.gap(size):
            self._record(record)
        for message in self._messages.forget():
            self._message(message)

    def _without_sslv2_hello(self, piece: bytes) -> bytes:
        """The bytes behind an SSL 2.0 hello, which old clients send first."""
        size = int.from_bytes(piece[:2], "big") & 0x7FFF
        if not piece[0] & 0x80 or len(piece) < 2 + size:
            return piece
        hello = read_sslv2_hello(piece[2 : 2 + size])
        if hello is None:
            return piece
        self.client_hello = hello
        self._mark("client hello", "in the form of SSL 2.0")
        return piece[2 + size :]

    def _record(self, record: Record) -> None:
        self.record_version = record.version
        if record.kind == tls.APPLICATION_DATA:
            self._seal(record)
        elif record.kind == tls.CHANGE_CIPHER_SPEC:
            self._mark("change cipher spec")
            self._encrypted = True
        elif record.kind == tls.ALERT:
            self._alert(record)
        elif record.kind == tls.HANDSHAKE:
            self._handshake(record)

    def _alert(self, record: Record) -> None:
        plain = record.size == 2 and len(record.body) == 2 and not self._encrypted
        if len(self.alerts) < MOST_ALERTS:
            self.alerts.append((record.body if plain else None, self._now))

    def _seal(self, record: Record) -> None:
        self.sealed_count += 1
        self.last_sealed = Sealed(record.size, self._now)
        if len(self.sealed) < ENOUGH_RECORDS:
            self.sealed.append(self.last_sealed)

    def _handshake(self, record: Record) -> None:
        """Encrypted ones are Finished, unless TLS 1.3 sends a second hello behind a ChangeCipherSpec."""
        if self._encrypted and not _is_hello(record.body):
            self._mark("finished", "encrypted")
            return
        for message in self._messages.feed(record.body, record.whole):
            self._message(message)

    def _message(self, message: Message) -> None:
        detail = None if message.whole else "the capture holds only its beginning"
        name = MESSAGE_NAMES[message.kind]
        if message.kind == CLIENT_HELLO:
            self.client_hello = read_client_hello(message.body)
        elif message.kind == SERVER_HELLO:
            hello = read_server_hello(message.body)
            self.server_hello = hello
            name = "hello retry request" if hello.retry else name
        elif message.kind == CERTIFICATE:
            found = read_certificates(message.body)
            room = MOST_CERTIFICATES - len(self.certificates)
            self.certificates += [(der, self._now) for der in found[:room]]
            detail = detail or (None if found else "an empty list")
        self._mark(name, detail)

    def _mark(self, name: str, detail: str | None = None) -> None:
        self.marks.setdefault(name, self._now._replace(detail=detail))


def _is_hello(body: bytes) -> bool:
    return (
        len(body) >= 6
        and body[0] in (CLIENT_HELLO, SERVER_HELLO)
        and int.from_bytes(body[1:4], "big") + 4 == len(body)
        and body[4:6] == b"\x03\x03"
    )
