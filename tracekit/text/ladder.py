"""A ladder for the terminal."""

from collections.abc import Iterator, Sequence

from tracekit.ladder import Arrow, Ladder, Note, Row
from tracekit.ladder.clock import clock_face
from tracekit.secrets import without_secrets
from tracekit.text.heading import clock_words, day_of, heading_words, lane_names, participant_words
from tracekit.text.lanes import Lanes
from tracekit.text.style import ASCII, UNICODE, Style
from tracekit.text.wrap import hanging, wrapped
from tracekit.visible import cells, visible

TIME_WIDTH = 13
DELTA_WIDTH = 9
GUTTER = TIME_WIDTH + DELTA_WIDTH + 2
LEAST_WIDTH = 40
ROOM_FOR_SHAFT = 5
WIDEST_NEED, LEAST_LANE = 24, 14
"""Columns of a lane with the label on its arrow: for the longest label, within these limits."""

NARROWEST_LANE, NARROW_LANE = 4, 9
ROOM_FOR_TEXT = 24
"""Columns beside narrow lanes, for label and mark."""


def render_ladder(ladder: Ladder, width: int, unicode: bool = True) -> str:
    """The ladder in lines of at most ``width`` columns: time, delta, life lines with arrows, transport mark.

    A TLS arrow has a double shaft. Where the life lines are too narrow for names or labels, they have letters
    that are explained above, and labels stand beside them; where not even that fits, each message reads
    ``A → B``. Notes are wrapped, never cut. Ends with a line feed; ``unicode=False`` uses ASCII alone.
    """
    style = UNICODE if unicode else ASCII
    drawing = _Drawing(ladder, max(width, LEAST_WIDTH), style)
    return "".join(line.rstrip() + "\n" for line in drawing.lines())


class _Drawing:
    def __init__(self, ladder: Ladder, width: int, style: Style) -> None:
        self._ladder, self._width, self._style = ladder, width, style
        self._marks = max((len(arrow.mark) for arrow in ladder.arrows), default=0) + 1
        self._names = lane_names(len(ladder.participants))
        count, room = max(len(ladder.participants), 1), width - GUTTER
        self._wide = (room - self._marks) // count
        longest = max((cells(self._label(arrow)) for arrow in ladder.arrows), default=0)
        self.labels_on_arrows = self._wide >= max(LEAST_LANE, min(longest + ROOM_FOR_SHAFT, WIDEST_NEED))
        lane = self._wide if self.labels_on_arrows else min((room - ROOM_FOR_TEXT) // count, NARROW_LANE)
        self._lanes = Lanes(count, lane, style) if lane >= NARROWEST_LANE else None

    def lines(self) -> Iterator[str]:
        """All lines, from the heading to the connections."""
        words = [self._safe(word) for word in heading_words(self._ladder, self._style.leads)]
        yield from hanging(words, self._width)
        yield from wrapped(self._safe(clock_words(self._ladder)), self._width)
        yield ""
        yield from self._heads()
        day = day_of(self._ladder.rows[0].moment) if self._ladder.rows else None
        for row in self._ladder.rows:
            today = day_of(row.moment)
            if today is not None and today != day:
                yield today
                day = today
            yield from self._row(row)
        yield from self._connections()

    def _heads(self) -> Iterator[str]:
        """Names over the life lines, or letters and above them what each stands for."""
        columns = [[p.title, *p.details] for p in self._ladder.participants]
        columns = [[self._safe(text) for text in column] for column in columns]
        fits = all(cells(text) < self._wide for column in columns for text in column)
        lettered = not (self.labels_on_arrows and fits)
        if lettered:
            for name, participant in zip(self._names, self._ladder.participants, strict=True):
                said = wrapped(self._safe(participant_words(participant)), self._width - 4)
                yield f"{name:<3} {said[0]}"
                yield from (f"    {line}" for line in said[1:])
            yield ""
            columns = [[name] for name in self._names]
        if self._lanes is None:
            return
        for level in range(max((len(column) for column in columns), default=0)):
            texts = [column[level] if level < len(column) else "" for column in columns]
            yield " " * GUTTER + self._lanes.centred(texts)

    def _row(self, row: Row) -> Iterator[str]:
        if self._lanes is None:
            said = self._listed(row)
        elif not self.labels_on_arrows:
            said = self._beside(row, self._lanes)
        elif isinstance(row, Arrow):
            said = self._across(row, self._lanes)
        else:
            said = self._lanes.note(row.participant, self._safe(_said(row)), self._width - GUTTER)
        for level, line in enumerate(said):
            yield (_gutter(row) if level == 0 else " " * GUTTER) + line

    def _across(self, row: Arrow, lanes: Lanes) -> list[str]:
        """The label on the arrow; what is too long for it wholly below."""
        label = self._label(row)
        if not lanes.holds(row.sender, row.receiver, label) and row.has_sdp:
            label = self._safe(row.label)
        drawn = f"{lanes.arrow(row.sender, row.receiver, bool(row.secure), label)} {self._safe(row.mark)}"
        if lanes.holds(row.sender, row.receiver, label):
            return [drawn]
        return [drawn, *wrapped(self._safe(row.label), self._width - GUTTER)]

    def _beside(self, row: Row, lanes: Lanes) -> list[str]:
        """Narrow life lines, the words to their right."""
        room = self._width - GUTTER - lanes.width - 1
        if isinstance(row, Arrow):
            said = hanging((self._label(row), self._safe(row.mark)), room)
            first = lanes.arrow(row.sender, row.receiver, bool(row.secure), "")
        else:
            said = wrapped(self._safe(_said(row)), room)
            first = lanes.marked(row.participant)
        blank = lanes.life_lines()
        return [f"{first if level == 0 else blank} {text}" for level, text in enumerate(said)]

    def _listed(self, row: Row) -> list[str]:
        room = self._width - GUTTER
        if isinstance(row, Note):
            said = f"{self._style.note} {self._names[row.participant]} {self._safe(_said(row))}"
            return wrapped(said, room)
        sender, receiver = self._names[row.sender], self._names[row.receiver]
        leads = self._style.secure_leads if row.secure else self._style.leads
        return hanging((f"{sender} {leads} {receiver}", self._label(row), self._safe(row.mark)), room)

    def _label(self, row: Arrow) -> str:
        return self._safe(row.label) + (" (SDP)" if row.has_sdp else "")

    def _connections(self) -> Iterator[str]:
        """For each TLS connection its peer, cipher and the name in its certificate."""
        found: dict[tuple[object, ...], Sequence[str]] = {}
        for arrow in self._ladder.arrows:
            key = (arrow.sender if arrow.direction == "out" else arrow.receiver, arrow.conn_idx)
            if arrow.secure and (*key, arrow.remote_ip, arrow.remote_port) not in found:
                known = arrow.security or "cipher and certificate not in the trace"
                known = known.replace(" · ", ", ") if self._style.ascii_only else known
                number = "" if arrow.conn_idx is None else f" connection {arrow.conn_idx}"
                said = f"{arrow.mark}{number} with {arrow.remote_ip}:{arrow.remote_port}: {known}"
                found[*key, arrow.remote_ip, arrow.remote_port] = wrapped(self._safe(said), self._width)
        if found:
            yield ""
        for lines in found.values():
            yield from lines

    def _safe(self, text: str) -> str:
        return visible(without_secrets(text), ascii_only=self._style.ascii_only)


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
    if minutes < 60:
        return f"{sign}{minutes}:{seconds:02} min"
    return f"{sign}{minutes // 60}:{minutes % 60:02} h"
