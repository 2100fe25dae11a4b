"""A header of fixed width, read for all lines of a file at once.

The layout is derived from the compiled pattern of the grammar's `sdl_fixed` rule: which bytes may stand
at each place, and which places hold which field.
"""

import re
from dataclasses import dataclass
from re import _constants as sre
from re import _parser
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracekit.grammar.charset import DIGITS, first_bytes
from tracekit.grammar.plan import Plan

Positions = NDArray[np.int64]
Bytes = NDArray[np.uint8]
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
        return len(self.places)

    def matches(self, data: Bytes, starts: Positions) -> Positions:
        """Those of ``starts`` at which the header stands; ``starts`` in rising order."""
        kept = starts[: int(np.searchsorted(starts, len(data) - self.width, side="right"))]
        words = _words(data)
        for offset in self._offsets():
            literal, mask, digits = self._masks(offset)
            word = words[kept + offset]
            good = (word & mask) == literal
            if digits:
                good &= ((word & _TOP & digits) == (_DIGIT & digits)) & (
                    ((word & ~_TOP & digits) + (_NINE & digits)) & _TOP & digits == 0
                )
            kept = kept[good]
        return self._others(data, kept)

    def number(self, data: Bytes, starts: Positions, field: str) -> Positions:
        """The decimal number that a field holds, at every start."""
        first, last = self.fields[field]
        value = np.zeros(len(starts), dtype=np.int64)
        for place in range(first, last):
            if self.places[place] == DIGITS:
                value = value * 10 + (data[starts + place] - 48)
        return value

    def _offsets(self) -> list[int]:
        """Places at which eight bytes are looked at together; the last word overlaps the one before."""
        whole = list(range(0, self.width - _WORD + 1, _WORD))
        return whole if self.width % _WORD == 0 else [*whole, self.width - _WORD]

    def _masks(self, offset: int) -> tuple[np.uint64, np.uint64, np.uint64]:
        literal = mask = digits = 0
        for index, allowed in enumerate(self.places[offset : offset + _WORD]):
            if len(allowed) == 1:
                literal |= next(iter(allowed)) << (8 * index)
                mask |= 0xFF << (8 * index)
            elif allowed == DIGITS:
                digits |= 0xFF << (8 * index)
        return np.uint64(literal), np.uint64(mask), np.uint64(digits)

    def _others(self, data: Bytes, kept: Positions) -> Positions:
        for place, allowed in enumerate(self.places):
            if len(allowed) > 1 and allowed != DIGITS:
                table = np.zeros(256, dtype=bool)
                table[list(allowed)] = True
                kept = kept[table[data[kept + place]]]
        return kept


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


def words_at(data: Bytes, positions: Positions) -> NDArray[np.uint64]:
    """Eight bytes from each position, as one little-endian number; zeros behind the end."""
    padded = data if len(data) >= _WORD else np.pad(data, (0, _WORD - len(data)))
    last = len(padded) - _WORD
    safe = np.minimum(positions, last)
    found = _words(padded)[safe]
    shift = ((positions - safe) * 8).astype(np.uint64)
    return np.where(shift < 64, found >> np.minimum(shift, np.uint64(63)), np.uint64(0))


def _words(data: Bytes) -> NDArray[np.uint64]:
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
