"""Tells whether one trace file is a copy of another, from a few numbers of each.

Two questions: is one the beginning of the other, byte for byte (a file collected while CallManager was
writing it); are its records all in the other, whatever their text (a scrubbed or converted copy)?
"""

import zlib
from dataclasses import dataclass

import numpy as np

from tracekit.record.index import RecordIndex

_CHUNK, _SAMPLE = 1 << 16, 1 << 12
_SKETCH = 256
"""Smallest hashes kept: a sketch of the set of records (bottom-k sketch; Cohen and Kaplan, 2007)."""

_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)


@dataclass(frozen=True)
class Likeness:
    """``size`` in bytes; ``chunks``: checksums of 4 KiB in each 64 KiB; ``sketch``: the smallest hashes of
    its records' numbers and times, rising."""

    size: int
    chunks: tuple[int, ...]
    sketch: tuple[int, ...]

    def begins(self, other: "Likeness") -> bool:
        """Whether this file is the beginning of the other, or the same."""
        whole = self.chunks[:-1]
        if not whole or self.size >= other.size:
            return self.size == other.size and self.chunks == other.chunks
        return other.chunks[: len(whole)] == whole

    def is_held_by(self, other: "Likeness") -> bool:
        """Whether the other has the same records; false when there is nothing to tell it by."""
        limit = other.sketch[-1] if len(other.sketch) == _SKETCH else None
        comparable = [hash_ for hash_ in self.sketch if limit is None or hash_ <= limit]
        return bool(comparable) and set(comparable) <= set(other.sketch)


def after(one: Likeness | None, other: Likeness | None) -> Likeness | None:
    """The numbers of two pieces of a file that follow each other; a file is always cut at the same places."""
    if one is None or other is None:
        return one or other
    sketch = sorted({*one.sketch, *other.sketch})[:_SKETCH]
    return Likeness(one.size + other.size, one.chunks + other.chunks, tuple(sketch))


def likeness(data: bytes, index: RecordIndex) -> Likeness:
    """The numbers of one file; costs a pass over its records, none over its text."""
    view = memoryview(data)
    chunks = tuple(zlib.crc32(view[at : at + _SAMPLE]) for at in range(0, len(data), _CHUNK))
    mixed = np.zeros(len(index), dtype=np.uint64)
    for column, factor in zip((index.seq, index.sub, index.ms, index.day), _FACTORS, strict=True):
        mixed = (mixed ^ column.astype(np.uint64)) * factor
        mixed ^= mixed >> np.uint64(29)
    smallest = np.partition(mixed, _SKETCH * 2)[: _SKETCH * 2] if len(mixed) > _SKETCH * 2 else mixed
    return Likeness(len(data), chunks, tuple(np.unique(smallest)[:_SKETCH].tolist()))
