"""What a terminal's regular expression can start with, and which texts it can be."""

import re
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as sre
from re import _parser
from typing import Any

ALL = frozenset(range(256))
DIGITS = frozenset(b"0123456789")
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_SPACE = frozenset(b" \t\n\r\f\v")
_CATEGORIES = {
    sre.CATEGORY_DIGIT: DIGITS,
    sre.CATEGORY_NOT_DIGIT: ALL - DIGITS,
    sre.CATEGORY_WORD: _WORD,
    sre.CATEGORY_NOT_WORD: ALL - _WORD,
    sre.CATEGORY_SPACE: _SPACE,
    sre.CATEGORY_NOT_SPACE: ALL - _SPACE,
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_MOST_TEXTS = 16


@lru_cache(maxsize=4096)
def first_bytes(regexp: str) -> frozenset[int]:
    """Every byte a match of ``regexp`` can start with (a superset where lookaheads narrow it)."""
    parsed = _parser.parse(regexp, re.ASCII)
    found, _ = _first(parsed, parsed.state.flags)
    return found


@lru_cache(maxsize=4096)
def alphabet(regexp: str) -> frozenset[int]:
    """Every byte that can occur in a match of ``regexp``."""
    parsed = _parser.parse(regexp, re.ASCII)
    found: set[int] = set()
    _collect(parsed, parsed.state.flags, found)
    return frozenset(found)


@lru_cache(maxsize=4096)
def texts(regexp: str) -> tuple[tuple[str, bool], ...]:
    """The literal texts a match starts with, each with whether it is the whole match.

    Empty when the expression does not start with literal text, or with more than 16 of them.
    """
    parsed = _parser.parse(regexp, re.ASCII)
    if parsed.state.flags & re.IGNORECASE:
        return ()
    found = _texts(list(parsed))
    return () if found is None or any(not text for text, _ in found) else tuple(found)


def _fold(chars: Iterable[int], flags: int) -> frozenset[int]:
    kept = {char for char in chars if char < 256}
    if flags & re.IGNORECASE:
        kept |= {ord(chr(char).swapcase()) for char in kept if char < 128}
    return frozenset(kept)


def one_of(op: Any, value: Any, flags: int) -> frozenset[int] | None:
    """Bytes of an element that matches exactly one character."""
    if op is sre.LITERAL:
        return _fold([value], flags)
    if op is sre.NOT_LITERAL:
        return ALL - _fold([value], flags)
    if op is sre.ANY:
        return ALL if flags & re.DOTALL else ALL - {10}
    if op is sre.IN:
        return _in(value, flags)
    return None


def _in(members: Any, flags: int) -> frozenset[int]:
    found: set[int] = set()
    negate = False
    for op, value in members:
        if op is sre.NEGATE:
            negate = True
        elif op is sre.LITERAL:
            found.add(value)
        elif op is sre.RANGE:
            found.update(range(value[0], min(value[1], 255) + 1))
        else:
            found |= _CATEGORIES[value]
    folded = _fold(found, flags)
    return ALL - folded if negate else folded


def _inner(op: Any, value: Any, flags: int) -> tuple[list[Any], int] | None:
    """Alternatives of a group-like element, and the flags in force inside it."""
    if op is sre.SUBPATTERN:
        return [value[3]], (flags | value[1]) & ~value[2]
    if op is sre.BRANCH:
        return list(value[1]), flags
    if op is sre.ATOMIC_GROUP:
        return [value], flags
    return None


def _first(sequence: Any, flags: int) -> tuple[frozenset[int], bool]:
    """First bytes of a parsed sequence, and whether it can match nothing."""
    found: frozenset[int] = frozenset()
    for op, value in sequence:
        chars, empty = _first_of(op, value, flags)
        found |= chars
        if not empty:
            return found, False
    return found, True


def _first_of(op: Any, value: Any, flags: int) -> tuple[frozenset[int], bool]:
    single = one_of(op, value, flags)
    if single is not None:
        return single, False
    if op in _REPEATS:
        chars, empty = _first(value[2], flags)
        return chars, empty or value[0] == 0
    inner = _inner(op, value, flags)
    if inner is None:  # AT, ASSERT, ASSERT_NOT: width zero
        return frozenset(), True
    results = [_first(option, inner[1]) for option in inner[0]]
    return frozenset().union(*(chars for chars, _ in results)), any(empty for _, empty in results)


def _collect(sequence: Any, flags: int, found: set[int]) -> None:
    for op, value in sequence:
        single = one_of(op, value, flags)
        if single is not None:
            found |= single
        elif op in _REPEATS:
            _collect(value[2], flags, found)
        else:
            inner = _inner(op, value, flags)
            for option in inner[0] if inner else ():
                _collect(option, inner[1] if inner else flags, found)


def _texts(sequence: list[Any]) -> list[tuple[str, bool]] | None:
    """Literal beginnings of a sequence; null when there are too many."""
    found: list[tuple[str, bool]] = [("", True)]
    for op, value in sequence:
        step = _texts_of(op, value)
        if step is None:
            return [(text, False) for text, _ in found]
        found = [
            (text + more, whole and more_whole) if whole else (text, False)
            for text, whole in found
            for more, more_whole in (step if whole else [("", False)])
        ]
        if len(found) > _MOST_TEXTS:
            return None
        if not any(whole for _, whole in found):
            break
    return found


def _texts_of(op: Any, value: Any) -> list[tuple[str, bool]] | None:
    if op is sre.LITERAL:
        return [(chr(value), True)]
    if op in _REPEATS and tuple(value[:2]) == (0, 1):
        inner = _texts(list(value[2]))
        return None if inner is None else [*inner, ("", True)]
    group = _inner(op, value, 0)
    if group is None or group[1] & re.IGNORECASE:
        return None
    options = [_texts(list(option)) for option in group[0]]
    if any(option is None for option in options):
        return None
    return [text for option in options if option is not None for text in option]
