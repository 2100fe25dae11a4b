"""Tolerant reader of session descriptions (SDP, RFC 8866; offer and answer RFC 3264; keys RFC 4568).

Order, places and unknown lines are kept. The text stays where it is: what is read points into it by
offsets, and an SRTP key is never copied out of it.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

SrtpKeys = Literal["masked", "clear"]
Srtp = Literal["offered", "masked", "none"]
"""``masked``: the trace prints ``a=crypto:XXXX``, so SRTP was offered and CUCM hid suite and key."""

DIRECTIONS = (b"sendrecv", b"sendonly", b"recvonly", b"inactive")

STATIC_PAYLOADS = {
    "0": "PCMU/8000",
    "3": "GSM/8000",
    "4": "G723/8000",
    "8": "PCMA/8000",
    "9": "G722/8000",
    "13": "CN/8000",
    "15": "G728/8000",
    "18": "G729/8000",
    "26": "JPEG/90000",
    "31": "H261/90000",
    "33": "MP2T/90000",
    "34": "H263/90000",
}
"""RFC 3551 section 6: payload types that need no rtpmap line; those that telephony still uses."""

LINE = re.compile(rb"[ \t]*([A-Za-z])=([^\n]*)")
RTPMAP = re.compile(rb"rtpmap:[ \t]*([0-9]{1,3})[ \t]+(\S+)")
CRYPTO = re.compile(rb"crypto:?[ \t]*([0-9]{1,9})[ \t]+([A-Za-z0-9_-]+)")
PORT = re.compile(r"([0-9]{1,5})(?:/|$)")
MAX_PORT = 65535
KEY = re.compile(rb"inline:[ \t]*\S*", re.IGNORECASE)
"""RFC 4568 section 6.1. Taken out of every line: a page may have glued ``a=crypto`` behind another one."""

SECURE_LINE = re.compile(rb"^[ \t]*(?:a=crypto|m=[^\n]*RTP/SAVP)", re.MULTILINE | re.IGNORECASE)
SECURE_PROTOCOL = re.compile(rb"RTP/SAVP", re.IGNORECASE)


class Span(NamedTuple):
    """A place in the raw text: first byte, and the byte after the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the description; ``type`` is null when it is none (then it is unknown text)."""

    type: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Origin:
    """The ``o=`` line; what it lacks is null."""

    user: str | None
    session: str | None
    version: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Payload:
    """One format of a media line: its number or word, and the codec name with clock rate when known."""

    format: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Crypto:
    """One ``a=crypto`` line (RFC 4568) without its key; tag and suite are null when CUCM masked them."""

    tag: int | None
    suite: str | None
    masked: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Media:
    """One media stream: the ``m=`` line and the lines that belong to it.

    ``address`` and ``direction`` hold what is in force: the stream's own line, else the session's
    (direction: else ``sendrecv``, RFC 8866 section 6.7).
    """

    type: str | None
    port: int | None
    protocol: str | None
    payloads: tuple[Payload, ...]
    address: str | None
    direction: str
    crypto: tuple[Crypto, ...]
    secure_protocol: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Sdp:
    """A session description: what it says, and every line in order."""

    origin: Origin | None
    address: str | None
    media: tuple[Media, ...]
    crypto: tuple[Crypto, ...]
    lines: tuple[Line, ...]
    span: Span

    @property
    def unknown(self) -> tuple[Span, ...]:
        """Places of the lines that are no SDP."""
        return tuple(line.span for line in self.lines if line.type is None)

    @property
    def srtp(self) -> Srtp:
        """Whether SRTP is offered or answered, as far as the trace shows it."""
        crypto = [*self.crypto, *(one for media in self.media for one in media.crypto)]
        if crypto and all(one.masked for one in crypto):
            return "masked"
        return "offered" if crypto or any(media.secure_protocol for media in self.media) else "none"

    @property
    def srtp_keys(self) -> SrtpKeys | None:
        """How the trace shows the keys of ``a=crypto``; null where there are none."""
        crypto = [*self.crypto, *(one for media in self.media for one in media.crypto)]
        if not crypto:
            return None
        return "masked" if all(one.masked for one in crypto) else "clear"


@dataclass(slots=True)
class _Section:
    """The lines from one ``m=`` line to the next; before the first one, those of the session."""

    lines: list[tuple[str, bytes, Span]]
    secure_protocol: bool = False

    def value(self, kind: str) -> bytes | None:
        return next((value for type_, value, _ in self.lines if type_ == kind), None)

    def attributes(self) -> list[bytes]:
        return [value for type_, value, _ in self.lines if type_ == "a"]

    def direction(self) -> str | None:
        found = (value for value in self.attributes() if value.lower() in DIRECTIONS)
        return next((value.decode("ascii").lower() for value in found), None)

    def crypto(self) -> tuple[Crypto, ...]:
        return tuple(
            _crypto(value, span)
            for type_, value, span in self.lines
            if type_ == "a" and value[:6].lower() == b"crypto"
        )

    def span(self) -> Span:
        return Span(self.lines[0][2].start, self.lines[-1][2].end)


def read_sdp(raw: bytes, start: int = 0, end: int | None = None) -> Sdp:
    """Reads the description that stands at ``raw[start:end]``. Takes any bytes, never raises."""
    end = len(raw) if end is None else end
    lines: list[Line] = []
    sections = [_Section([])]
    place = start
    while place < end:
        stop = raw.find(b"\n", place, end)
        stop = end if stop < 0 else stop
        text_end = place + len(raw[place:stop].rstrip(b" \t\r"))
        if text_end > place:
            lines.append(_take(raw, Span(place, text_end), sections))
        place = stop + 1
    session, streams = sections[0], sections[1:]
    return Sdp(
        origin=_origin(session.value("o")),
        address=_address(session.value("c")),
        media=tuple(_media(stream, session) for stream in streams),
        crypto=session.crypto(),
        lines=tuple(lines),
        span=Span(start, end),
    )


def srtp_seen(raw: bytes | memoryview, start: int, end: int) -> bool:
    """Whether the description at that place, which starts a line, has ``a=crypto`` or RTP/SAVP.

    The same answer as ``read_sdp(…).srtp != "none"`` by one search.
    """
    return SECURE_LINE.search(raw, start, end) is not None


def _take(raw: bytes, span: Span, sections: list[_Section]) -> Line:
    match = LINE.match(raw, span.start, span.end)
    if match is None:
        return Line(None, span)
    kind = match[1].decode("ascii").lower()
    if kind == "m":
        sections.append(_Section([], SECURE_PROTOCOL.search(match[2]) is not None))
    sections[-1].lines.append((kind, KEY.sub(b"inline:", match[2]).strip(), span))
    return Line(kind, span)


def _media(stream: _Section, session: _Section) -> Media:
    value = stream.lines[0][1]
    words: list[str | None] = [*_words(value)[:3], None, None, None]
    return Media(
        type=words[0],
        port=_port(words[1] or ""),
        protocol=words[2],
        payloads=_payloads(_words(value)[3:], stream),
        address=_address(stream.value("c")) or _address(session.value("c")),
        direction=stream.direction() or session.direction() or "sendrecv",
        crypto=stream.crypto(),
        secure_protocol=stream.secure_protocol,
        span=stream.span(),
    )


def _payloads(words: list[str], stream: _Section) -> tuple[Payload, ...]:
    names = dict(STATIC_PAYLOADS)
    for attribute in stream.attributes():
        if match := RTPMAP.match(attribute):
            names[match[1].decode("ascii")] = match[2].decode("utf-8", "replace")
    return tuple(Payload(word, names.get(word)) for word in words)


def _crypto(value: bytes, span: Span) -> Crypto:
    match = CRYPTO.match(value)
    if match is None:
        return Crypto(tag=None, suite=None, masked=True, span=span)
    return Crypto(tag=int(match[1]), suite=match[2].decode("ascii"), masked=False, span=span)


def _origin(value: bytes | None) -> Origin | None:
    if value is None:
        return None
    words: list[str | None] = [*_words(value)[:6]]
    words += [None] * (6 - len(words))
    return Origin(user=words[0], session=words[1], version=words[2], address=words[5])


def _address(value: bytes | None) -> str | None:
    """``IN IP4 192.0.2.1/127`` → ``192.0.2.1``: the part behind the slash is TTL and count."""
    words = _words(value) if value else []
    return words[2].partition("/")[0] or None if len(words) > 2 else None


def _port(word: str) -> int | None:
    """``16494/2`` is a port and a count of ports (RFC 8866 section 5.14)."""
    match = PORT.match(word)
    return int(match[1]) if match and int(match[1]) <= MAX_PORT else None


def _words(value: bytes) -> list[str]:
    return value.decode("utf-8", "replace").split()
