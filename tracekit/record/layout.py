"""A header of fixed width, read for all lines of a file at once.

The layout is derived from the compiled pattern of the grammar's `sdl_fixed` rule: which bytes may stand
at each place, and which places hold which field.
"""

import re
from dataclasses import dataclass
from functools import cached_property
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
_TOP = np.uint64(0xF0F0F0F0F0F0F0F0)
_DIGIT = np.uint64(0x3030303030303030)
_NINE = np.uint64(0x0606060606060606)


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

    def find(self, data: Bytes, starts: Positions) -> tuple[Positions, Bytes]:
        """Which of ``starts`` the header stands at: their numbers in ``starts``, and their bytes as rows.

        ``starts`` must rise. A start closer to the end of ``data`` than a row is not looked at.
        """
        reach = len(data) - self.row_width
        near = np.arange(int(np.searchsorted(starts, reach, side="right")) if reach >= 0 else 0)
        if not len(near):
            return near, np.zeros((0, self.row_width), dtype=np.uint8)
        telling = self._telling
        word = _words(data)[starts[near] + telling * _WORD]
        near = near[self._fits(word, telling)]
        rows = np.lib.stride_tricks.as_strided(data, (reach + 1, self.row_width), (1, 1))[starts[near]]
        words = rows.view("<u8")
        good = np.ones(len(near), dtype=bool)
        for place in range(self.row_width // _WORD):
            good &= self._fits(words[:, place], place)
        good &= self._others_fit(rows)
        return (near, rows) if good.all() else (near[good], rows[good])

    def number(self, rows: Bytes, field: str, weights: tuple[int, ...] | None = None) -> Positions:
        """The digits of a field times their weights, summed; by default the decimal number it holds."""
        first, last = self.fields[field]
        places = [place for place in range(first, last) if self.places[place] == DIGITS]
        weights = weights or tuple(10**power for power in range(len(places) - 1, -1, -1))
        value = np.full(len(rows), -48 * sum(weights), dtype=np.int64)
        for place, weight in zip(places, weights, strict=True):
            value += rows[:, place] * np.int64(weight)
        return value

    def keys(self, rows: Bytes, field: str) -> Words:
        """The first eight bytes of a field as a number, for telling its values apart."""
        first = self.fields[field][0]
        return np.ascontiguousarray(rows[:, first : first + _WORD]).view("<u8").ravel()

    def _fits(self, word: Words, index: int) -> NDArray[np.bool_]:
        literal, mask, digits = self._masks[index]
        good: NDArray[np.bool_] = (word & mask) == literal
        if digits:
            good &= (word & _TOP & digits) == (_DIGIT & digits)
            good &= ((word & ~_TOP & digits) + (_NINE & digits)) & _TOP & digits == 0
        return good

    @cached_property
    def _telling(self) -> int:
        """The word with most literal bytes: looked at first, it leaves hardly anything but headers."""
        return max(range(self.width // _WORD), key=lambda index: int(self._masks[index][1]).bit_count())

    @cached_property
    def _masks(self) -> list[tuple[np.uint64, np.uint64, np.uint64]]:
        """For each word of a row: its literal bytes, their mask, the mask of its digits."""
        found = []
        for offset in range(0, self.row_width, _WORD):
            literal = mask = digits = 0
            for index, allowed in enumerate(self.places[offset : offset + _WORD]):
                if len(allowed) == 1:
                    literal |= next(iter(allowed)) << (8 * index)
                    mask |= 0xFF << (8 * index)
                elif allowed == DIGITS:
                    digits |= 0xFF << (8 * index)
            found.append((np.uint64(literal), np.uint64(mask), np.uint64(digits)))
        return found

    def _others_fit(self, rows: Bytes) -> NDArray[np.bool_]:
        """Places that are neither one byte nor a digit: the type column, which has few different values."""
        good = np.ones(len(rows), dtype=bool)
        places = [p for p, allowed in enumerate(self.places) if len(allowed) > 1 and allowed != DIGITS]
        for place in places:
            table = np.zeros(256, dtype=bool)
            table[list(self.places[place])] = True
            good &= table[rows[:, place]]
        return good


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
