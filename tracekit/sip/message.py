"""A SIP message as it stands in the trace: places in the raw text, and readings of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tracekit.sdp import Sdp, Span, SrtpKeys, read_sdp
from tracekit.sip.address import NO_URI, Address, Uri, read_address, read_uri
from tracekit.sip.body import Part, body_parts, sdp_spans, srtp_keys
from tracekit.sip.parameters import BLANKS, parameter, read_parameters, split_outside
from tracekit.sip.start_line import StartLine
from tracekit.sip.via import Via, read_vias

MAX_CSEQ = 2**31 - 1
"""RFC 3261 section 8.1.1.5: less than 2**31."""

MAX_CSEQ_DIGITS = 10
"""Python refuses to convert thousands of digits; these suffice for the maximum."""

CONTENT_LENGTH = re.compile(r"[0-9]{1,9}")
CAUSE = re.compile(r"[0-9]{1,3}")
DEVICE_NAME = re.compile(r'\+u\.sip!devicename\.ccm\.cisco\.com[ \t]*=[ \t]*"?([^\s";,>]+)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """One header: its name as written and as agreed, where it stands, its value unfolded.

    ``span`` covers the header without its last line end, ``value_span`` the value with its folds. The
    value stays out of ``repr``: it may be a credential.
    """

    name: str
    canonical: str
    span: Span
    value_span: Span
    value: str = field(repr=False)


def read_cseq(text: str) -> tuple[int | None, str | None]:
    """Number and method of a CSeq value; a number of 2**31 or more is null (an int column cannot hold it)."""
    words = text.split()
    digits = words.pop(0) if words and words[0].isascii() and words[0].isdigit() else ""
    number = int(digits) if digits and len(digits.lstrip("0")) <= MAX_CSEQ_DIGITS else None
    return number if number is not None and number <= MAX_CSEQ else None, words[-1] if words else None


def read_session_id(text: str) -> str | None:
    """The sender's own half of a Session-ID (RFC 7989 section 5); all zeros means that it has none yet."""
    local = text.partition(";")[0].strip(BLANKS)
    return local if local.strip("0") else None


def read_q850_cause(text: str) -> int | None:
    """The Q.850 cause of one Reason value (RFC 3326), ``Q.850;cause=16``."""
    for part in split_outside(text, ","):
        protocol, _, tail = part.partition(";")
        cause = parameter(read_parameters(tail), "cause")
        if protocol.strip(BLANKS).upper() == "Q.850" and cause and CAUSE.fullmatch(cause):
            return int(cause)
    return None


def read_device_name(contact: str) -> str | None:
    """The phone's device name from its Contact: ``+u.sip!devicename.ccm.cisco.com="SEP0011AABB0001"``."""
    match = DEVICE_NAME.search(contact)
    return match[1] if match else None


@dataclass(frozen=True)
class Message:
    """One request or response. ``raw`` is never rewritten; every place is an offset into it.

    ``body`` is empty (start equals end) when there is none. ``junk`` are places that are neither start
    line, header nor body. ``weird`` names what is unusual, in a fixed order, each name once.
    """

    raw: bytes = field(repr=False)
    start_line: StartLine | None
    headers: tuple[Header, ...]
    body: Span
    junk: tuple[Span, ...]
    weird: tuple[str, ...]

    def values(self, name: str) -> Iterator[str]:
        """Values of all headers of that name, canonical spelling, in order."""
        return (header.value for header in self.headers if header.canonical == name)

    def value(self, name: str) -> str | None:
        """The first header of that name; null when it is absent or empty."""
        return next(self.values(name), None) or None

    def _address(self, name: str) -> Address | None:
        value = self.value(name)
        return read_address(value) if value else None

    @property
    def label(self) -> str | None:
        """What stands on the arrow: ``INVITE``, ``200 OK``."""
        return self.start_line.label if self.start_line else None

    @property
    def method(self) -> str | None:
        """Method of a request; null on a response."""
        return self.start_line.method if self.start_line else None

    @property
    def status(self) -> int | None:
        """Status code of a response, 100–699."""
        return self.start_line.status if self.start_line else None

    @property
    def reason(self) -> str | None:
        """Reason phrase of a response."""
        return self.start_line.reason if self.start_line else None

    @property
    def request_uri(self) -> str | None:
        """Request-URI as written."""
        return self.start_line.request_uri if self.start_line else None

    @property
    def request_target(self) -> Uri:
        """The Request-URI taken apart."""
        return read_uri(self.request_uri) if self.request_uri else NO_URI

    @property
    def call_id(self) -> str | None:
        """Call-ID header."""
        return self.value("Call-ID")

    @property
    def cseq_written(self) -> str | None:
        """CSeq header as written."""
        return self.value("CSeq")

    @property
    def cseq(self) -> int | None:
        """Number of the CSeq header, 0 to 2**31 - 1."""
        return read_cseq(self.cseq_written or "")[0]

    @property
    def cseq_method(self) -> str | None:
        """Method of the CSeq header."""
        return read_cseq(self.cseq_written or "")[1]

    @property
    def from_(self) -> Address | None:
        """From header."""
        return self._address("From")

    @property
    def to(self) -> Address | None:
        """To header."""
        return self._address("To")

    @property
    def contact(self) -> Address | None:
        """The first address of the Contact header."""
        value = self.value("Contact")
        return read_address(split_outside(value, ",")[0]) if value else None

    @property
    def contact_device(self) -> str | None:
        """Device name in the Contact header."""
        return read_device_name(self.value("Contact") or "")

    @property
    def vias(self) -> tuple[Via, ...]:
        """All hops, the topmost first."""
        return tuple(via for value in self.values("Via") for via in read_vias(value))

    @property
    def session_id(self) -> str | None:
        """Session-ID header, local part."""
        return read_session_id(self.value("Session-ID") or "")

    @property
    def user_agent(self) -> str | None:
        """User-Agent header, else Server."""
        return self.value("User-Agent") or self.value("Server")

    @property
    def reason_cause(self) -> int | None:
        """Q.850 cause of the Reason headers."""
        causes = (read_q850_cause(value) for value in self.values("Reason"))
        return next((cause for cause in causes if cause is not None), None)

    @property
    def content_type(self) -> str | None:
        """Content-Type header."""
        return self.value("Content-Type")

    @property
    def content_length(self) -> int | None:
        """Content-Length as stated; never used to cut: copies with other line ends have other lengths."""
        text = self.value("Content-Length") or ""
        return int(text) if CONTENT_LENGTH.fullmatch(text) else None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Parts of the body, with their places."""
        return body_parts(self.raw, self.body, self.content_type)

    @cached_property
    def sdps(self) -> tuple[Sdp, ...]:
        """Session descriptions in the body."""
        return tuple(read_sdp(self.raw, *span) for span in sdp_spans(self.raw, self.body, self.content_type))

    @property
    def srtp(self) -> bool | None:
        """Whether SRTP is offered or answered; null when there is no session description."""
        return any(sdp.srtp != "none" for sdp in self.sdps) if self.sdps else None

    @property
    def srtp_keys(self) -> SrtpKeys | None:
        """How the trace shows the keys of ``a=crypto``; null where there are none."""
        return srtp_keys(self.sdps)
