"""The headers that the columns need, found by the first bytes of all header lines at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_letters

import numpy as np

from tracekit.sip.faults import MANDATORY
from tracekit.sip.lines import WORD, Flags, HeadLines, Longs, Words
from tracekit.sip.names import COMPACT

CONTENT = ("Content-Type", "Content-Length")
"""Without both of them a blank line need not end the head; a mandatory one that is missing is looked for
inside other lines."""
WANTED = (*MANDATORY, *CONTENT, "Session-ID", "User-Agent", "Server", "Contact", "Reason")

_CASE = 0x20
"""The bit that tells lower case from upper case; set in all bytes, names that differ in case are equal."""
_FOLD = np.uint64(int.from_bytes(bytes([_CASE]) * WORD, "little"))

_Masked = tuple[np.uint64, np.uint64]
"""A mask, and what a word has under it."""


@dataclass(frozen=True)
class _Name:
    """A header name of at most 15 bytes as words to compare.

    ``like`` are those of the name in any case, whatever follows it; ``plain`` those of the agreed spelling
    with its colon.
    """

    like: tuple[_Masked, ...]
    plain: tuple[_Masked, ...]


def _name(written: str) -> _Name:
    name = written.encode("ascii")
    return _Name(_masked(bytes(byte | _CASE for byte in name)), _masked(name + b":"))


def _masked(text: bytes) -> tuple[_Masked, ...]:
    parts = [text[at : at + WORD] for at in range(0, len(text), WORD)]
    return tuple((_word(b"\xff" * len(part)), _word(part)) for part in parts)


def _word(text: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(text, "little"))


def _usual_beginnings() -> Flags:
    """By the first two bytes, whether a line is a header, or is skipped, as by the reference reader.

    Not so a fold, the compact form of a wanted header (blanks may stand before its colon), and the first
    line of a body without a blank line before it, which is ``v=0`` or begins with no letter.
    """
    letters = list(ascii_letters.encode())
    usual = np.zeros((256, 256), dtype=np.bool_)
    usual[:, letters] = True
    compact = "".join(short for short, name in COMPACT.items() if name in WANTED)
    usual[np.ix_(list(b": \t"), list(f"{compact}{compact.upper()}".encode()))] = False
    usual[ord("="), ord("v")] = False
    return usual.reshape(-1)


_NAMES = {name: _name(name) for name in WANTED}
_USUAL = _usual_beginnings()
_TWO_BYTES = np.uint64(0xFFFF)


def find_headers(heads: HeadLines) -> tuple[dict[str, Longs], Flags]:
    """Lines of each wanted header, rising, and by message whether its head is clean."""
    clean = heads.closed.copy()
    usual = _USUAL[(heads.word & _TWO_BYTES).astype(np.intp)]
    if not usual.all():
        clean[heads.owner[~usual]] = False
    folded = heads.word | _FOLD
    found = {}
    for name, words in _NAMES.items():
        like = _like(heads, folded, words.like)
        plain = _plain(heads, like, words.plain)
        if not plain.all():
            clean[heads.owner[like[~plain]]] = False
            like = like[plain]
        found[name] = like
    for name in MANDATORY:
        clean &= _has(heads, found, [name])
    clean &= _has(heads, found, CONTENT)
    return found, clean


def _like(heads: HeadLines, folded: Words, words: tuple[_Masked, ...]) -> Longs:
    mask, value = words[0]
    lines = np.flatnonzero((folded & mask) == value)
    for mask, value in words[1:]:
        second = heads.words(heads.start[lines] + WORD) | _FOLD
        lines = lines[(second & mask) == value]
    return lines


def _plain(heads: HeadLines, lines: Longs, words: tuple[_Masked, ...]) -> Flags:
    mask, value = words[0]
    plain: Flags = (heads.word[lines] & mask) == value
    for mask, value in words[1:]:
        plain &= (heads.words(heads.start[lines] + WORD) & mask) == value
    return plain


def _has(heads: HeadLines, found: dict[str, Longs], names: Sequence[str]) -> Flags:
    """By message whether it has one of the headers."""
    has = np.zeros(len(heads), dtype=np.bool_)
    for name in names:
        has[heads.owner[found[name]]] = True
    return has
