"""The first line of a message (RFC 3261 sections 7.1 and 7.2), also where a web page glued headers to it."""

import re
from dataclasses import dataclass

from tracekit.sdp import Span

TOKEN = rb"[A-Za-z0-9.!%*_+`'~-]+"
METHOD = re.compile(rb"(" + TOKEN + rb")[ \t]+(?=\S)")
VERSION = re.compile(rb"(?<=[ \t])SIP[ \t]?/[ \t]?([0-9]{1,3}\.[0-9]{1,3})(?=[ \t\r]|$)")
CUT_REQUEST = re.compile(rb"([A-Z]{3,20})[ \t]+((?:sips?|tel):\S*)[ \t\r]*$")
RESPONSE = re.compile(rb"SIP[ \t]?/[ \t]?([0-9]+\.[0-9]+)[ \t]+([0-9]+)(?:[ \t]+([^\n]*))?$")
GLUED_VIA = re.compile(rb"(?:^|[ \t])Via[ \t]*:[ \t]*SIP")
"""Where headers begin behind a reason phrase. Free text may name a header; only a whole Via ends it."""

LOWEST_STATUS, HIGHEST_STATUS = 100, 699


@dataclass(frozen=True, slots=True)
class StartLine:
    """A request line or a status line. ``status`` is null when out of 100–699, ``status_written`` is not."""

    span: Span
    version: str | None
    method: str | None = None
    request_uri: str | None = None
    status: int | None = None
    status_written: str | None = None
    reason: str | None = None

    @property
    def label(self) -> str:
        """What stands on the arrow: ``INVITE``, ``200 OK``."""
        return self.method or " ".join(filter(None, (self.status_written, self.reason)))


def read_start_line(raw: bytes, start: int, end: int) -> StartLine | None:
    """Reads the line at ``raw[start:end]``; null when it is none.

    The start line's span ends where glued headers begin: the caller reads on from there.
    """
    if match := RESPONSE.match(raw, start, end):
        return _response(raw, match, end)
    method = METHOD.match(raw, start, end)
    if method and (version := VERSION.search(raw, method.end(), end)):
        uri = _text(raw[method.end() : version.start()])
        return StartLine(Span(start, version.end()), _text(version[1]), _text(method[1]), uri)
    if cut := CUT_REQUEST.match(raw, start, end):
        return StartLine(Span(start, end), None, _text(cut[1]), _text(cut[2]))
    return None


def _response(raw: bytes, match: re.Match[bytes], end: int) -> StartLine:
    if match[3] and (glued := GLUED_VIA.search(raw, match.start(3), end)):
        end = glued.start()
    reason = raw[match.start(3) : end] if match[3] else b""
    digits = match[2]
    number = int(digits) if len(digits) <= 3 else 0
    return StartLine(
        Span(match.start(), end),
        version=_text(match[1]),
        status=number if LOWEST_STATUS <= number <= HIGHEST_STATUS else None,
        status_written=_text(digits),
        reason=_text(reason),
    )


def _text(value: bytes) -> str | None:
    return value.strip(b" \t\r").decode("utf-8", "replace") or None
