"""Lines that no record holds, put together by what they look like."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

MOST_SHAPES = 20
"""Shapes that are told; the bytes and lines of all are counted in members."""

LONGEST_SHAPE = 100
_KEPT = 200
"""Shapes that a file hands on, so that what is frequent over all files is not lost in one."""

_LONGEST_LINE = 400
_MOST_LINES = 20_000
"""Lines of a file that are looked at: a file of which nothing can be read says the same thing for long."""

_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_HEX = re.compile(r"0x[0-9A-Fa-f]+|(?=[0-9]*[A-Fa-f])(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]{4,}")
_DIGITS = re.compile(r"[0-9]+")


class Shape(NamedTuple):
    """One shape: how many lines have it, and where the first of them stands."""

    shape: str
    lines: int
    member: str
    line: int
    offset: int
    length: int


def shape_of(text: str) -> str:
    """A line without what changes from one to the next: quoted text, runs of hex digits, numbers."""
    text = _QUOTED.sub('"…"', text)
    text = _DIGITS.sub("9", _HEX.sub("x", text)).strip()
    return text if len(text) <= LONGEST_SHAPE else text[: LONGEST_SHAPE - 1] + "…"


def unparsed_shapes(data: bytes, read: Collection[int] = ()) -> list[Shape]:
    """The most frequent shapes of the lines of ``data``, which starts its file; lines ``read`` left out."""
    found: dict[str, Shape] = {}
    start = 0
    for number in range(1, _MOST_LINES + 1):
        if start >= len(data):
            break
        stop = data.find(b"\n", start) + 1 or len(data)
        if number in read:
            start = stop
            continue
        text = data[start : min(stop, start + _LONGEST_LINE)].decode("utf-8", "replace")
        shape = shape_of(text) or "(blank)"
        known = found.get(shape)
        new = Shape(shape, 1, "", number, start, stop - start)
        found[shape] = new if known is None else known._replace(lines=known.lines + 1)
        start = stop
    return _most(found.values(), _KEPT)


def merged_shapes(shapes: Iterable[Shape]) -> list[Shape]:
    """The most frequent shapes of all members, each with its first place by member and line."""
    found: dict[str, Shape] = {}
    for shape in sorted(shapes, key=lambda shape: (shape.member, shape.line)):
        known = found.get(shape.shape)
        found[shape.shape] = shape if known is None else known._replace(lines=known.lines + shape.lines)
    return _most(found.values(), MOST_SHAPES)


def _most(shapes: Iterable[Shape], limit: int) -> list[Shape]:
    return sorted(shapes, key=lambda shape: (-shape.lines, shape.shape))[:limit]
