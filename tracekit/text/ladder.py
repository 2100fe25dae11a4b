"""A ladder for the terminal."""

import textwrap

from tracekit.ladder import Arrow, Ladder, Note, Participant, Row
from tracekit.ladder.clock import clock_face
from tracekit.secrets import without_secrets
from tracekit.text.style import ASCII, UNICODE, Style
from tracekit.visible import cells, clipped, visible

TIME_WIDTH = 13
DELTA_WIDTH = 9
GUTTER = TIME_WIDTH + DELTA_WIDTH + 2
NARROWEST_LANE = 12


def render_ladder(ladder: Ladder, width: int, unicode: bool = True) -> str:
    """The ladder in lines of at most ``width`` columns: time, delta, life lines with arrows, transport mark.

    A TLS arrow has a double shaft. Where the life lines do not fit, each message reads ``from → to``.
    Ends with a line feed; ``unicode=False`` uses ASCII alone.
    """
    style = UNICODE if unicode else ASCII
    drawing = _Drawing(ladder, max(width, 40), style)
    lines = drawing.lines() if drawing.fits else drawing.listing()
    return "".join(line.rstrip() + "\n" for line in [*lines, *_connections(ladder, width, style)])


class _Drawing:
    def __init__(self, ladder: Ladder, width: int, style: Style) -> None:
        self._ladder, self._width, self._style = ladder, width, style
        self._mark = max((len(arrow.mark) for arrow in ladder.arrows), default=0) + 1
        lanes = max(len(ladder.participants), 1)
        self._lane = (width - GUTTER - self._mark) // lanes
        self.fits = self._lane >= NARROWEST_LANE
        self._centres = [self._lane * lane + self._lane // 2 for lane in range(lanes)]

    def lines(self) -> list[str]:
        found = self._heads()
        for row in self._ladder.rows:
            found += [self._arrow(row)] if isinstance(row, Arrow) else self._note(row)
        return found

    def listing(self) -> list[str]:
        style, found = self._style, []
        for row in self._ladder.rows:
            if isinstance(row, Arrow):
                ends = (self._ladder.participants[end].title for end in (row.sender, row.receiver))
                said = self._safe(f"{row.label}  {row.mark}  {f' {style.leads} '.join(ends)}")
            else:
                said = f"{style.note} {self._safe(_said(row))}"
            found.append(_gutter(row) + clipped(said, self._width - GUTTER, style.more))
        return found

    def _heads(self) -> list[str]:
        columns = [_head(participant) for participant in self._ladder.participants]
        height = max((len(column) for column in columns), default=0)
        lines = []
        for level in range(height):
            texts = [column[level] if level < len(column) else "" for column in columns]
            lines.append(" " * GUTTER + "".join(self._centred(self._safe(text)) for text in texts))
        return lines

    def _arrow(self, row: Arrow) -> str:
        canvas = self._life_lines()
        first, last = sorted((self._centres[row.sender], self._centres[row.receiver]))
        label = self._safe(row.label) + (" (SDP)" if row.has_sdp else "")
        if first == last:
            _put(canvas, first + 1, clipped(f"{self._style.left} {label}", self._lane // 2, self._style.more))
        else:
            self._shaft(canvas, first, last, row, label)
        return _gutter(row) + "".join(canvas) + " " + self._safe(row.mark)

    def _shaft(self, canvas: list[str], first: int, last: int, row: Arrow, label: str) -> None:
        style = self._style
        for column in range(first + 1, last):
            canvas[column] = style.secure if row.secure else style.plain
        rightward = row.receiver > row.sender
        canvas[last - 1 if rightward else first + 1] = style.right if rightward else style.left
        inside = last - first - 5
        if cells(label) > inside + 2:
            label = self._safe(row.label)
        text = clipped(label, inside + 2, style.more)
        text = f" {text} " if cells(text) <= inside else text
        _put(canvas, first + 2 + max((last - first - 3 - cells(text)) // 2, 0), text)

    def _note(self, row: Note) -> list[str]:
        """The mark on the life line; its text on the side with more room."""
        centre, room = self._centres[row.participant], self._width - GUTTER
        rightward = room - centre >= centre
        width = max((room - centre if rightward else centre) - 3, 8)
        lines = []
        for level, text in enumerate(textwrap.wrap(self._safe(_said(row)), width) or [""]):
            canvas = self._life_lines()
            canvas += [" "] * (room - len(canvas))
            if level == 0:
                canvas[centre] = self._style.note
            padded = f" {clipped(text, width, self._style.more)} "
            _put(canvas, centre + 1 if rightward else centre - cells(padded), padded)
            lines.append((_gutter(row) if level == 0 else " " * GUTTER) + "".join(canvas))
        return lines

    def _life_lines(self) -> list[str]:
        canvas = [" "] * (self._lane * len(self._centres))
        for centre in self._centres:
            canvas[centre] = self._style.life
        return canvas

    def _centred(self, text: str) -> str:
        text = clipped(text, self._lane - 1, self._style.more)
        before = max(self._lane // 2 - cells(text) // 2, 0)
        return " " * before + text + " " * (self._lane - before - cells(text))

    def _safe(self, text: str) -> str:
        return visible(without_secrets(text), ascii_only=self._style.ascii_only)


def _put(canvas: list[str], start: int, text: str) -> None:
    """Writes text over the canvas; a wide character leaves its second column empty."""
    column = start
    for character in text:
        wide = cells(character)
        if wide == 0 or column + wide > len(canvas):
            continue
        canvas[column] = character
        if wide == 2:
            canvas[column + 1] = ""
        column += wide


def _head(participant: Participant) -> list[str]:
    return [participant.title, *participant.details]


def _said(note: Note) -> str:
    return f"{note.title}: {note.text}" + ("" if note.seen else " (inferred)")


def _gutter(row: Row) -> str:
    face = clock_face(row.moment) or "time unknown"
    return f"{face:<{TIME_WIDTH}}{spoken_delta(row.delta_ms):>{DELTA_WIDTH}}  "


def spoken_delta(milliseconds: int | None) -> str:
    """``+15 ms``, ``+1.204 s``, ``+2:05 min``; empty when unknown."""
    if milliseconds is None:
        return ""
    sign, size = "+" if milliseconds >= 0 else "-", abs(milliseconds)
    if size < 1_000:
        return f"{sign}{size} ms"
    if size < 60_000:
        return f"{sign}{size / 1000:.3f} s"
    minutes, seconds = divmod(size // 1000, 60)
    return f"{sign}{minutes}:{seconds:02} min"


def _connections(ladder: Ladder, width: int, style: Style) -> list[str]:
    """One line per TLS connection: peer, cipher, name in its certificate."""
    found: dict[tuple[object, ...], str] = {}
    for arrow in ladder.arrows:
        if arrow.secure:
            key = (arrow.conn_idx, arrow.remote_ip, arrow.remote_port)
            known = arrow.security or "cipher and certificate not in the trace"
            connection = "" if arrow.conn_idx is None else f" connection {arrow.conn_idx}"
            said = f"{arrow.mark}{connection} with {arrow.remote_ip}:{arrow.remote_port}: {known}"
            said = said.replace(" · ", ", ") if style.ascii_only else said
            safe = visible(without_secrets(said), ascii_only=style.ascii_only)
            found.setdefault(key, clipped(safe, width, style.more))
    return ["", *found.values()] if found else []
