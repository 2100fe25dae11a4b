"""Life lines beside each other in columns of a terminal, and what stands on them."""

from tracekit.text.style import Style
from tracekit.text.wrap import wrapped
from tracekit.visible import cells, clipped


class Lanes:
    """``count`` life lines, each in the middle of ``lane`` columns."""

    def __init__(self, count: int, lane: int, style: Style) -> None:
        self._lane, self._style = lane, style
        self.width = lane * count
        self._centres = [lane * position + lane // 2 for position in range(count)]

    def life_lines(self) -> str:
        """All life lines and nothing on them."""
        return "".join(self._canvas())

    def marked(self, position: int) -> str:
        """A note's mark on one of them."""
        canvas = self._canvas()
        canvas[self._centres[position]] = self._style.note
        return "".join(canvas)

    def centred(self, texts: list[str]) -> str:
        """One text over each."""
        return "".join(self._middle(text) for text in texts)

    def holds(self, sender: int, receiver: int, label: str) -> bool:
        """Whether a label is whole on the arrow between two of them."""
        first, last = sorted((self._centres[sender], self._centres[receiver]))
        return cells(label) <= (last - first - 3 if last > first else self._lane // 2 - 2)

    def arrow(self, sender: int, receiver: int, secure: bool, label: str) -> str:
        """The life lines with an arrow from one to another, its label on it; to itself: a mark beside it."""
        style, canvas = self._style, self._canvas()
        first, last = sorted((self._centres[sender], self._centres[receiver]))
        if first == last:
            _put(canvas, first + 1, clipped(f"{style.left} {label}", self._lane // 2, style.more))
            return "".join(canvas)
        for column in range(first + 1, last):
            canvas[column] = style.secure if secure else style.plain
        rightward = receiver > sender
        canvas[last - 1 if rightward else first + 1] = style.right if rightward else style.left
        if label:
            text = clipped(label, last - first - 3, style.more)
            text = f" {text} " if cells(text) <= last - first - 5 else text
            _put(canvas, first + 2 + max((last - first - 3 - cells(text)) // 2, 0), text)
        return "".join(canvas)

    def note(self, position: int, text: str, room: int) -> list[str]:
        """A note of several lines; its mark is on the life line, its text on the side with more room."""
        centre = self._centres[position]
        rightward = room - centre >= centre
        width = max((room - centre if rightward else centre) - 3, 8)
        lines = []
        for level, part in enumerate(wrapped(text, width)):
            canvas = self._canvas() + [" "] * (room - self.width)
            if level == 0:
                canvas[centre] = self._style.note
            padded = f" {part} "
            _put(canvas, centre + 1 if rightward else centre - cells(padded), padded)
            lines.append("".join(canvas))
        return lines

    def _canvas(self) -> list[str]:
        canvas = [" "] * self.width
        for centre in self._centres:
            canvas[centre] = self._style.life
        return canvas

    def _middle(self, text: str) -> str:
        text = clipped(text, self._lane - 1, self._style.more)
        before = max(self._lane // 2 - cells(text) // 2, 0)
        return " " * before + text + " " * (self._lane - before - cells(text))


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
