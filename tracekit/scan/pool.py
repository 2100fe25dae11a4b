"""Members read over any executor: by default processes, one for each core, in batches of files.

The result does not depend on the number of workers: it is put together in the order of the members.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from tracekit.archive import Limits, MemberRef, Reader, cores
from tracekit.errors import reason
from tracekit.scan.source import Source, lost_source, read_source

Progress = Callable[[int, int, str], None]
"""Told after each member: how many are done, how many there are, the name of the one just done."""

BATCH_BYTES = 24_000_000
"""Text a worker gets at a time: enough to make the hand-over cheap, little enough to share the work out."""

POOL_FROM_BYTES = 48_000_000
"""Below this a second process starts no sooner than the first one is done."""

STRICT = Limits()

_OBJECTS = 200_000
"""New objects after which Python looks for cycles; a batch has a few of these."""

_LOST = reason("the process that read it died twice", "left out", "give it alone, or more memory")


def read_sources(
    refs: Sequence[MemberRef],
    executor: Executor | None = None,
    progress: Progress | None = None,
    limits: Limits = STRICT,
) -> list[Source]:
    """What every member holds, in the order of ``refs``: one Source, or several where it is several files.

    ``executor`` is used as it is and left open. Without one, large inputs are read by a pool of processes; a
    process that dies (killed, out of memory) is replaced, its files are tried once more one by one, and what
    dies again is a refused member.
    """
    counted = _Counter(len(refs), progress)
    if executor is not None:
        return _ordered(refs, _run(executor, batches(refs), counted, limits))
    if sum(ref.text_size for ref in refs) < POOL_FROM_BYTES or cores() < 2:
        return read_batch(refs, limits, counted.one)
    return _ordered(refs, _in_processes(refs, counted, limits))


def batches(refs: Sequence[MemberRef]) -> list[list[MemberRef]]:
    """Members put together to about BATCH_BYTES of text, in order."""
    found: list[list[MemberRef]] = []
    room = 0
    for ref in refs:
        size = ref.text_size
        if not found or size > room:
            found.append([])
            room = BATCH_BYTES
        found[-1].append(ref)
        room -= size
    return found


def read_batch(
    refs: Sequence[MemberRef], limits: Limits = STRICT, told: Callable[[str], None] | None = None
) -> list[Source]:
    """Members one after the other; an archive is opened once for all of them."""
    sources: list[Source] = []
    with _rare_collection(), Reader(limits) as reader:
        for ref in refs:
            sources += read_source(ref, reader)
            if told is not None:
                told(ref.name)
    return sources


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Python looks for cycles of dead objects seldom meanwhile: reading makes many objects and no cycles."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Counter:
    """Counts members for the progress callback."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.done = 0
        self.total = total
        self.progress = progress

    def one(self, name: str) -> None:
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.total, name)


def _in_processes(refs: Sequence[MemberRef], counted: _Counter, limits: Limits) -> dict[str, list[Source]]:
    found = _attempt(batches(refs), counted, limits)
    left = [ref for ref in refs if ref.name not in found]
    for ref in left:  # alone, so that one bad file cannot take another one with it
        found |= _attempt([[ref]], counted, limits)
        if ref.name not in found:
            found[ref.name] = [lost_source(ref, _LOST)]
            counted.one(ref.name)
    return found


def _attempt(work: list[list[MemberRef]], counted: _Counter, limits: Limits) -> dict[str, list[Source]]:
    """As many batches as the pool survives."""
    workers = min(cores(), len(work))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return _run(pool, work, counted, limits)


def _run(
    executor: Executor, work: list[list[MemberRef]], counted: _Counter, limits: Limits
) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    futures: Iterable[Future[list[Source]]] = [executor.submit(read_batch, batch, limits) for batch in work]
    for future in as_completed(futures):
        try:
            sources = future.result()
        except BrokenProcessPool:
            continue
        for source in sources:
            if source.file not in found:
                counted.one(source.file)
            found.setdefault(source.file, []).append(source)
    return found


def _ordered(refs: Sequence[MemberRef], found: dict[str, list[Source]]) -> list[Source]:
    return [source for ref in refs for source in found.get(ref.name) or [lost_source(ref, _LOST)]]
