"""A ladder as an SVG picture: static, with a title and a description, nothing loaded, nothing run."""

from html import escape

from tracekit.export import svg_rows
from tracekit.export.svg_rows import centre, text
from tracekit.export.svg_style import CELL, GUTTER, HEAD_GAP, LINE, MARGIN, SHEET, WIDE_LANE
from tracekit.export.words import said
from tracekit.ladder import Ladder
from tracekit.text import clock_words, heading_words
from tracekit.text.wrap import wrapped


def svg(ladder: Ladder) -> str:
    """The ladder as one SVG document, ready for a page or a viewer.

    Title and description tell what it shows to those who do not see it; colours follow the reader's light or
    dark scheme; text of the trace is escaped, its invisible characters are shown.
    """
    lanes = max(len(ladder.participants), 2)
    width = 2 * MARGIN + GUTTER + WIDE_LANE * lanes
    words = heading_words(ladder)
    top, parts = _heading(ladder, width)
    heads, top = _heads(ladder, top)
    parts += heads
    life_top, rows = top, []
    for item in ladder.rows:
        drawn, height = svg_rows.row(item, ladder, top)
        rows.append(drawn)
        top += height
    height = top + MARGIN
    lives = [
        f'<path class="life" d="M{centre(position)} {life_top}V{height - MARGIN // 2}"/>'
        for position in range(len(ladder.participants))
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="name about" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}">\n'
        f'<title id="name">{escape(said(", ".join(words)))}</title>\n'
        f'<desc id="about">{escape(_about(ladder))}</desc>\n'
        f"<style>{SHEET}</style>\n{''.join(parts)}\n{''.join(lives)}\n{''.join(rows)}</svg>\n"
    )


def _about(ladder: Ladder) -> str:
    people = ", ".join(participant.title for participant in ladder.participants)
    counted = f"Ladder of {len(ladder.arrows)} messages and {len(ladder.notes)} notes"
    return said(f"{counted} between {people or 'nobody'}; {clock_words(ladder)}.")


def _heading(ladder: Ladder, width: int) -> tuple[int, list[str]]:
    """The lines above the participants, and where they end."""
    first, *rest = heading_words(ladder)
    room = int((width - 2 * MARGIN) / CELL)
    said_of_call = wrapped(" · ".join(said(word) for word in rest), room)
    lines = [line for line in (*said_of_call, *wrapped(said(clock_words(ladder)), room)) if line]
    parts = [text(MARGIN, MARGIN + 14, first, "name")]
    parts += [text(MARGIN, MARGIN + 14 + LINE * (n + 1), line) for n, line in enumerate(lines)]
    return MARGIN + 14 + LINE * (len(lines) + 1) + HEAD_GAP, parts


def _heads(ladder: Ladder, top: int) -> tuple[list[str], int]:
    """Name and details of each participant over its life line, and where they end."""
    parts, depth = [], 0
    room = int(WIDE_LANE / CELL) - 2
    for position, participant in enumerate(ladder.participants):
        titles = wrapped(said(participant.title), room)
        details = [line for detail in participant.details for line in wrapped(said(detail), room)]
        for level, line in enumerate([*titles, *details]):
            kind = "head" if level < len(titles) else "soft"
            parts.append(text(centre(position), top + LINE * level, line, kind, "middle"))
        depth = max(depth, len(titles) + len(details))
    return parts, top + LINE * depth
