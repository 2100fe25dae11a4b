"""Handshake messages (RFC 8446 section 4): they may span records, and a record may hold several."""

from collections.abc import Iterator
from typing import NamedTuple

from tracekit.capture.cursor import Cursor

LARGEST_MESSAGE = 1 << 18
"""Bytes; a message that claims more is not believed."""

HELLO_REQUEST, CLIENT_HELLO, SERVER_HELLO, CERTIFICATE = 0, 1, 2, 11

MESSAGE_NAMES = {
    0: "hello request",
    CLIENT_HELLO: "client hello",
    SERVER_HELLO: "server hello",
    4: "new session ticket",
    CERTIFICATE: "certificate",
    12: "server key exchange",
    13: "certificate request",
    14: "server hello done",
    15: "certificate verify",
    16: "client key exchange",
    20: "finished",
    21: "certificate url",
    22: "certificate status",
    23: "supplemental data",
}
"""Types that stand in clear up to TLS 1.2 and in the hellos of TLS 1.3 (IANA, TLS HandshakeType)."""


class Message(NamedTuple):
    """One handshake message, or what the capture holds of it."""

    kind: int
    body: bytes
    whole: bool


class Messages:
    """Joins the handshake records of one direction."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, body: bytes, whole: bool) -> Iterator[Message]:
        """The messages that end in this record; where it is not whole, also what is there of the last one."""
        self._held += body
        held, at = self._held, 0
        while at + 4 <= len(held):
            kind, size = held[at], int.from_bytes(held[at + 1 : at + 4], "big")
            if not plausible(kind, size):
                at = len(held)
            elif at + 4 + size > len(held):
                break
            else:
                yield Message(kind, held[at + 4 : at + 4 + size], True)
                at += 4 + size
        self._held = held[at:] if whole else b""
        if not whole and len(held) - at >= 4:
            yield Message(held[at], held[at + 4 :], False)

    def forget(self) -> Iterator[Message]:
        """A hole follows: what is there of a message that went on."""
        return self.feed(b"", whole=False)


def plausible(kind: int, size: int) -> bool:
    """Whether four bytes are the head of a handshake message, not a piece of something else."""
    return kind in MESSAGE_NAMES and size <= LARGEST_MESSAGE and (kind != HELLO_REQUEST or size == 0)


def read_certificates(body: bytes) -> list[bytes]:
    """The whole certificates of a Certificate message up to TLS 1.2, DER, the sender's own first."""
    cursor = Cursor(body)
    cursor.number(3)
    found = []
    while (der := cursor.vector(3)) is not None:
        found.append(der)
    return found
