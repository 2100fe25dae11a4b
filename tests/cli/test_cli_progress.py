"""The progress bar: for people at a terminal who wait."""

import io

from tracekit.cli.progress import ProgressBar


class Terminal(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def drawn(terminal: bool, seconds: float) -> str:
    stream, clock = Terminal(terminal), Clock()
    with ProgressBar(stream, clock) as progress:
        for done in range(1, 11):
            clock.now += seconds / 10
            progress(done, 10, "member")
    return stream.getvalue()


def test_short_work_needs_no_bar() -> None:
    assert drawn(terminal=True, seconds=0.9) == ""


def test_only_a_terminal_gets_a_bar() -> None:
    assert drawn(terminal=False, seconds=60) == ""


def test_bar_is_drawn_and_wiped() -> None:
    shown = drawn(terminal=True, seconds=20)
    assert "\r[###---------------------------] 1 of 10 files" in shown
    assert "\r[##############################] 10 of 10 files" in shown
    last = shown.split("\r")
    assert last[-1] == ""
    assert last[-2].strip() == ""
    assert len(last[-2]) >= len(last[-3])


def test_bar_is_not_drawn_for_every_file() -> None:
    stream, clock = Terminal(True), Clock()
    with ProgressBar(stream, clock) as progress:
        clock.now = 2.0
        for done in range(1, 10_001):
            progress(done, 10_000, "member")
    assert stream.getvalue().count("files") == 1
