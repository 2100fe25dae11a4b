"""Readings of texts, each distinct text read once."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

BYTES_KEPT = 1 << 20
"""Bytes of distinct texts remembered: tags and branches repeat in a dialog, devices and agents for ever."""

Reading = TypeVar("Reading")


class Remembered(Generic[Reading]):
    """Readings by text as written; ``read`` reads texts that are new, many at once and in their order."""

    def __init__(self, read: Callable[[list[bytes]], Iterable[Reading]]) -> None:
        self.read = read
        self.known: dict[bytes, Reading] = {}
        self.size = 0

    def of(self, texts: list[bytes]) -> list[Reading]:
        """The reading of each text."""
        known = self.known
        if new := list(set(texts).difference(known)):
            size = sum(map(len, new))
            if self.size + size > BYTES_KEPT:
                known = self.known = {}
                self.size, new = 0, list(set(texts))
            self.size += size
            known.update(zip(new, self.read(new), strict=True))
        return list(map(known.__getitem__, texts))

    def forget(self) -> None:
        """Begins anew."""
        self.known, self.size = {}, 0
