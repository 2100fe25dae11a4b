"""A ladder as the text of a Mermaid sequence diagram (https://mermaid.js.org/syntax/sequenceDiagram.html)."""

from tracekit.export.words import arrow_label, arrow_mark, note_text, row_delta, row_time, said
from tracekit.ladder import Arrow, Ladder, Row
from tracekit.text import clock_words, heading_words

SAFE = frozenset(" ,.:/()[]{}@+-_=*!?~·→🔒…'")
"""What stands as it is, beside letters and digits; of it ``:`` only matters before the text begins."""


def mermaid(ladder: Ladder) -> str:
    """``sequenceDiagram`` with one line a row: time, delta, label and transport mark on every arrow.

    Every character that Mermaid or the page around it could read as syntax is an entity code (``#59;`` for a
    semicolon); control and bidi characters are shown as escapes. Participants are ``p0``, ``p1`` …
    """
    heading = ", ".join(heading_words(ladder))
    lines = [
        "sequenceDiagram",
        f"    accTitle: {_text(heading)}",
        f"    accDescr: {_text(clock_words(ladder))}",
    ]
    for position, participant in enumerate(ladder.participants):
        words = "<br/>".join(_text(part) for part in (participant.title, *participant.details))
        kind = "actor" if participant.kind == "phone" else "participant"
        lines.append(f"    {kind} p{position} as {words}")
    if ladder.participants:
        over = f"p0,p{len(ladder.participants) - 1}" if len(ladder.participants) > 1 else "p0"
        lines.append(f"    Note over {over}: {_text(heading)}<br/>{_text(clock_words(ladder))}")
    lines += [_row(row) for row in ladder.rows]
    return "\n".join(lines) + "\n"


def _row(row: Row) -> str:
    when = " ".join(part for part in (row_time(row), row_delta(row)) if part)
    if isinstance(row, Arrow):
        line = "->>" if row.kind == "request" else "-->>"
        words = f"{_text(when)} {_text(arrow_label(row))}<br/>{_text(arrow_mark(row))}"
        return f"    p{row.sender}{line}p{row.receiver}: {words}"
    return f"    Note over p{row.participant}: {_text(when)}<br/>{_text(note_text(row))}"


def _text(text: str) -> str:
    """Made visible, then harmless: what is no letter, digit or plain punctuation becomes an entity code."""
    return "".join(
        character if character.isalnum() or character in SAFE else f"#{ord(character)};"
        for character in said(text)
    )
