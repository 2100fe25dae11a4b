"""The lines of many message heads at once, as columns.

The messages are copied behind one another into one text, a line feed after each: whatever their order and
overlap in the trace, one pass finds all line ends, and only messages are looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

WORD = 8
"""Bytes of text that are compared at once."""
BATCH = 1 << 20
"""Bytes of text taken at once: their line columns stay in the processor's cache and take little memory."""
LONGEST = 1 << 16
"""No SIP element sends a longer message. One that is longer counts as empty here: the columns of a file of
nothing but line ends would take many times its size."""
NO_LINE = -1
"""A header line that stands for none, and is empty."""
_AFTER = bytes(2 * WORD)
"""Two words can be loaded at every line start, the last one too."""
_LF, _CR = 10, 13


@dataclass(frozen=True)
class HeadLines:
    """Heads of messages in ``text``: start line, header lines up to the first blank line, body.

    A row a message: ``message_start``, ``start_line_end``, ``body_start``, ``message_end`` and ``closed``,
    whether a blank line of LF or CR LF ends the head; where none does, the message has no header lines here.
    A row a header line: ``owner`` (row of its message), ``start``, ``end`` (its line feed); one more row of
    both places is that of ``NO_LINE``. ``word`` holds the first eight
    bytes of each header line as a little-endian number.
    """

    text: bytes
    message_start: Longs
    start_line_end: Longs
    body_start: Longs
    message_end: Longs
    closed: Flags
    owner: Longs
    start: Longs
    end: Longs
    word: Words

    def __len__(self) -> int:
        return len(self.closed)

    def words(self, places: Longs) -> Words:
        """Eight bytes from each place on, which is inside the text, as little-endian numbers."""
        return _words(self.text, places)


def batches(lengths: Longs) -> Iterator[slice]:
    """Rows of messages that together have about ``BATCH`` bytes; one message at least."""
    parts = np.cumsum(np.minimum(lengths, LONGEST)) // BATCH
    edges = [0, *(np.flatnonzero(np.diff(parts)) + 1).tolist(), len(lengths)]
    return map(slice, edges[:-1], edges[1:])


def head_lines(buffer: bytes | memoryview, offsets: Longs, lengths: Longs) -> HeadLines:
    """Finds the heads of the messages at these places of ``buffer``, of one or more."""
    lengths = np.where(lengths <= LONGEST, lengths, 0)
    view = memoryview(buffer)
    places = zip(offsets.tolist(), (offsets + lengths).tolist(), strict=True)
    text = b"\n".join([*[view[start:end] for start, end in places], _AFTER])
    message_end = np.cumsum(lengths + 1) - 1
    message_start = message_end - lengths
    line_end = np.flatnonzero(np.frombuffer(text, dtype=np.uint8)[: -len(_AFTER)] == _LF)
    line_start = np.concatenate((np.zeros(1, dtype=np.int64), line_end[:-1] + 1))
    first = np.searchsorted(line_end, message_start)
    blank = _first_blank(text, line_start, line_end, first)
    blank_end = line_end[np.minimum(blank, len(line_end) - 1)]
    closed = (blank < len(line_end)) & (blank_end < message_end)
    counts = np.where(closed, np.maximum(blank - first - 1, 0), 0)
    lines = np.arange(counts.sum()) + np.repeat(first + 1 - np.cumsum(counts) + counts, counts)
    start = line_start[lines]
    return HeadLines(
        text=text,
        message_start=message_start,
        start_line_end=line_end[first],
        body_start=blank_end + 1,
        message_end=message_end,
        closed=closed,
        owner=np.repeat(np.arange(len(counts)), counts),
        start=np.append(start, 0),
        end=np.append(line_end[lines], 0),
        word=_words(text, start),
    )


def _words(text: bytes, places: Longs) -> Words:
    everywhere: Words = np.ndarray((len(text) - WORD + 1,), dtype="<u8", buffer=text, strides=(1,))
    return everywhere[places]


def _first_blank(text: bytes, line_start: Longs, line_end: Longs, first: Longs) -> Longs:
    """For each message the first blank line from its first line on, else the count of all lines."""
    view = np.frombuffer(text, dtype=np.uint8)
    length = line_end - line_start
    blanks = np.flatnonzero(length <= 1)
    blanks = blanks[(length[blanks] == 0) | (view[line_start[blanks]] == _CR)]
    return np.append(blanks, len(line_end))[np.searchsorted(blanks, first)]
