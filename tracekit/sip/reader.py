"""The reference reader of SIP messages (RFC 3261 section 7): takes any bytes, loses none, never raises."""

import re
from dataclasses import dataclass, field

from tracekit.sdp import Span
from tracekit.sip.body import looks_like_sdp
from tracekit.sip.faults import MANDATORY, faults
from tracekit.sip.message import Header, Message
from tracekit.sip.names import KNOWN, canonical_name, is_known
from tracekit.sip.start_line import TOKEN, StartLine, read_start_line
from tracekit.sip.trailer import text_end

BLANKS = b" \t\r\n"
HEADER = re.compile(rb"(" + TOKEN + rb")[ \t]*:")
FOLD = re.compile(rb"[ \t\r]*\n[ \t]+")
BODY_OPENER = re.compile(rb"v=[0-9]+[ \t\r]*$|<\?xml")
BOUNDARY_LINE = re.compile(rb"--[^\s:]+[ \t\r]*$")
BLANK_OR_FENCE = re.compile(rb"(?:[ \t\r]*\n|[ \t]*```[^\n]*\n)*+")
FENCE = re.compile(rb"```[^\n]*")
PREFIX = re.compile(rb"[ \t]*(?:(?:>[ \t]?)++|Line [0-9]{1,9}:[ \t]?)?")
"""What stands before each line of an indented or quoted copy, or in an editor's list of hits."""
GLUED_HEADER = re.compile(rb"(?<=[ \t])(" + "|".join(map(re.escape, KNOWN)).encode() + rb")[ \t]*:")


@dataclass(slots=True)
class _Found:
    """A header while it is read: a fold may still lengthen it."""

    name: str
    start: int
    value_start: int
    end: int


@dataclass(slots=True)
class _HeadReader:
    """Reads line by line up to the body, and keeps what it found."""

    raw: bytes
    size: int
    start_line: StartLine | None = None
    headers: list[_Found] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    junk: list[Span] = field(default_factory=list)
    weird: list[str] = field(default_factory=list)
    prefix: bytes = b""
    foldable: bool = False
    blank_line_seen: bool = False

    def read(self) -> int:
        """Reads the head; gives the place where the body begins."""
        place = 0
        while place < self.size:
            stop = self.raw.find(b"\n", place, self.size)
            after = self.size if stop < 0 else stop + 1
            start = self._behind_prefix(place, after)
            end = start + len(self.raw[start:after].rstrip(BLANKS))
            if end == start:
                next_place = self._blank_line(after)
                if next_place is None:
                    return after
                place = next_place
            elif self._opens_body(start, end):
                self.weird.append("no_blank_line")
                return place
            else:
                self._line(start, end)
                place = after
        return place

    def _behind_prefix(self, place: int, after: int) -> int:
        """Where a line's own text begins; up to the first header each line may show what the prefix is."""
        match = PREFIX.match(self.raw, place, after)
        found = match[0] if match else b""
        if not self.headers:
            self.prefix = found
        if not self.prefix or (self.prefix.isspace() and not found.startswith(self.prefix)):
            return place
        if self.prefix.isspace():
            return place + len(self.prefix)
        if found.strip():
            self.junk.append(_trimmed(self.raw, place, place + len(found)))
        return place + len(found)

    def _blank_line(self, after: int) -> int | None:
        """Where the head goes on behind a blank line; null when it ends there."""
        self.foldable = False
        if self.start_line is None and not self.headers:
            return after
        self.blank_line_seen = True
        doubled = "blank_line_in_head" in self.weird
        if not doubled and "Call-ID" in self.names and self.names & {"Content-Length", "Content-Type"}:
            return None
        match = BLANK_OR_FENCE.match(self.raw, after)
        resume = match.end() if match else after
        header = HEADER.match(self.raw, resume)
        if header is None or not is_known(header[1].decode("ascii")):
            return None
        self.junk += [Span(*fence.span()) for fence in FENCE.finditer(self.raw, after, resume)]
        self.weird.append("blank_line_in_head")
        self.blank_line_seen = False
        return resume

    def _opens_body(self, start: int, end: int) -> bool:
        if BODY_OPENER.match(self.raw, start, end):
            return True
        if BOUNDARY_LINE.match(self.raw, start, end) is None or "Content-Type" not in self.names:
            return False
        kind = next(header for header in self.headers if canonical_name(header.name) == "Content-Type")
        return b"multipart/" in self.raw[kind.value_start : kind.end].lower()

    def _line(self, start: int, end: int) -> None:
        if self.raw[start : start + 1] in (b" ", b"\t") and self.foldable:
            self.headers[-1].end = end
        elif self.start_line is None and not self.headers and self._take_start_line(start, end):
            pass
        elif (match := HEADER.match(self.raw, start, end)) and self._is_header(match):
            self._add(match, end)
        else:
            self.foldable = False
            self.junk.append(Span(start, end))

    def _is_header(self, match: re.Match[bytes]) -> bool:
        """Before a start line only known names are headers: narration may hold a colon too."""
        name = match[1].decode("ascii")
        return self.start_line is not None or bool(self.headers) or is_known(canonical_name(name))

    def _take_start_line(self, start: int, end: int) -> bool:
        self.start_line = read_start_line(self.raw, start, end)
        if self.start_line is None:
            return False
        tail = self.start_line.span.end
        if not self.raw[tail:end].strip(BLANKS):
            return True
        starts = list(GLUED_HEADER.finditer(self.raw, tail, end))
        self.weird.append("start_line_glued" if starts else "start_line_tail")
        first = starts[0].start() if starts else end
        if self.raw[tail:first].strip(BLANKS):
            self.junk.append(_trimmed(self.raw, tail, first))
        ends = [*(match.start() for match in starts), end][1:]
        for match, header_end in zip(starts, ends, strict=True):
            self._add(match, _trimmed(self.raw, match.start(), header_end).end)
        return True

    def _add(self, match: re.Match[bytes], end: int) -> None:
        name = match[1].decode("ascii")
        self.headers.append(_Found(name, match.start(), match.end(), end))
        self.names.add(canonical_name(name))
        self.foldable = True


