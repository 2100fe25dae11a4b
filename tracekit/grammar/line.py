"""The pattern of a record kind for texts of one line each that stand behind one another in one buffer.

Where no text holds a line feed, an element that could match one matches nothing else instead, and the end of
the text is the place before the next line feed. So one search over the buffer reads all of them.
"""

import re
from re import _constants as sre
from re import _parser
from typing import Any

from tracekit.grammar.charset import ALL, one_of

_LINE_FEED = 10
_NEVER = "(?!)"
_SUFFIX = {sre.MAX_REPEAT: "", sre.MIN_REPEAT: "?", sre.POSSESSIVE_REPEAT: "+"}
_LOOK = {
    (sre.ASSERT, 1): "(?=",
    (sre.ASSERT, -1): "(?<=",
    (sre.ASSERT_NOT, 1): "(?!",
    (sre.ASSERT_NOT, -1): "(?<!",
}
_PLACES = {
    sre.AT_END: r"(?=\n)",
    sre.AT_END_STRING: r"(?=\n)",
    sre.AT_BOUNDARY: r"\b",
    sre.AT_NON_BOUNDARY: r"\B",
}


def line_pattern(pattern: str) -> str | None:
    """A pattern that matches a line and its line feed where ``pattern`` matches the whole line.

    A line that it does not match fills its last group. Null when the pattern asks for the start of the text
    or for what a group has matched before.
    """
    parsed = _parser.parse(pattern, re.ASCII)
    names = {number: name for name, number in parsed.state.groupdict.items()}
    try:
        return rf"(?:{_sequence(parsed, parsed.state.flags, names)}\n|([^\n]*)\n)"
    except ValueError:
        return None


def _sequence(sequence: Any, flags: int, names: dict[int, str]) -> str:
    return "".join(_element(op, value, flags, names) for op, value in sequence)


def _element(op: Any, value: Any, flags: int, names: dict[int, str]) -> str:
    chars = one_of(op, value, flags)
    if chars is not None:
        return _set(chars - {_LINE_FEED})
    if op in _SUFFIX:
        least, most, inner = value
        most = "" if most is sre.MAXREPEAT else most
        return f"(?:{_sequence(inner, flags, names)}){{{least},{most}}}{_SUFFIX[op]}"
    if op is sre.SUBPATTERN:
        number, added, removed, inner = value
        opening = f"(?P<{names[number]}>" if number in names else "(?:"
        return f"{opening}{_sequence(inner, (flags | added) & ~removed, names)})"
    if op is sre.BRANCH:
        return f"(?:{'|'.join(_sequence(option, flags, names) for option in value[1])})"
    if op is sre.ATOMIC_GROUP:
        return f"(?>{_sequence(value, flags, names)})"
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return f"{_LOOK[op, value[0]]}{_sequence(value[1], flags, names)})"
    if op is sre.AT and value in _PLACES:
        return _PLACES[value]
    raise ValueError(f"not possible behind other text: {op}")


def _set(chars: frozenset[int]) -> str:
    """One character of a set, as short as it can be written."""
    if not chars:
        return _NEVER
    if len(chars) == 1:
        return f"\\x{next(iter(chars)):02x}"
    if len(chars) > len(ALL) // 2:
        return f"[^{_members(ALL - chars)}]"
    return f"[{_members(chars)}]"


def _members(chars: frozenset[int]) -> str:
    found = []
    left = sorted(chars)
    while left:
        run = next(count for count in range(len(left), 0, -1) if left[count - 1] - left[0] == count - 1)
        found.append(f"\\x{left[0]:02x}" if run == 1 else f"\\x{left[0]:02x}-\\x{left[run - 1]:02x}")
        left = left[run:]
    return "".join(found)
