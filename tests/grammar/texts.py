"""Texts that a terminal's regular expression matches, for lines that are made up."""

import random
import re
from functools import cache
from re import _constants as sre
from re import _parser
from typing import Any

_FILLING = "a1 Z0=|,:;()[]{}<>\"'.-_/~^*@\n\r\t\x00é"
"""What stands for "any character": all that means something to some line, and some that mean nothing."""

_CATEGORY = {
    sre.CATEGORY_DIGIT: "0918",
    sre.CATEGORY_SPACE: " \n\t ",
    sre.CATEGORY_WORD: "aZ_5",
    sre.CATEGORY_NOT_SPACE: "a|=1,:-",
    sre.CATEGORY_NOT_DIGIT: "a| ",
    sre.CATEGORY_NOT_WORD: " |=,",
}
_ENOUGH = 32


@cache
def texts(regexp: str) -> tuple[bytes, ...]:
    """Some texts that ``regexp`` matches, shortest first; what a lookahead asks for may stand behind."""
    chance = random.Random(regexp)
    parsed = _parser.parse(regexp, re.ASCII)
    made = {_sequence(parsed, chance).encode("latin-1") for _ in range(_ENOUGH)} - {b""}
    return tuple(sorted(made, key=lambda text: (len(text), text)))


def _sequence(parsed: Any, chance: random.Random) -> str:
    return "".join(_element(op, value, chance) for op, value in parsed)


def _element(op: Any, value: Any, chance: random.Random) -> str:
    if op is sre.LITERAL:
        return chr(value)
    if op is sre.ANY:
        return chance.choice(_FILLING)
    if op in (sre.IN, sre.NOT_LITERAL):
        return _one_of(op, value, chance)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, inner = value
        return "".join(_sequence(inner, chance) for _ in range(chance.randint(least, min(most, least + 3))))
    if op is sre.SUBPATTERN:
        return _sequence(value[3], chance)
    if op is sre.ATOMIC_GROUP:
        return _sequence(value, chance)
    if op is sre.BRANCH:
        return _sequence(chance.choice(value[1]), chance)
    if op is sre.ASSERT and value[0] > 0 and chance.random() < 0.5:
        return _sequence(value[1], chance)
    return ""


def _one_of(op: Any, value: Any, chance: random.Random) -> str:
    if op is sre.NOT_LITERAL:
        return chance.choice([char for char in _FILLING if ord(char) != value])
    if value[0][0] is sre.NEGATE:
        barred = {char for member in value[1:] for char in _members(*member)}
        return chance.choice([char for char in _FILLING if char not in barred])
    return chance.choice([char for member in value for char in _members(*member)])


def _members(op: Any, value: Any) -> str:
    if op is sre.LITERAL:
        return chr(value)
    if op is sre.RANGE:
        first, last = value
        return "".join(map(chr, {first, (first + last) // 2, last}))
    return _CATEGORY[value]
