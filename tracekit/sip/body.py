"""Message bodies (RFC 3261 section 7.4, MIME parts RFC 2046 section 5.1): where each part stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracekit.sdp import Sdp, Span, SrtpKeys, read_sdp, srtp_seen
from tracekit.sip.names import canonical_name
from tracekit.sip.parameters import parameter, read_parameters
from tracekit.sip.start_line import TOKEN

PART_HEADER = re.compile(rb"(" + TOKEN + rb")[ \t]*:[ \t]*([^\n]*)")
SDP_START = re.compile(rb"[ \t\r\n]*v=[0-9]+[ \t\r]*(?:\n|\Z)")
SDP_LINE = re.compile(rb"^[ \t]*[A-Za-z]=", re.MULTILINE)
ANY_BOUNDARY = re.compile(rb"^--([^\s-][^\s]*)[ \t\r]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a body, or the whole. ``span`` includes the part's own headers, ``content`` does not."""

    content_type: str | None
    span: Span
    content: Span


def media_type(content_type: str | None) -> str | None:
    """``Multipart/Mixed; boundary=x`` → ``multipart/mixed``."""
    return content_type.partition(";")[0].strip().lower() or None if content_type else None


def looks_like_sdp(raw: bytes | memoryview, start: int, end: int) -> bool:
    """Whether a text of unnamed type begins with ``v=0``."""
    return SDP_START.match(raw, start, end) is not None


def body_parts(raw: bytes, body: Span, content_type: str | None) -> tuple[Part, ...]:
    """The parts of a body in order; one part when it is not multipart, none when it is empty.

    Content-Length is not asked: copies with other line ends have other lengths. A multipart body whose
    boundary cannot be found comes back as one part.
    """
    if not raw[body.start : body.end].strip():
        return ()
    whole = Part(content_type, body, body)
    if not (media_type(content_type) or "").startswith("multipart/"):
        return (whole,)
    boundary = _boundary(raw, body, content_type or "")
    return (_split(raw, body, boundary) if boundary else ()) or (whole,)


def sdp_spans(raw: bytes | memoryview, body: Span, content_type: str | None) -> list[Span]:
    """Places of the session descriptions in a body: by type, and by their look where no type is given."""
    kind = media_type(content_type)
    if kind == "application/sdp":
        return [body] if SDP_LINE.search(raw, body.start, body.end) else []
    if kind is None:
        return [body] if looks_like_sdp(raw, body.start, body.end) else []
    if not kind.startswith("multipart/"):
        return []
    text = bytes(raw[body.start : body.end])
    spans = []
    for part in body_parts(text, Span(0, len(text)), content_type):
        if (media_type(part.content_type) or "").startswith("multipart/"):
            continue
        for found in sdp_spans(text, part.content, part.content_type):
            spans.append(Span(found.start + body.start, found.end + body.start))
    return spans


def srtp_in_body(raw: bytes, body: Span, content_type: str | None) -> tuple[bool, SrtpKeys | None] | None:
    """Whether a session description in the body has ``a=crypto`` or RTP/SAVP, and how its keys are shown.

    Null when there is none. What is looked for first in all of the body is what no such place can be without.
    """
    text = raw[body.start : body.end].lower()
    if b"sdp" not in text and b"v=" not in text and media_type(content_type) != "application/sdp":
        return None
    spans = sdp_spans(raw, body, content_type)
    if not spans:
        return None
    keys = b"a=crypto" in text
    if not (keys or b"rtp/savp" in text) or not any(srtp_seen(raw, *span) for span in spans):
        return False, None
    return True, srtp_keys(read_sdp(raw, *span) for span in spans) if keys else None


def srtp_keys(descriptions: Iterable[Sdp]) -> SrtpKeys | None:
    """How the keys of a message's descriptions are shown: masked only when none of them is clear."""
    told = {one.srtp_keys for one in descriptions}
    return "clear" if "clear" in told else "masked" if "masked" in told else None


def _boundary(raw: bytes, body: Span, content_type: str) -> bytes | None:
    named = parameter(read_parameters(content_type.partition(";")[2]), "boundary")
    if named and (b"--" + named.encode()) in raw[body.start : body.end]:
        return named.encode()
    match = ANY_BOUNDARY.search(raw, body.start, body.end)
    return match[1] if match else None


def _split(raw: bytes, body: Span, boundary: bytes) -> tuple[Part, ...]:
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t\r]*(?:\n|\Z)", re.MULTILINE)
    marks = list(line.finditer(raw, body.start, body.end))
    ends = [*(mark.start() for mark in marks), body.end][1:]
    return tuple(
        _part(raw, mark.end(), end)
        for mark, end in zip(marks, ends, strict=True)
        if not mark[1] and raw[mark.end() : end].strip()
    )


def _part(raw: bytes, start: int, end: int) -> Part:
    """Reads a part's own headers; they end at a blank line, or where a line is no header."""
    kind, place = None, start
    while place < end:
        stop = raw.find(b"\n", place, end)
        stop = end if stop < 0 else stop
        line = raw[place:stop].rstrip(b" \t\r")
        match = PART_HEADER.match(line)
        if not line:
            return Part(kind, Span(start, end), Span(stop + 1 if stop < end else end, end))
        if match is None and not (line[:1] in b" \t" and place > start):
            break
        if match and kind is None and canonical_name(match[1].decode("ascii")) == "Content-Type":
            kind = match[2].decode("utf-8", "replace")
        place = stop + 1
    place = min(place, end)
    return Part(kind, Span(start, end), Span(place, end))
