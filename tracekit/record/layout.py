"""A header of fixed width, read for all lines of a file at once.

The layout is derived from the compiled pattern of the grammar's `sdl_fixed` rule: which bytes may stand
at each place, and which places hold which field.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from re import _constants as sre
from re import _parser
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracekit.grammar.charset import DIGITS, first_bytes
from tracekit.grammar.plan import Plan

Positions = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
_WORD = 8
_LOW_NIBBLES = 0x0F0F0F0F0F0F0F0F
_DECIMAL_STEPS = (
    (np.uint64(10), np.uint64(8), np.uint64(0x00FF00FF00FF00FF)),
    (np.uint64(100), np.uint64(16), np.uint64(0x0000FFFF0000FFFF)),
    (np.uint64(10_000), np.uint64(32), np.uint64(0x00000000FFFFFFFF)),
)
"""Digits become pairs, fours, an eight: what to multiply the left half by, how far off the right half is, and
where the sums stand."""
_USUAL_VALUES = 32
"""Values of a text column that are looked at for all records together; what goes beyond, as hostile text may,
one by one."""
_BLANK = 32
_LAST_BYTE = np.uint64(56)
"""A column of nine bytes ends with a blank, but for values that nobody has seen."""


@dataclass(frozen=True)
class _Masks:
    """What a word of the header may be.

    ``same ^ word``, where it is looked at, is 0 for a literal byte and at most 9 for a digit; adding ``room``
    sets the top bit of any other.
    """

    same: np.uint64
    looked_at: np.uint64
    room: np.uint64
    top: np.uint64


@dataclass(frozen=True)
class Layout:
    """What may stand at each byte of the header, and from where to where each field goes."""

    places: tuple[frozenset[int], ...]
    fields: dict[str, tuple[int, int]]

    @property
    def width(self) -> int:
        """Bytes of the header."""
        return len(self.places)

    @cached_property
    def row_width(self) -> int:
        """Bytes taken of each line: the header and the byte behind it, filled up to whole words."""
        return -(-(self.width + 1) // _WORD) * _WORD

    def find(self, data: Bytes, starts: Positions) -> tuple[Positions, list[Words]]:
        """Which of ``starts`` the header stands at, but for its text columns, which ``column`` checks.

        Out: their numbers in ``starts``, and the bytes there, eight in each word. ``starts`` must rise. A
        start closer to the end of ``data`` than a row is not looked at.
        """
        reach = len(data) - self.row_width
        usable = starts[: int(np.searchsorted(starts, reach, side="right"))] if reach >= 0 else starts[:0]
        words, telling = _words(data), self._telling
        near = np.flatnonzero(self._misfit(words[usable + telling * _WORD], telling) == 0)
        usable = usable[near]
        rows = [words[usable + place] for place in range(0, self.row_width, _WORD)]
        misfit = np.zeros(len(near), dtype=np.uint64)
        for index, word in enumerate(rows):
            misfit |= self._misfit(word, index)
        return kept(misfit == 0, near, rows)

    def number(self, rows: list[Words], field: str, units: tuple[int, ...] = (1,)) -> Positions:
        """The runs of digits of a field, each a decimal number times its unit, summed."""
        value = np.zeros(len(rows[0]), dtype=np.uint64)
        for (first, count), unit in zip(self._runs(field), units, strict=True):
            value += _decimal(self._window(rows, first), count) * np.uint64(unit)
        return value.astype(np.int64)

    def column(self, rows: list[Words], field: str) -> tuple[Positions, list[bytes | None]]:
        """The texts of a field of nine bytes: for each row its number in a list of texts.

        A text that has a byte that may not stand there is null in the list.
        """
        first, last = self.fields[field]
        front, back = self._window(rows, first), self._window(rows, last - _WORD)
        codes, words = self._known.codes(front)
        texts = [_as_allowed(word, _BLANK, self.places[first:last]) for word in words]
        for at in np.flatnonzero((codes < 0) | (back >> _LAST_BYTE != _BLANK)).tolist():
            codes[at] = len(texts)
            texts.append(_as_allowed(int(front[at]), int(back[at]) >> 56, self.places[first:last]))
        return codes, texts

    @cached_property
    def _known(self) -> "_KnownWords":
        return _KnownWords()

    def _window(self, rows: list[Words], first: int) -> Words:
        """Eight bytes from a place of the header on."""
        index, offset = divmod(first, _WORD)
        if not offset:
            return rows[index]
        low = rows[index] >> np.uint64(8 * offset)
        if index + 1 < len(rows):
            low |= rows[index + 1] << np.uint64(8 * (_WORD - offset))
        return low

    def _runs(self, field: str) -> list[tuple[int, int]]:
        """Where the digits of a field stand that follow each other: from where on, and how many."""
        first, last = self.fields[field]
        kinds = "".join("9" if self.places[place] == DIGITS else "." for place in range(first, last))
        return [(first + run.start(), run.end() - run.start()) for run in re.finditer("9+", kinds)]

    def _misfit(self, word: Words, index: int) -> Words:
        """Not 0 where a byte of the word cannot stand there."""
        masks = self._masks[index]
        off = (word ^ masks.same) & masks.looked_at
        return (off | (off + masks.room)) & masks.top

    @cached_property
    def _telling(self) -> int:
        """The word with most literal bytes: looked at first, it leaves hardly anything but headers."""
        literal = [len(allowed) == 1 for allowed in self.places]
        return max(range(self.width // _WORD), key=lambda index: sum(literal[index * _WORD :][:_WORD]))

    @cached_property
    def _masks(self) -> list[_Masks]:
        found = []
        for offset in range(0, self.row_width, _WORD):
            same = looked_at = room = top = 0
            for index, allowed in enumerate(self.places[offset : offset + _WORD]):
                digit = allowed == DIGITS
                if len(allowed) == 1 or digit:
                    same |= (ord("0") if digit else next(iter(allowed))) << (8 * index)
                    looked_at |= 0xFF << (8 * index)
                    room |= (0x76 if digit else 0x7F) << (8 * index)
                    top |= 0x80 << (8 * index)
            found.append(_Masks(np.uint64(same), np.uint64(looked_at), np.uint64(room), np.uint64(top)))
        return found


def kept(good: NDArray[np.bool_], near: Positions, rows: list[Words]) -> tuple[Positions, list[Words]]:
    """The rows that are good; nothing is copied when all are."""
    return (near, rows) if good.all() else (near[good], [word[good] for word in rows])


@lru_cache(maxsize=2 * _USUAL_VALUES)
def _as_allowed(front: int, last: int, places: tuple[frozenset[int], ...]) -> bytes | None:
    """The text of a word and a byte; null when a byte may not stand at its place."""
    text = front.to_bytes(_WORD, "little") + bytes([last])
    return text if all(byte in allowed for byte, allowed in zip(text, places, strict=True)) else None


class _KnownWords:
    """Numbers the different words of a column that has few of them, the same in every block and file."""

    def __init__(self) -> None:
        self.words = np.zeros(1, dtype=np.uint64)

    def codes(self, column: Words) -> tuple[Positions, list[int]]:
        """For each word its number in the list, -1 for words that are too many."""
        codes, known = self._look_up(column)
        if not known.all() and len(self.words) < _USUAL_VALUES:
            new = np.unique(column[~known])[: _USUAL_VALUES - len(self.words)]
            self.words = np.union1d(self.words, new)
            codes, known = self._look_up(column)
        codes[~known] = -1
        return codes, self.words.tolist()

    def _look_up(self, column: Words) -> tuple[Positions, NDArray[np.bool_]]:
        codes = np.minimum(np.searchsorted(self.words, column), len(self.words) - 1)
        return codes, self.words[codes] == column


def _decimal(word: Words, count: int) -> Words:
    """The number that the first ``count`` bytes of each word, at most eight digits, spell."""
    steps = (count - 1).bit_length()
    width = 1 << steps
    word = word << np.uint64(8 * (width - count))  # zeros in front
    word &= np.uint64(_LOW_NIBBLES & ((1 << (8 * width)) - 1))
    for factor, shift, places in _DECIMAL_STEPS[:steps]:
        word = (word * factor + (word >> shift)) & places
    return word


def fixed_layout(plan: Plan) -> Layout:
    """The layout of a pattern in which every element has one width.

    Raises ValueError for any other pattern, so that a change of the grammar cannot go unnoticed.
    """
    parsed = _parser.parse(plan.pattern, re.ASCII)
    places: list[frozenset[int]] = []
    spans: dict[int, tuple[int, int]] = {}
    _walk(parsed, places, spans)
    names = {number: name for name, number in parsed.state.groupdict.items()}
    fields = {names[number].rsplit("__", 1)[0]: span for number, span in spans.items()}
    return Layout(tuple(places), fields)


def words_at(data: Bytes, positions: Positions) -> Words:
    """Eight bytes from each position, as one little-endian number; zeros behind the end."""
    padded = data if len(data) >= _WORD else np.pad(data, (0, _WORD - len(data)))
    last = len(padded) - _WORD
    if not len(positions) or int(positions.max()) <= last:
        return _words(padded)[positions]
    safe = np.minimum(positions, last)
    found = _words(padded)[safe]
    shift = ((positions - safe) * 8).astype(np.uint64)
    return np.where(shift < 64, found >> np.minimum(shift, np.uint64(63)), np.uint64(0))


def _words(data: Bytes) -> Words:
    """Every run of eight bytes as a number, without copying; unaligned on purpose."""
    return np.ndarray((max(len(data) - _WORD + 1, 0),), dtype="<u8", buffer=data, strides=(1,))


def _walk(sequence: Any, places: list[frozenset[int]], spans: dict[int, tuple[int, int]]) -> None:
    for op, value in sequence:
        if op is sre.SUBPATTERN:
            start = len(places)
            _walk(value[3], places, spans)
            if value[0] is not None:
                spans[value[0]] = (start, len(places))
        elif op is sre.ATOMIC_GROUP:
            _walk(value, places, spans)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[0] == value[1]:
            for _ in range(value[0]):
                _walk(value[2], places, spans)
        elif op in (sre.LITERAL, sre.IN):
            places.append(_allowed(op, value))
        else:
            raise ValueError(f"the fixed header has an element of varying width: {op}")


def _allowed(op: Any, value: Any) -> frozenset[int]:
    if op is sre.LITERAL:
        return frozenset({value})
    members = "".join(_spell(*member) for member in value)
    return first_bytes(f"[{members}]")


def _spell(op: Any, value: Any) -> str:
    if op is sre.LITERAL:
        return re.escape(chr(value))
    if op is sre.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_SPACE: r"\s"}[value]
