"""The texts of some records behind one another, so that one search looks at all of them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from tracekit.record.index import RecordIndex, text_ends
from tracekit.record.tolerant import Longs

_MANY = 0.25
"""Share of the records from which on picking them out takes longer than reading all."""

Place = tuple[int, int, int]
"""A record, and from where to where its own text goes."""


@dataclass(frozen=True)
class Gathered:
    """Records with their own texts, and these in one text, a line feed behind each."""

    places: list[Place]
    texts: list[bytes]
    text: bytes

    def holding(self, words: Sequence[bytes]) -> "Gathered":
        """The records of which the text holds one of the words; all of them when that is many of them."""
        often = sum(map(self.text.count, words))
        if not words or often > len(self.texts) * _MANY:
            return self
        return self.only(sorted(self._rows(words)) if often else [])

    def _rows(self, words: Sequence[bytes]) -> set[int]:
        ends = list(accumulate(len(text) + 1 for text in self.texts))
        rows: set[int] = set()
        for word in words:
            at = self.text.find(word)
            while at >= 0:
                row = bisect_right(ends, at)
                rows.add(row)
                at = self.text.find(word, ends[row])
        return rows

    def only(self, rows: Sequence[int]) -> "Gathered":
        """Some of the records."""
        return gathered([self.places[row] for row in rows], [self.texts[row] for row in rows])


def gather(data: bytes, found: list[Place]) -> Gathered:
    """The texts of some records of a file."""
    return gathered(found, [data[start:end] for _, start, end in found])


def gathered(found: list[Place], texts: list[bytes]) -> Gathered:
    """Texts that are at hand, put behind one another."""
    return Gathered(found, texts, b"\n".join([*texts, b""]))


class Places:
    """Where the own texts of records of a file stand."""

    def __init__(self, data: bytes, index: RecordIndex, wanted: Sequence[Longs]) -> None:
        """``wanted``: the records that are asked for later, in any order and more than once."""
        records = np.unique(np.concatenate(wanted)) if wanted else np.zeros(0, dtype=np.int64)
        self._body = index.body
        self._end = np.zeros(len(index), dtype=np.int64)
        self._end[records] = text_ends(data, index, records)

    def of(self, records: Longs) -> list[Place]:
        """The places of some records."""
        starts, ends = self._body[records], self._end[records]
        return list(zip(records.tolist(), starts.tolist(), ends.tolist(), strict=True))
