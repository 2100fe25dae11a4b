"""Texts of members that are looked into again and again."""

from collections import OrderedDict

from tracekit.archive.limits import MEMORY_BYTES, Limits
from tracekit.archive.member import MemberRef, Text
from tracekit.archive.reader import Reader

KEPT_BYTES = 256 * 1024**2
"""Text that is kept in memory: a few dozen trace files."""

KEPT_FILES = 4
"""Larger texts that stay unpacked on disk."""


class Texts:
    """Gives parts of members; the latest ones stay at hand, small ones in memory and large ones on disk."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._small: OrderedDict[str, bytes] = OrderedDict()
        self._large: OrderedDict[str, tuple[Reader, Text]] = OrderedDict()

    def part(self, ref: MemberRef, offset: int, length: int) -> bytes:
        """Bytes of the decompressed text, fewer where it ends."""
        if ref.name in self._small:
            self._small.move_to_end(ref.name)
        elif ref.name in self._large:
            self._large.move_to_end(ref.name)
        else:
            self._open(ref)
        if ref.name in self._small:
            return self._small[ref.name][offset : offset + length]
        return self._large[ref.name][1].window.at(offset, length)

    def _open(self, ref: MemberRef) -> None:
        reader = Reader(self._limits)
        text = reader.open(ref)
        if text.window.size > MEMORY_BYTES:
            self._large[ref.name] = reader, text
            while len(self._large) > KEPT_FILES:
                self._large.popitem(last=False)[1][0].close()
            return
        self._small[ref.name] = text.window.all()
        reader.close()
        while len(self._small) > 1 and sum(map(len, self._small.values())) > KEPT_BYTES:
            self._small.popitem(last=False)

    def close(self) -> None:
        """Lets go of everything."""
        for reader, _ in self._large.values():
            reader.close()
        self._large.clear()
        self._small.clear()

    def __del__(self) -> None:
        self.close()
