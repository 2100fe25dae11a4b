"""Keys and credentials overwritten in place: no byte moves, so that every length in a message stays true."""

import re
from functools import partial

from tracekit.secrets import PATTERNS, REMOVED

MASK = "X"
"""CUCM masks SRTP keys in the same way (``inline:XXXX``)."""

_NOT_A_LINE_END = re.compile(r"[^\r\n]")


def masked(raw: bytes) -> bytes:
    """The same number of bytes, an ``X`` for every byte of what ``without_secrets`` would remove.

    Line ends stay, also those of a folded header.
    """
    text = raw.decode("utf-8", "surrogateescape")
    for _, pattern, kept in PATTERNS:
        before, _, after = kept.partition(REMOVED)
        text = pattern.sub(partial(_overwritten, before=before, after=after), text)
    return text.encode("utf-8", "surrogateescape")


def _overwritten(match: re.Match[str], before: str, after: str) -> str:
    """What the pattern keeps of a match, and a mask for the rest."""
    start = len(match.expand(before).rstrip(" "))
    end = len(match.group()) - len(match.expand(after))
    found = match.group()
    return found[:start] + _NOT_A_LINE_END.sub(_mask, found[start:end]) + found[end:]


def _mask(character: re.Match[str]) -> str:
    if character.group() in " \t":
        return character.group()
    return MASK * len(character.group().encode("utf-8", "surrogateescape"))
