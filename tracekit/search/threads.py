"""Work done by threads, its results in the order of the work."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from threading import Condition, Thread
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Worker = Callable[[], AbstractContextManager[Callable[[Task], Result]]]
"""Gives each thread, for as long as it works, what does one task."""

_AHEAD = 8
"""Tasks for each thread that may be done before their turn: what they found waits in memory."""


def in_order(
    worker: Worker[Task, Result], tasks: Sequence[Task], workers: int
) -> Generator[Result, None, None]:
    """Each task's result, in the order of the tasks; what a task raises is raised in its place.

    With fewer than two workers or tasks everything is done in this thread.
    """
    if min(workers, len(tasks)) < 2:
        with worker() as do:
            yield from map(do, tasks)
        return
    shared = _Shared(worker, tasks, workers * _AHEAD)
    for _ in range(min(workers, len(tasks))):
        Thread(target=shared.work, daemon=True).start()  # a daemon does not keep an interrupted program alive
    try:
        for place in range(len(tasks)):
            yield shared.result(place)
    finally:
        shared.stop()


class _Shared(Generic[Task, Result]):
    """The tasks that are left and the results that nobody has taken yet."""

    def __init__(self, worker: Worker[Task, Result], tasks: Sequence[Task], ahead: int) -> None:
        self._worker = worker
        self._tasks = tasks
        self._ahead = ahead
        self._begun = self._wanted = 0
        self._done: dict[int, Result | BaseException] = {}
        self._changed = Condition()

    def work(self) -> None:
        """One thread: takes tasks until there are none."""
        with self._worker() as do:
            while (place := self._next()) is not None:
                try:
                    found: Result | BaseException = do(self._tasks[place])
                except BaseException as fault:  # the one who waits for the result gets it
                    found = fault
                with self._changed:
                    self._done[place] = found
                    self._changed.notify_all()

    def result(self, place: int) -> Result:
        """Waits for one result; they are asked for in order."""
        with self._changed:
            self._wanted = place
            self._changed.notify_all()
            self._changed.wait_for(lambda: place in self._done)
            found = self._done.pop(place)
        if isinstance(found, BaseException):
            raise found
        return found

    def stop(self) -> None:
        """No further task is begun."""
        with self._changed:
            self._begun = len(self._tasks)
            self._changed.notify_all()

    def _next(self) -> int | None:
        """The place of the next task, when it is not too far ahead of the one that is waited for."""
        with self._changed:
            self._changed.wait_for(lambda: self._begun < self._wanted + self._ahead or self._over)
            if self._over:
                return None
            self._begun += 1
            return self._begun - 1

    @property
    def _over(self) -> bool:
        return self._begun >= len(self._tasks)
