"""What only the scan sees of a whole file: silences, signals, other nodes, its ends, unparsed lines.

All of it is counted over arrays or with one search over the file, never record by record.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracekit.clock import DAY_MS, NO_TIME
from tracekit.record.header import KINDS
from tracekit.record.index import RecordIndex
from tracekit.record.layout import Words, words_at
from tracekit.record.tolerant import Longs
from tracekit.scan.shapes import unparsed_shapes

LONGEST_SILENCE_MS = 60_000
"""CallManager writes SdlStat every few seconds; in real files no two records are more than 2.1 s apart."""

MOST_SILENCES = 100
"""Silences of one file that are told one by one."""

_SIGNAL = KINDS.index("sdl_sig")
_OVERRIDDEN = b"*TraceFlagOverrode"
_BEFORE_BODY = len("SdlSig-O |")
_COLUMNS_WIDTH = 240
"""Bytes of a signal that hold its first four columns, 38 + 31 + 33 + 33 characters and room to overflow."""
_NODE_DIGITS = 4
_BATCH = 4_096


def file_facts(
    data: bytes, index: RecordIndex, days: Longs, events: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Facts by name; those of the schema are columns of members, the others serve the coverage table.

    ``first_ms, last_ms``: the node's own clock as milliseconds since 1970, null without a date;
    ``first_seq, last_seq``; ``statistics``: SdlStat records; ``silences``: (from, to) in those milliseconds;
    ``file_numbers``: of all FileHeads; ``remote_nodes``: signals sent to or received from each node;
    ``shapes``: of unparsed lines; ``cut``: how the file breaks off, null when it does not.
    """
    unparsed = data[: index.unparsed]
    facts: dict[str, Any] = {
        "lines_unparsed": unparsed.count(b"\n") + (bool(unparsed) and not unparsed.endswith(b"\n")),
        "shapes": unparsed_shapes(unparsed),
        "messages": len(events.get("sip_message", {}).get("record", ())),
        "file_numbers": list(events.get("file_head", {}).get("file_number", ())),
    }
    return facts | _times(index, days)


def signal_facts(data: bytes, index: RecordIndex) -> dict[str, Any]:
    """What the headers and signals of an SDL file tell, by the names that ``file_facts`` gives."""
    view = np.frombuffer(data, dtype=np.uint8)
    signals = np.flatnonzero(index.kind == _SIGNAL)
    others = index.body[np.flatnonzero(index.kind == 0)]
    return {
        "signals": len(signals),
        "flags_overridden": data.count(_OVERRIDDEN),
        "statistics": int(np.count_nonzero(_types(view, others) == _word(b"SdlStat "))),
        "remote_nodes": _remote_nodes(view, index.body[signals]),
    }


def cut_end(data: bytes, index: RecordIndex, events: Mapping[str, Mapping[str, Any]]) -> str | None:
    """How a file that CallManager wrote breaks off: in a line, or in the SIP message of its last record.

    A complete message ends with a blank line: its own CR LF and the line end that the trace adds.
    """
    if not data.endswith(b"\n"):
        return "its last line has no end"
    messages = events.get("sip_message", {})
    if not len(messages.get("record", ())) or int(messages["record"][-1]) != len(index) - 1:
        return None
    text = data[int(messages["raw_offset"][-1]) :]
    head, blank, body = text.partition(b"\r\n\r\n" if b"\r\n\r\n" in text else b"\n\n")
    announced = _announced(head)
    ended = text.endswith((b"\n\n", b"\n\r\n")) and (body.strip(b"\r\n") or not announced)
    if ended or (blank and announced is not None and len(body) >= announced):
        return None
    return "the SIP message of its last record is not complete"


def _announced(head: bytes) -> int | None:
    """Bytes of the body by Content-Length (RFC 3261 section 20.14); null when it is not told."""
    for line in head.split(b"\n"):
        name, _, value = line.partition(b":")
        digits = value.strip()
        if name.strip().lower() in (b"content-length", b"l") and digits.isdigit() and len(digits) < 10:
            return int(digits)
    return None


def _times(index: RecordIndex, days: Longs) -> dict[str, Any]:
    known = len(index) > 0 and bool((days != NO_TIME).all())
    if not known:
        return {"first_ms": None, "last_ms": None, "first_seq": None, "last_seq": None, "silences": []}
    at = days * DAY_MS + index.ms
    quiet = np.flatnonzero(np.diff(at) > LONGEST_SILENCE_MS)
    return {
        "first_ms": int(at[0]),
        "last_ms": int(at[-1]),
        "first_seq": int(index.seq[0]),
        "last_seq": int(index.seq.max()),
        "silences": list(zip(at[quiet].tolist(), at[quiet + 1].tolist(), strict=True)),
    }


def _types(view: NDArray[np.uint8], body: Longs) -> Words:
    """The first eight bytes of the type column that ends before ``body``, as a number."""
    return words_at(view, np.maximum(body - _BEFORE_BODY, 0))


def _word(text: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(text, "little"))


def _remote_nodes(view: NDArray[np.uint8], body: Longs) -> dict[int, int]:
    """How many signals went to each node (`SdlSig-O`, destination) or came from it (`SdlSig-I`, source)."""
    counts: dict[int, int] = {}
    types = _types(view, body)
    for word, column in ((b"SdlSig-O", 2), (b"SdlSig-I", 3)):
        nodes = _node_in_column(view, body[types == _word(word)], column)
        for node, count in zip(*np.unique(nodes[nodes > 0], return_counts=True), strict=True):
            counts[int(node)] = counts.get(int(node), 0) + int(count)
    return counts


def _node_in_column(view: NDArray[np.uint8], body: Longs, column: int) -> Longs:
    """The node number of the process `Name(node,app,type,instance)` in a column; 0 where there is none."""
    found = [np.zeros(0, dtype=np.int64)]
    for first in range(0, len(body), _BATCH):
        found.append(_nodes(_rows(view, body[first : first + _BATCH]), column))
    return np.concatenate(found)


def _rows(view: NDArray[np.uint8], body: Longs) -> NDArray[np.uint8]:
    """The bytes from each place on, zeros behind the end of the file."""
    at = body[:, None] + np.arange(_COLUMNS_WIDTH)
    return np.where(at < len(view), view[np.minimum(at, len(view) - 1)], np.uint8(0))


def _nodes(rows: NDArray[np.uint8], column: int) -> Longs:
    bars = np.cumsum(rows == ord("|"), axis=1, dtype=np.uint8)
    inside = (bars == column) & (np.cumsum(rows == ord("\n"), axis=1, dtype=np.uint8) == 0)
    opening = (rows == ord("(")) & inside
    first = np.where(opening.any(axis=1), opening.argmax(axis=1), _COLUMNS_WIDTH - 1)
    node = np.zeros(len(rows), dtype=np.int64)
    going = np.ones(len(rows), dtype=bool)
    good = np.zeros(len(rows), dtype=bool)
    for step in range(1, _NODE_DIGITS + 1):
        byte = rows[np.arange(len(rows)), np.minimum(first + step, _COLUMNS_WIDTH - 1)].astype(np.int64)
        good |= going & (byte == ord(","))
        going &= (byte >= 48) & (byte <= 57)
        node = np.where(going, node * 10 + byte - 48, node)
    return np.where(good, node, 0)
