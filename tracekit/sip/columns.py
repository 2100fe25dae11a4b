"""From message texts to columns, without an object per message.

A message whose head is *clean* (CR LF or LF line ends, agreed header names, no folds, nothing glued, Call-ID
and a Content header there) is read by two patterns; any other one by the reference reader. Both give the
same values: a property test holds them equal.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from tracekit.sdp import Span, srtp_seen
from tracekit.sip.address import read_address
from tracekit.sip.body import sdp_spans
from tracekit.sip.message import read_cseq, read_device_name, read_q850_cause, read_session_id
from tracekit.sip.names import canonical_name
from tracekit.sip.reader import read_message
from tracekit.sip.row import COLUMNS, Row, Value, message_row, party_row
from tracekit.sip.via import read_vias

CLEAN_HEAD = re.compile(
    rb"(?:SIP/2\.0 ([1-6][0-9]{2})(?: ([^\r\n:]*))?|([A-Z]{3,20}) (\S++) SIP/2\.0)\r?\n()"
    rb"(?:[A-Za-z][A-Za-z0-9.-]++:[^\r\n]*+\r?\n)++\r?\n"
)
HEADER_LINE = re.compile(rb"([A-Za-z][A-Za-z0-9.-]++):[ \t]*+([^\r\n]*+)")

_READ = b"Via From To Call-ID CSeq Session-ID User-Agent Server Contact Reason Content-Type Content-Length"
WANTED = frozenset(_READ.split())
NAMES_KEPT = 4096
"""Distinct values remembered: tags and branches repeat within a dialog, devices and agents for ever."""


def message_columns(
    buffer: bytes | memoryview, offsets: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> dict[str, list[Value]]:
    """Reads the messages that stand in ``buffer`` at the given places.

    In: one offset and length (bytes) a message, inside the buffer. Out: the columns of ``COLUMNS``, each as
    long as ``offsets``: texts, ints for cseq, status, reason_cause, ci and ccb_id, flags for has_sdp and
    srtp (null without a session description); unknown is null. Never raises on any text.
    """
    places = zip(offsets.tolist(), lengths.tolist(), strict=True)
    rows = [_row(buffer, start, start + length) for start, length in places]
    return {name: [row[index] for row in rows] for index, name in enumerate(COLUMNS)}


def _row(buffer: bytes | memoryview, start: int, end: int) -> Row:
    return _clean_row(buffer, start, end) or message_row(read_message(bytes(buffer[start:end])))


def _clean_row(buffer: bytes | memoryview, start: int, end: int) -> Row | None:
    """The row of a clean message; null when the reference reader has to look."""
    head = CLEAN_HEAD.match(buffer, start, end)
    if head is None:
        return None
    headers = HEADER_LINE.findall(buffer, head.start(5), head.end())
    first: dict[bytes, bytes] = dict(reversed(headers))
    if b"Call-ID" not in first or not (b"Content-Length" in first or b"Content-Type" in first):
        return None
    if not all(map(_is_plain, first)):
        return None
    status, reason, method, uri = head.groups()[:4]
    content_type = _text(first.get(b"Content-Type", b""))
    sdps = sdp_spans(buffer, Span(head.end(), end), content_type)
    return (
        *_start_line(status, reason, method, uri),
        _text(first[b"Call-ID"]),
        *_cseq(first.get(b"CSeq", b"")),
        *_party(first.get(b"From", b"")),
        *_party(first.get(b"To", b"")),
        *_topmost_via(first, headers),
        _session_id(first.get(b"Session-ID", b"")),
        _text(first.get(b"User-Agent", b"")) or _text(first.get(b"Server", b"")),
        _device(first.get(b"Contact", b"")),
        _cause(value for name, value in headers if name == b"Reason") if b"Reason" in first else None,
        bool(sdps),
        any(srtp_seen(buffer, *span) for span in sdps) if sdps else None,
    )


@lru_cache(NAMES_KEPT)
def _is_plain(name: bytes) -> bool:
    """Whether a name is either not wanted or wanted and in the agreed spelling."""
    written = name.decode("ascii")
    return name in WANTED or canonical_name(written).encode() not in WANTED


def _start_line(status: bytes | None, reason: bytes | None, method: bytes | None, uri: bytes | None) -> Row:
    """label, method, status, reason, request_uri."""
    if status is None:
        written = _text(method or b"")
        return (written, written, None, None, _text(uri or b""))
    phrase = _text(reason or b"")
    digits = status.decode("ascii")
    return (f"{digits} {phrase}" if phrase else digits, None, int(digits), phrase, None)


def _text(value: bytes) -> str | None:
    return value.strip(b" \t").decode("utf-8", "replace") or None


@lru_cache(NAMES_KEPT)
def _cseq(value: bytes) -> tuple[int | None, str | None]:
    return read_cseq(_text(value) or "")


@lru_cache(NAMES_KEPT)
def _party(value: bytes) -> Row:
    text = _text(value)
    return party_row(read_address(text) if text else None)


def _topmost_via(first: dict[bytes, bytes], headers: list[tuple[bytes, bytes]]) -> Row:
    """branch, transport; of a later header when the first cannot be read, as the reference has it."""
    found = _via(first.get(b"Via", b""))
    if found is None and b"Via" in first:
        later = (_via(value) for name, value in headers if name == b"Via")
        found = next((via for via in later if via is not None), None)
    return found or (None, None)


@lru_cache(NAMES_KEPT)
def _via(value: bytes) -> Row | None:
    vias = read_vias(_text(value) or "")
    return (vias[0].branch, vias[0].transport) if vias else None


@lru_cache(NAMES_KEPT)
def _session_id(value: bytes) -> str | None:
    return read_session_id(_text(value) or "")


@lru_cache(NAMES_KEPT)
def _device(value: bytes) -> str | None:
    return read_device_name(_text(value) or "")


def _cause(values: Iterable[bytes]) -> int | None:
    causes = (read_q850_cause(_text(value) or "") for value in values)
    return next((cause for cause in causes if cause is not None), None)
