"""What a zip and a tar have in common."""

from dataclasses import dataclass
from typing import Protocol

from tracekit.archive.member import Verdict
from tracekit.archive.window import Sink, Window


@dataclass(frozen=True)
class Entry:
    """One file in an archive, as listed."""

    name: str
    size: int
    """Bytes as the archive states them; a claim."""
    packed: int
    """Bytes that it takes up in the archive."""
    verdict: Verdict | None = None
    """Why it cannot be read, where the listing tells already."""


class Archive(Protocol):
    """A zip or tar; entries are known by their index in ``entries``."""

    @property
    def entries(self) -> list[Entry]:
        """All files, in a fixed order; folders are left out unless they claim to hold bytes."""

    @property
    def fault(self) -> Verdict | None:
        """What is wrong with the archive as a whole."""

    def plain(self, index: int) -> Window | None:
        """The bytes of an entry where they stand in the archive as they are."""

    def unpack(self, index: int, sink: Sink) -> Verdict | None:
        """Puts the bytes of an entry into the sink; None when they are more than it takes."""

    def head(self, index: int, count: int) -> bytes:
        """About ``count`` first bytes of an entry, empty when it cannot be read."""
