"""Rows of an SVG ladder: each knows its height, and draws itself at a place."""

from html import escape

from tracekit.export.svg_style import ARROW_ROW, CELL, GUTTER, LINE, MARGIN, WIDE_LANE
from tracekit.export.words import arrow_label, arrow_mark, note_text, row_delta, row_time, said
from tracekit.ladder import Arrow, Ladder, Note, Row
from tracekit.text.wrap import wrapped

LOCK_SHAPE = "M1.500 5V3.500a3 3 0 0 1 6 0V5h.8v5.500H.7V5Zm1.400 0h3.200V3.500a1.600 1.600 0 0 0-3.200 0Z"


def centre(position: int) -> int:
    """Where a participant's life line is."""
    return MARGIN + GUTTER + WIDE_LANE * position + WIDE_LANE // 2


def text(x: float, y: float, words: str, name: str = "", anchor: str = "") -> str:
    """One line of text; ``words`` are made harmless here."""
    kind = f' class="{name}"' if name else ""
    place = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:g}" y="{y:g}"{kind}{place}>{escape(said(words))}</text>'


def row(item: Row, ladder: Ladder, top: int) -> tuple[str, int]:
    """A row drawn with its upper edge at ``top``, and its height."""
    drawn, height = _arrow(item, ladder, top) if isinstance(item, Arrow) else _note(item, ladder, top)
    when = text(MARGIN, top + 18, row_time(item), "time")
    delta = row_delta(item)
    if delta:
        when += text(MARGIN + GUTTER - 12, top + 18, delta, "delta", "end")
    return f"<g>{when}{drawn}</g>\n", height


def _arrow(item: Arrow, ladder: Ladder, top: int) -> tuple[str, int]:
    """Label above the shaft, transport mark below; both wrapped into the room between the life lines."""
    start, end = centre(item.sender), centre(item.receiver)
    rightward = end >= start
    room = int(max(abs(end - start), WIDE_LANE) / CELL) - 3
    middle = (start + end) / 2 if start != end else start + WIDE_LANE / 4
    labels, marks = wrapped(arrow_label(item), room), wrapped(_mark(item), room)
    y = top + 6 + LINE * len(labels)
    parts = [text(middle, top + LINE * (n + 1), line, anchor="middle") for n, line in enumerate(labels)]
    stop = end if start != end else start + WIDE_LANE // 3
    parts.append(f'<path class="shaft" d="M{start} {y}H{stop}"/>')
    tip = stop - 8 if rightward else stop + 8
    parts.append(f'<path class="tip" d="M{stop} {y}L{tip} {y - 4}V{y + 4}Z"/>')
    for n, line in enumerate(marks):
        parts.append(text(middle, y + LINE * (n + 1) - 1, line, "soft", "middle"))
    if item.secure:
        left = middle - len(marks[0]) * CELL / 2 - 12
        parts.append(f'<path class="lock" transform="translate({left:g} {y + 6})" d="{LOCK_SHAPE}"/>')
    kinds = " ".join(name for name in ("tls" if item.secure else "", item.kind) if name)
    sender, receiver = (ladder.participants[end].title for end in (item.sender, item.receiver))
    spoken = f"<title>{escape(said(f'{sender} to {receiver}'))}</title>"
    height = max(ARROW_ROW, LINE * (len(labels) + len(marks)) + 14)
    return f'<g class="{kinds}">{spoken}{"".join(parts)}</g>', height


def _mark(item: Arrow) -> str:
    """The words of the mark; the lock is drawn."""
    return arrow_mark(item).removeprefix("🔒 ")


def _note(item: Note, ladder: Ladder, top: int) -> tuple[str, int]:
    """A box over the life line, as wide as two lanes where there is room."""
    left_edge, right_edge = MARGIN + GUTTER, MARGIN + GUTTER + WIDE_LANE * len(ladder.participants)
    lines = wrapped(note_text(item), int(min(2 * WIDE_LANE, right_edge - left_edge) / CELL) - 4)
    width = max(len(line) for line in lines) * CELL + 16
    left = min(max(centre(item.participant) - width / 2, left_edge), max(right_edge - width, left_edge))
    height = LINE * len(lines) + 10
    parts = [f'<rect x="{left:g}" y="{top + 2}" width="{width:g}" height="{height}" rx="4"/>']
    parts += [text(left + 8, top + 2 + LINE * (n + 1), line) for n, line in enumerate(lines)]
    return f'<g class="note {item.kind}">{"".join(parts)}</g>', height + 8
