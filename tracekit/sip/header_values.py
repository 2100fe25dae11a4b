"""Readings of many header values at once, as they stand in the lines of clean messages.

In: texts without line feeds, as written, blanks around them too. Out: a reading of each. The usual shapes are
taken from all texts together by one pattern; any other one goes to the function of the reference reader.
"""

import re
from collections.abc import Iterable

from tracekit.sip.address import read_address
from tracekit.sip.body import media_type
from tracekit.sip.message import DEVICE_NAME, read_cseq, read_device_name, read_q850_cause, read_session_id
from tracekit.sip.row import Row, party_row
from tracekit.sip.tag import GUID
from tracekit.sip.via import read_vias

BLANKS = " \t\r"
_REST = r"[ \t\r]*+\n|([^\n]*+)\n"
"""How a pattern ends: the end of the usual shape, or all of a line of another shape."""
_USER = "(?:([A-Za-z0-9.*#+_-]++)@)?"

START_LINE = re.compile(
    r"(?:SIP/2\.0 ([1-6][0-9]{2})(?: ([^\r\n:]*+))?|([A-Z]{3,20}) ([^ \t\n\r\f\v]++) SIP/2\.0)"
    r"\r?\n|([^\n]*+)\n"
)
CSEQ = re.compile(rf"[ \t]*+([0-9]{{1,9}}) ([A-Z]++){_REST}")
VIA = re.compile(
    rf'[ \t]*+SIP/2\.0/([A-Z]++) [^\s;,"<]++(?:;rport)?;branch=([A-Za-z0-9.~_-]++)(?:;[^,"<\n]*+)?{_REST}'
)
PARTY = re.compile(
    rf'(?:(?:[ \t]*+"[^"\\\n]*+"[ \t]*+|[^"<\n]*+)<sips?:{_USER}[^@<>\n]*+>|[ \t]*+sips?:{_USER}[^@<>;"\n]*+)'
    rf"(?:;tag=(?=(?:([0-9]{{1,10}})[~-]({GUID})-([0-9]{{1,10}})[ \t\r]*+\n)?)([A-Za-z0-9.~_-]++))?{_REST}"
)
"""With a tag that CUCM made (tracekit.sip.tag), and what stands in it."""

_Q850 = b"850"
_DEVICE_NAME = b"+u.sip!devicename.ccm.cisco.com"


def texts(values: list[bytes]) -> list[str | None]:
    """Values without blanks around them; null when nothing is left."""
    return [line.strip(BLANKS) or None for line in _lines(values).split("\n")[:-1]]


def start_lines(values: list[bytes]) -> list[Row]:
    """label, method, status, reason, request_uri; all null when the reference reader has to look."""
    found = START_LINE.findall(_lines(values))
    return [
        (method, method, None, None, uri) if method else _status_line(status, reason.strip(BLANKS))
        for status, reason, method, uri, _ in found
    ]


def _status_line(status: str, reason: str) -> Row:
    label = f"{status} {reason}" if reason else status
    return (label or None, None, int(status) if status else None, reason or None, None)


def cseqs(values: list[bytes]) -> list[Row]:
    """Number and method."""
    found = CSEQ.findall(_lines(values))
    return [(int(number), method) if number else read_cseq(odd) for number, method, odd in found]


def parties(values: list[bytes]) -> list[Row]:
    """number, tag, ci, ccb_id, cluster_guid of From or To."""
    found = PARTY.findall(_lines(values))
    return [
        _odd_party(odd)
        if odd
        else (number or bare or None, tag or None, int(ci), int(ccb_id), guid.lower())
        if guid
        else (number or bare or None, tag or None, None, None, None)
        for number, bare, ccb_id, guid, ci, tag, odd in found
    ]


def _odd_party(written: str) -> Row:
    written = written.strip(BLANKS)
    return party_row(read_address(written) if written else None)


def vias(values: list[bytes]) -> list[Row]:
    """branch, transport of the topmost hop; no transport when no hop can be read."""
    found = VIA.findall(_lines(values))
    return [(branch, transport) if transport else _odd_via(odd) for transport, branch, odd in found]


def _odd_via(written: str) -> Row:
    hops = read_vias(written.strip(BLANKS))
    return (hops[0].branch, hops[0].transport) if hops else (None, None)


def session_ids(values: list[bytes]) -> Iterable[str | None]:
    """The sender's own half."""
    return (read_session_id(text or "") for text in texts(values))


def devices(values: list[bytes]) -> Iterable[str | None]:
    """Device name in Contact."""
    return map(_device, values)


def _device(value: bytes) -> str | None:
    if not value.isascii():
        return read_device_name(value.decode("utf-8", "replace"))
    at = value.lower().find(_DEVICE_NAME)
    match = DEVICE_NAME.search(value.decode("ascii"), at) if at >= 0 else None
    return match[1] if match else None


def causes(values: list[bytes]) -> Iterable[int | None]:
    """Q.850 cause of one Reason header."""
    return (read_q850_cause(value.decode("utf-8", "replace")) if _Q850 in value else None for value in values)


def sdp_types(values: list[bytes]) -> Iterable[str | None]:
    """The type as written, when a body of that type may hold a session description; else null.

    Where no type is stated it is empty: the body's look decides.
    """
    return map(_sdp_type, texts(values))


def _sdp_type(written: str | None) -> str | None:
    kind = media_type(written) or ""
    return (written or "") if kind in ("", "application/sdp") or kind.startswith("multipart/") else None


def _lines(values: list[bytes]) -> str:
    return b"\n".join([*values, b""]).decode("utf-8", "replace")
