"""One file of the input: how it is found again, and what came out of it."""

from dataclasses import dataclass, field
from typing import Literal

from tracekit.archive.limits import MAX_MEMBER_BYTES
from tracekit.errors import reason

State = Literal["read", "partly read", "skipped", "refused"]
"""What became of a member; the words of the ``members`` table."""

COLLECT_AGAIN = "collect or copy the file again"
"""The cure for whatever arrived damaged, cut or empty."""


@dataclass(frozen=True)
class MemberRef:
    """Enough to load the same bytes again, in this process or another.

    Archives are walked by the index of an entry and never by its name: names can repeat or be hostile.
    """

    name: str
    """Shown to the user: ``bundle.zip!path/in/zip!inner``; not safe to open or to print as it is."""
    source: str
    """Path of the file on disk, links resolved; for standard input its display name."""
    chain: tuple[int, ...] = ()
    """Index of the entry in the outermost archive, then in the archive that this entry is, and so on."""
    size: int = 0
    """Bytes as stated before reading: on disk, or as the archive claims. For planning only."""
    held: bytes | None = field(default=None, repr=False)
    """The source's bytes when it cannot be read twice: standard input, a pipe."""

    @property
    def depth(self) -> int:
        """Levels of archive around it."""
        return len(self.chain)


@dataclass(frozen=True)
class Content:
    """What loading a member gave."""

    data: bytes = field(repr=False)
    """Decompressed bytes; all that could be recovered when the state is "partly read"."""
    state: State = "read"
    reason: str | None = None
    """Why it was not, or not wholly, read: what – what was done – what you can do."""


LINK = Content(b"", "skipped", reason("a symbolic link", "not followed", "give the file it points to"))
"""The answer to a link in a folder or archive: it may point anywhere."""


def too_long() -> Content:
    """The answer to a member over the limit."""
    what = f"larger than {MAX_MEMBER_BYTES:,} bytes when decompressed"
    return Content(b"", "refused", reason(what, "refused", "split it and give the parts"))
