"""The clock of a scenario: runs many steps at once, in order of time."""

import heapq
from collections.abc import Generator
from datetime import datetime, timedelta

Step = Generator[int, None, None]
"""What happens, one thing after the other: yields the milliseconds until the next."""


class Schedule:
    """Runs steps side by side; at one moment those run first that were asked first."""

    def __init__(self, start: datetime) -> None:
        self.start = start
        self.now_ms = 0
        self._asked = 0
        self._waiting: list[tuple[int, int, Step]] = []

    @property
    def now(self) -> datetime:
        """The true time, UTC."""
        return self.start + timedelta(milliseconds=self.now_ms)

    def at(self, ms: int, step: Step) -> None:
        """Begin ``step`` so many milliseconds after the start of the scenario."""
        heapq.heappush(self._waiting, (ms, self._asked, step))
        self._asked += 1

    def run(self, until_ms: int) -> None:
        """Run everything due before ``until_ms``; endless steps such as timers are left there."""
        while self._waiting and self._waiting[0][0] < until_ms:
            due, _, step = heapq.heappop(self._waiting)
            self.now_ms = due
            try:
                pause = next(step)
            except StopIteration:
                continue
            self.at(due + pause, step)
        self.now_ms = until_ms
