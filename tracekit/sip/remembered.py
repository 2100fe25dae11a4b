"""Readings of header values as bytes, each distinct value read once.

The usual shapes are read by one pattern each, any other one by the reference reader's own functions.
"""

import re
from collections.abc import Callable
from typing import Generic, TypeVar

from tracekit.sip.address import read_address
from tracekit.sip.body import media_type
from tracekit.sip.message import DEVICE_NAME, read_cseq, read_device_name, read_q850_cause, read_session_id
from tracekit.sip.row import Row, party_row
from tracekit.sip.tag import read_cucm_tag
from tracekit.sip.via import read_vias

VALUES_KEPT = 1 << 12
"""Distinct values remembered: tags and branches repeat within a dialog, devices and agents for ever."""
LONGEST_KEPT = 512
BLANKS = b" \t\r"

START_LINE = re.compile(rb"(?:SIP/2\.0 ([1-6][0-9]{2})(?: ([^\r\n:]*))?|([A-Z]{3,20}) (\S++) SIP/2\.0)\r?")
PARTY = re.compile(
    r'(?:"[^"\\]*+"[ \t]*+|[^"<]*+)<sips?:(?:([A-Za-z0-9.*#+_-]++)@)?[^@<>]*+>(?:;tag=([A-Za-z0-9.~_-]++))?'
)
VIA = re.compile(r'SIP/2\.0/([A-Z]+) [^\s;,"<]+(?:;rport)?;branch=([A-Za-z0-9.~_-]+)(?:;[^,"<]*)?')
SHORTEST_CUCM_TAG = 40
_NO_PARTY: Row = (None,) * 5
_DEVICE_NAME = b"+u.sip!devicename.ccm.cisco.com"

Reading = TypeVar("Reading")


class Remembered(dict[bytes, Reading], Generic[Reading]):
    """Readings by value as written; one that is not there yet is read when it is asked for."""

    def __init__(self, read: Callable[[bytes], Reading]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, value: bytes) -> Reading:
        reading = self.read(value)
        if len(value) <= LONGEST_KEPT:
            if len(self) >= VALUES_KEPT:
                self.clear()
            self[value] = reading
        return reading


def text(value: bytes) -> str | None:
    """A value without blanks around it; null when nothing is left."""
    return value.strip(BLANKS).decode("utf-8", "replace") or None


def start_line(line: bytes) -> Row:
    """label, method, status, reason, request_uri; all null when the reference reader has to look."""
    match = START_LINE.fullmatch(line)
    if match is None:
        return (None,) * 5
    status, reason, method, uri = match.groups()
    if status is None:
        written = text(method)
        return (written, written, None, None, text(uri))
    phrase = text(reason or b"")
    digits = status.decode("ascii")
    return (f"{digits} {phrase}" if phrase else digits, None, int(digits), phrase, None)


def party(value: bytes) -> Row:
    """number, tag, ci, ccb_id, cluster_guid of From or To."""
    written = text(value)
    if written is None:
        return _NO_PARTY
    match = PARTY.fullmatch(written)
    if match is None:
        return party_row(read_address(written))
    number, tag = match.groups()
    cucm = read_cucm_tag(tag) if tag and len(tag) >= SHORTEST_CUCM_TAG else None
    if cucm is None:
        return (number, tag, None, None, None)
    return (number, tag, cucm.ci, cucm.ccb_id, cucm.cluster_guid)


def via(value: bytes) -> Row:
    """branch, transport of the topmost hop; no transport when no hop can be read."""
    written = text(value) or ""
    if match := VIA.fullmatch(written):
        return (match[2], match[1])
    hops = read_vias(written)
    return (hops[0].branch, hops[0].transport) if hops else (None, None)


def cseq(value: bytes) -> Row:
    """Number and method."""
    return read_cseq(text(value) or "")


def session_id(value: bytes) -> str | None:
    """The sender's own half."""
    return read_session_id(text(value) or "")


def device(value: bytes) -> str | None:
    """Device name in Contact."""
    if not value.isascii():
        return read_device_name(text(value) or "")
    at = value.lower().find(_DEVICE_NAME)
    match = DEVICE_NAME.search(value[at:].decode("ascii")) if at >= 0 else None
    return match[1] if match else None


def cause(value: bytes) -> int | None:
    """Q.850 cause of one Reason header."""
    return read_q850_cause(text(value) or "")


def sdp_type(value: bytes) -> str | None:
    """The type as written, when a body of that type may hold a session description; else null.

    Where no type is stated it is empty: the body's look decides.
    """
    written = text(value)
    kind = media_type(written) or ""
    return (written or "") if kind in ("", "application/sdp") or kind.startswith("multipart/") else None