def read_message(raw: bytes) -> Message:
    """Reads one message as cut from a trace, with the damage that copies and web pages do to it.

    In: the bytes from the start line to the end of the record. Out: a ``Message`` whose places cover all of
    ``raw`` but blanks and line ends. Accepts LF and CRLF mixed, folded, compact and repeated headers, a
    missing blank line before the body, cut text, headers glued behind the start line or another header,
    blank lines and code fences between headers (excerpts of the TLS trunk call), lines that are no headers,
    and what trace writers and tools put behind a message.
    """
    end = text_end(raw)
    head = _HeadReader(raw, end)
    body_start = head.read()
    _free_glued(head)
    headers = tuple(_header(raw, found) for found in head.headers)
    body = Span(body_start, end)
    if not raw[body_start:end].strip(BLANKS):
        body = Span(body_start, body_start)
    elif not _is_body(raw, body_start, headers):
        head.junk.append(_trimmed(raw, body_start, end))
        head.weird.append("text_after_head")
        body = Span(body_start, body_start)
    head_open = not head.blank_line_seen and "no_blank_line" not in head.weird
    message = Message(raw, head.start_line, headers, body, tuple(head.junk), ())
    weird = dict.fromkeys((*head.weird, *faults(message, head_open)))
    if end < len(raw):
        head.junk.append(_trimmed(raw, end, len(raw)))
        weird["trace_trailer"] = None
    return Message(raw, head.start_line, headers, body, tuple(head.junk), tuple(weird))


def _free_glued(head: _HeadReader) -> None:
    """A header that joins messages and has no line of its own is looked for behind a blank in other lines.

    Web pages join lines (12.5 and 10.5 excerpts). The names of headers may stand in free text, so a line is
    taken apart only for what is missing.
    """
    missing = [name for name in MANDATORY if name not in head.names]
    if not missing or head.start_line is None:
        return
    glued = re.compile(rb"(?<=[ \t])(" + "|".join(missing).encode() + rb")[ \t]*:(?=[ \t])")
    freed: list[_Found] = []
    for header in head.headers:
        freed.append(header)
        for match in glued.finditer(head.raw, header.value_start, header.end):
            name = match[1].decode("ascii")
            if name not in head.names:
                freed.append(_Found(name, match.start(), match.end(), freed[-1].end))
                freed[-2].end = _trimmed(head.raw, freed[-2].start, match.start()).end
                head.names.add(name)
    if len(freed) > len(head.headers):
        head.headers = freed
        head.weird.append("header_glued")


def _is_body(raw: bytes, start: int, headers: tuple[Header, ...]) -> bool:
    """Text behind a head that announces none is narration or a second message, unless it is SDP."""
    for header in headers:
        if header.canonical == "Content-Type":
            return True
        if header.canonical == "Content-Length" and header.value.strip("0+- "):
            return True
    return looks_like_sdp(raw, start, len(raw))


def _header(raw: bytes, found: _Found) -> Header:
    value_span = _trimmed(raw, found.value_start, found.end)
    value = FOLD.sub(b" ", raw[value_span.start : value_span.end]).decode("utf-8", "replace")
    return Header(found.name, canonical_name(found.name), Span(found.start, found.end), value_span, value)


def _trimmed(raw: bytes, start: int, end: int) -> Span:
    """The place without blanks around it."""
    text = raw[start:end].lstrip(BLANKS)
    return Span(end - len(text), end - len(text) + len(text.rstrip(BLANKS)))
