"""A text by its lines, and the bytes of those that were read."""

from collections.abc import Collection
from functools import cached_property


class Lines:
    """Text of the input; lines count from 1 and are the same in its bytes and in its characters."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def decoded(self) -> str:
        return self.data.decode("utf-8", errors="replace")

    @cached_property
    def starts(self) -> list[int]:
        """The first byte of each line, and behind the last one the end of the text."""
        found = [0]
        at = self.data.find(b"\n") + 1
        while at:
            found.append(at)
            at = self.data.find(b"\n", at) + 1
        if found[-1] < len(self.data):
            found.append(len(self.data))
        return found

    def place(self, first: int, last: int) -> dict[str, int]:
        """``line, offset, length`` of some lines."""
        start, end = self.starts[first - 1], self.starts[min(last, len(self.starts) - 1)]
        return {"line": first, "offset": start, "length": end - start}

    def size(self, lines: Collection[int], before: int | None = None) -> tuple[int, int]:
        """How many of the lines end at or before a byte, and their bytes."""
        limit = len(self.data) if before is None else before
        sizes = [
            self.starts[line] - self.starts[line - 1]
            for line in lines
            if line < len(self.starts) and self.starts[line] <= limit
        ]
        return len(sizes), sum(sizes)
