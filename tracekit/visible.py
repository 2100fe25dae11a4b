"""Text from a trace, made harmless for people: nothing invisible stays invisible."""

import unicodedata

INVISIBLE_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks without ink, which their Unicode category does not tell."""

SHOWN_AS_IS = frozenset(["Zs"])
"""Categories that ``str.isprintable`` refuses although they do no harm: other blanks."""


def visible(text: str, keep: str = "", ascii_only: bool = False) -> str:
    """Control (C0, C1), bidi, zero-width, unassigned and lone surrogate characters as ``\\x1b``, ``\\u202e``.

    Characters in ``keep`` pass, for instance a line feed where lines are shown. ``ascii_only`` writes every
    other character beyond ASCII in that form too, for a terminal that cannot show it.
    """
    bare = text
    for character in keep:
        bare = bare.replace(character, "")
    if bare.isascii() and bare.isprintable():
        return text
    odd = {ord(it): _escaped(it) for it in set(bare) if not _harmless(it, ascii_only)}
    return text.translate(odd) if odd else text


def cells(text: str) -> int:
    """Columns of a terminal that a visible text takes (Unicode Annex 11: wide characters take two)."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def clipped(text: str, width: int, mark: str = "…") -> str:
    """Text of at most ``width`` columns, the mark at its end where something is missing."""
    if cells(text) <= width:
        return text
    taken, used = [], cells(mark)
    for character in text:
        used += _cells(character)
        if used > width:
            break
        taken.append(character)
    return ("".join(taken) + mark) if width >= cells(mark) else ""


def _harmless(character: str, ascii_only: bool) -> bool:
    if character.isascii():
        return character.isprintable()
    if ascii_only or character in INVISIBLE_LETTERS:
        return False
    return character.isprintable() or unicodedata.category(character) in SHOWN_AS_IS


def _escaped(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
