"""Lines that fit, by the columns that characters take in a terminal."""

from collections.abc import Sequence

from tracekit.visible import cells

TIGHTEST = 4


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most ``width`` columns, nothing lost; a word that is longer is taken apart."""
    width = max(width, TIGHTEST)
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if cells(joined) <= width:
            line = joined
            continue
        pieces = _pieces(word, width)
        lines += ([line] if line else []) + pieces[:-1]
        line = pieces[-1]
    return [*lines, line] if line or not lines else lines


def hanging(parts: Sequence[str], width: int, indent: str = "  ") -> list[str]:
    """Parts beside each other as far as they fit, every line but the first indented."""
    lines: list[str] = []
    line = ""
    for part in parts:
        joined = f"{line}  {part}" if line else part
        room = width - (len(indent) if lines else 0)
        if cells(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = wrapped(part, width - len(indent))
        lines += full
    lines.append(line)
    return [line if number == 0 else indent + line for number, line in enumerate(lines)]


def _pieces(word: str, width: int) -> list[str]:
    pieces, piece = [], ""
    for character in word:
        if cells(piece + character) > width:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]
