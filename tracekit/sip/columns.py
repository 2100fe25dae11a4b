"""From message texts to columns, without an object per message.

The lines of all heads are looked at together. A message whose head is *clean* (LF or CR LF line ends, the
headers that are read in their agreed names, no folds, nothing glued, the mandatory headers and a Content
header there) is read from there; any other one by the reference reader. Both give the same values: a
property test holds them equal.
"""

from operator import itemgetter

import numpy as np
import numpy.typing as npt

from tracekit.record.column import Column, as_column
from tracekit.sdp import Span
from tracekit.sip import header_values
from tracekit.sip.body import srtp_in_body
from tracekit.sip.lines import NO_LINE, Flags, HeadLines, Longs, batches, head_lines
from tracekit.sip.reader import read_message
from tracekit.sip.remembered import Reading, Remembered
from tracekit.sip.row import COLUMNS, Row, Value, message_row
from tracekit.sip.wanted import find_headers

Lists = dict[str, list[Value]]

_START_LINES = Remembered(header_values.start_lines)
_TEXTS: Remembered[Value] = Remembered(header_values.texts)
_CSEQS = Remembered(header_values.cseqs)
_PARTIES = Remembered(header_values.parties)
_VIAS = Remembered(header_values.vias)
_SESSION_IDS: Remembered[Value] = Remembered(header_values.session_ids)
_DEVICES: Remembered[Value] = Remembered(header_values.devices)
_CAUSES: Remembered[Value] = Remembered(header_values.causes)
_SDP_TYPES = Remembered(header_values.sdp_types)

_PARTY = ("number", "tag", "ci", "ccb_id", "cluster_guid")
_SHORTEST_SDP = len("v=0")


def message_columns(
    buffer: bytes | memoryview, offsets: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> dict[str, Column]:
    """Reads the messages that stand in ``buffer`` at the given places.

    In: one offset and length (bytes) a message, inside the buffer. Out: the columns of ``COLUMNS``, each as
    long as ``offsets``: texts, ints for cseq, status, reason_cause, ci and ccb_id, flags for has_sdp and
    srtp (null without a session description),
    srtp_keys; unknown is null. Never raises on any text.
    """
    columns: Lists = {name: [] for name in COLUMNS}
    for rows in batches(lengths):
        for name, values in _batch(buffer, offsets[rows], lengths[rows]).items():
            columns[name] += values
    return {name: as_column(values) for name, values in columns.items()}


def _batch(buffer: bytes | memoryview, offsets: Longs, lengths: Longs) -> Lists:
    heads = head_lines(buffer, offsets, lengths)
    lines, clean = find_headers(heads)
    values = _Values(heads, lines)
    columns = _start_columns(heads) | _head_columns(values) | _sdp_columns(values, clean)
    for name in ("label", "via_transport"):
        if not all(columns[name]):
            clean &= np.array([value is not None for value in columns[name]])
    for row in np.flatnonzero(~clean).tolist():
        message = read_message(bytes(buffer[offsets[row] : offsets[row] + lengths[row]]))
        for name, value in zip(COLUMNS, message_row(message), strict=True):
            columns[name][row] = value
    return columns


class _Values:
    """Values of the wanted headers; ``lines`` tells which lines of the heads hold each."""

    def __init__(self, heads: HeadLines, lines: dict[str, Longs]) -> None:
        self.heads = heads
        self.lines = lines

    def first(self, name: str) -> Longs:
        """For each message its first header of that name, or ``NO_LINE``."""
        lines = self.lines[name][::-1]
        first = np.full(len(self.heads), NO_LINE, dtype=np.int64)
        first[self.heads.owner[lines]] = lines
        return first

    def read(self, name: str, lines: Longs, readings: Remembered[Reading]) -> list[Reading]:
        """Readings of the values in some lines with a header of that name; ``NO_LINE`` has an empty value."""
        starts = self.heads.start[lines] + len(name) + 1
        return _readings(self.heads.text, starts, self.heads.end[lines], readings)

    def column(self, name: str, readings: Remembered[Reading]) -> list[Reading]:
        """For each message the reading of its first header of that name."""
        return self.read(name, self.first(name), readings)

    def fill(self, column: list[Value], name: str, readings: Remembered[Value]) -> list[Value]:
        """Puts into a column what it lacks and the first header of that name tells."""
        first = self.first(name)
        return self.fill_of(column, name, first[first != NO_LINE], readings)

    def fill_of(
        self, column: list[Value], name: str, lines: Longs, readings: Remembered[Value]
    ) -> list[Value]:
        """The same by any headers of that name, in their order."""
        rows = self.heads.owner[lines].tolist()
        for row, value in zip(rows, self.read(name, lines, readings), strict=True):
            if column[row] is None:
                column[row] = value
        return column


def _readings(text: bytes, starts: Longs, ends: Longs, readings: Remembered[Reading]) -> list[Reading]:
    places = zip(starts.tolist(), ends.tolist(), strict=True)
    return readings.of([text[start:end] for start, end in places])


def _start_columns(heads: HeadLines) -> Lists:
    rows = _readings(heads.text, heads.message_start, heads.start_line_end, _START_LINES)
    return _split(rows, "label", "method", "status", "reason", "request_uri")


def _head_columns(values: _Values) -> Lists:
    columns: Lists = {"call_id": values.column("Call-ID", _TEXTS)}
    columns |= _split(values.column("CSeq", _CSEQS), "cseq", "cseq_method")
    for name, party in (("From", "from"), ("To", "to")):
        columns |= _split(values.column(name, _PARTIES), *(f"{party}_{part}" for part in _PARTY))
    columns |= _split(values.column("Via", _VIAS), "branch", "via_transport")
    nothing: list[Value] = [None] * len(values.heads)
    columns["session_id"] = values.fill(nothing.copy(), "Session-ID", _SESSION_IDS)
    agents = values.fill(nothing.copy(), "User-Agent", _TEXTS)
    columns["user_agent"] = values.fill(agents, "Server", _TEXTS)
    columns["contact_device"] = values.fill(nothing.copy(), "Contact", _DEVICES)
    columns["reason_cause"] = values.fill_of(nothing, "Reason", values.lines["Reason"], _CAUSES)
    return columns


def _split(rows: list[Row], *names: str) -> Lists:
    return {name: list(map(itemgetter(at), rows)) for at, name in enumerate(names)}


def _sdp_columns(values: _Values, clean: Flags) -> Lists:
    """Bodies that may hold a session description are searched one by one: few messages have one."""
    heads = values.heads
    rows = np.flatnonzero(clean & (heads.message_end - heads.body_start >= _SHORTEST_SDP))
    types = values.read("Content-Type", values.first("Content-Type")[rows], _SDP_TYPES)
    srtp: list[Value] = [None] * len(heads)
    keys: list[Value] = [None] * len(heads)
    bodies = map(Span, heads.body_start[rows].tolist(), heads.message_end[rows].tolist())
    for row, body, content_type in zip(rows.tolist(), bodies, types, strict=True):
        found = None if content_type is None else srtp_in_body(heads.text, body, content_type)
        if found is not None:
            srtp[row], keys[row] = found
    return {"has_sdp": [flag is not None for flag in srtp], "srtp": srtp, "srtp_keys": keys}
