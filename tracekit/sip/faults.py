"""What is unusual about a message: names that a report can show and a search can find.

The trace is observed, not judged: a fault is named, what can still be read is read (RFC 4475 has the
kinds, RFC 5118 those of IPv6).
"""

import re
from collections import Counter
from collections.abc import Iterator

from tracekit.sdp import Span
from tracekit.sip.body import ANY_BOUNDARY, media_type
from tracekit.sip.message import Message
from tracekit.sip.parameters import split_outside

SINGLE = ("Call-ID", "Content-Length", "Content-Type", "CSeq", "Date", "From", "Max-Forwards", "To")
"""Headers that may stand once (RFC 3261 section 7.3.1); the first one is read."""

MANDATORY = ("Via", "From", "To", "Call-ID", "CSeq")
"""RFC 3261 section 8.1.1, without Max-Forwards, which responses lack."""

LIMITS = {"Max-Forwards": 255, "Expires": 2**32 - 1}
DATE = re.compile(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT")
IPV6_MAYBE_PORT = re.compile(r"\[[0-9A-Fa-f:.]{0,40}::[0-9A-Fa-f:.]{0,40}:[0-9]{4,5}\](?!:)")
PARTIES = ("From", "To", "Contact")
DISPLAY_UNQUOTED = re.compile(r'[^"<;:,()/\\[\]{}=?]*+[,()/\\[\]{}=?][^"<;:]*+<')
"""A display name with other signs than those of a token has to be quoted (RFC 3261 section 25.1)."""
BLANK_IN_BRACKETS = re.compile(r"<[ \t]|[^ \t<][ \t]+>")
LINE_FEED_ALONE = re.compile(rb"(?<!\r)\n")


def faults(message: Message, head_open: bool) -> Iterator[str]:
    """Names of the faults, in a fixed order; some may come twice.

    ``head_open`` tells that the text ends inside the head.
    """
    yield from _start_line(message)
    yield from _headers(message)
    yield from _addresses(message)
    yield from _cseq(message)
    yield from _length(message, head_open)
    if message.junk:
        yield "junk_lines"


def _start_line(message: Message) -> Iterator[str]:
    line = message.start_line
    if line is None:
        yield "no_start_line"
        return
    if line.version != "2.0":
        yield "version_unknown" if line.version else "version_missing"
    if line.status_written and line.status is None:
        yield "status_out_of_range"
    if line.request_uri and (line.request_uri.startswith("<") or line.request_uri.endswith(">")):
        yield "request_uri_bracketed"
    if line.request_uri and len(line.request_uri.split()) > 1:
        yield "request_uri_blank"
    if line.request_uri and "?" in line.request_uri.rpartition("@")[2]:
        yield "request_uri_headers"
    if line.method and _blanks_too_many(message.raw, line.span):
        yield "start_line_blanks"


def _blanks_too_many(raw: bytes, line: Span) -> bool:
    """RFC 3261 section 7.1: single spaces between the parts of a request line, none behind it."""
    behind = raw[line.end :].partition(b"\n")[0].rstrip(b"\r")
    return b"  " in raw[line.start : line.end] or (behind != b"" and not behind.strip())


def _headers(message: Message) -> Iterator[str]:
    count = Counter(header.canonical for header in message.headers)
    if any(count[name] > 1 for name in SINGLE):
        yield "header_repeated"
    if any(not count[name] for name in MANDATORY):
        yield "header_missing"
    for name, limit in LIMITS.items():
        text = message.value(name)
        if text and not _is_number_up_to(text, limit):
            yield f"{name.lower().replace('-', '_')}_bad"
    date = message.value("Date")
    if date and not DATE.fullmatch(date):
        yield "date_bad"
    if (media_type(message.content_type) or "").startswith("multipart/") and "oundary" not in (
        message.content_type or ""
    ):
        yield "boundary_missing" if ANY_BOUNDARY.search(message.raw, *message.body) else "boundary_unknown"


def _addresses(message: Message) -> Iterator[str]:
    for name in PARTIES:
        value = message.value(name) or ""
        if value.replace('\\"', "").count('"') % 2:
            yield "quote_open"
        if BLANK_IN_BRACKETS.search(value):
            yield "uri_blank"
        if "<" not in value and "?" in value:
            yield "bracket_missing"
        if DISPLAY_UNQUOTED.match(value):
            yield "display_name_unquoted"
    if any(_separator_empty(value) for name in (*PARTIES, "Via") for value in message.values(name)):
        yield "separator_empty"
    places = [message.request_uri or "", *(message.value(name) or "" for name in PARTIES)]
    if any(IPV6_MAYBE_PORT.search(place) for place in places):
        yield "ipv6_port_ambiguous"
    hosts = [message.request_target.host, *(one.host for one in (message.from_, message.to) if one)]
    if any(host and ":" in host and f"[{host}]" not in "".join(places) for host in hosts):
        yield "ipv6_unbracketed"


def _separator_empty(value: str) -> bool:
    """`;;` or `,,`, or one that nothing follows."""
    return any(not part.strip() for mark in ";," for part in split_outside(value, mark)[1:])


def _cseq(message: Message) -> Iterator[str]:
    if message.cseq_written is None:
        return
    if message.cseq is None:
        yield "cseq_overflow" if message.cseq_written[:1] in "0123456789" else "cseq_bad"
    if message.method and message.cseq_method and message.method != message.cseq_method:
        yield "cseq_method_differs"


def _length(message: Message, head_open: bool) -> Iterator[str]:
    text, length = message.value("Content-Length"), message.content_length
    if text and length is None:
        yield "content_length_negative" if text.startswith("-") else "content_length_bad"
    body = message.raw[message.body.start : message.body.end]
    if head_open and length != 0:
        yield "cut"
    if not length:
        return
    as_sent = len(body) + len(LINE_FEED_ALONE.findall(body))
    if as_sent < length and not body.endswith(b"\n"):
        yield "cut"
    elif not len(body.rstrip()) <= length <= as_sent:
        yield "content_length_differs"


def _is_number_up_to(text: str, limit: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= limit
