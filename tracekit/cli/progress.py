"""A progress bar for people who wait at a terminal."""

import sys
import time
from collections.abc import Callable
from typing import Self, TextIO

PATIENCE_S = 1.0
"""Seconds of work before the bar appears: shorter work needs none."""
REDRAW_S = 0.1
_CELLS = 30


class ProgressBar:
    """Called after each file with their numbers; draws on standard error when that is a terminal.

    A context manager: at its end the bar is wiped away.
    """

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._started = clock()
        self._drawn_at: float | None = None
        self._length = 0

    def __call__(self, done: int, total: int, member: str) -> None:
        """``done`` of ``total`` files are read, the last one is ``member``."""
        now = self._clock()
        early = now - self._started < PATIENCE_S
        again = self._drawn_at is not None and now - self._drawn_at < REDRAW_S
        if early or again or not self._stream.isatty():
            return
        filled = done * _CELLS // total
        line = f"[{'#' * filled}{'-' * (_CELLS - filled)}] {done:,} of {total:,} files"
        self._stream.write("\r" + line)
        self._stream.flush()
        self._drawn_at, self._length = now, len(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._length:
            self._stream.write("\r" + " " * self._length + "\r")
            self._stream.flush()
            self._length = 0
