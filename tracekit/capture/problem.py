"""What a capture claimed and could not be read."""

from dataclasses import dataclass

from tracekit.errors import reason
from tracekit.visible import visible

MOST_PROBLEMS = 100
"""Kept of one capture; a file of noise has as many as it has blocks."""


@dataclass(frozen=True)
class Problem:
    """One row of the problems table: the reason in its three parts, and the byte or line it is at."""

    reason: str
    offset: int | None = None
    line: int | None = None


class Problems:
    """Collects problems of one capture, each kind of reason once, at most ``MOST_PROBLEMS``."""

    def __init__(self) -> None:
        self._found: dict[str, Problem] = {}

    def add(
        self, what: str, done: str, cure: str, offset: int | None = None, line: int | None = None
    ) -> None:
        """A problem: what is wrong – what was done – what you can do."""
        text = visible(reason(what, done, cure))
        if len(self._found) < MOST_PROBLEMS:
            self._found.setdefault(text, Problem(text, offset, line))

    def all(self) -> tuple[Problem, ...]:
        """In the order in which they were found."""
        return tuple(self._found.values())
