"""One file of the input: how it is found again, and what came out of it."""

from dataclasses import dataclass, field
from typing import Literal

from tracekit.archive.window import Window
from tracekit.errors import reason

State = Literal["read", "partly read", "skipped", "refused"]
"""What became of a member; the words of the ``members`` table."""

COLLECT_AGAIN = "collect or copy the file again"
"""The cure for whatever arrived damaged, cut or empty."""

UNPACK_FIRST = "unpack it with another tool and give the folder"
"""The cure for what is packed in a way that is not read here."""

_GZIP_RATIO = 7


@dataclass(frozen=True)
class Verdict:
    """What became of a file, without its bytes."""

    state: State = "read"
    reason: str | None = None
    """Why it was not wholly read: what – what was done – what you can do. With state "read": a note."""
    harmless: bool = False
    """Nothing can be missing although nothing was read: an empty file, a link, a device."""


READ = Verdict()


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
    verdict: Verdict | None = None
    """What loading will give, where that is known from listing: an archive that stands for itself."""

    @property
    def text_size(self) -> int:
        """About how many bytes of text it holds; for planning only. SDL packs 5:1 to 14:1."""
        return self.size * (_GZIP_RATIO if self.name.endswith((".gz", ".gzo")) else 1)

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
    """As in Verdict."""
    harmless: bool = False
    """As in Verdict."""


@dataclass(frozen=True)
class Text:
    """What opening a member gave: its decompressed bytes in a window, which may lie on disk."""

    window: Window = field(repr=False)
    state: State = "read"
    reason: str | None = None
    """As in Verdict."""
    harmless: bool = False
    """As in Verdict."""


class Unreadable(Exception):
    """An archive cannot be opened; carries what is to be told of it. Never leaves the package."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


class NotAnArchive(Unreadable):
    """A program that could have been a self-extracting archive and is none: a plain file."""


_WORST: tuple[State, ...] = ("read", "partly read", "skipped", "refused")


def worse(one: Verdict, other: Verdict) -> Verdict:
    """Of two verdicts on the same bytes the worse; the first when they are alike and it has a reason."""
    first, second = _WORST.index(one.state), _WORST.index(other.state)
    if first == second:
        return one if one.reason else other
    return one if first > second else other


def skipped(what: str, cure: str, *, harmless: bool = False) -> Verdict:
    """Nothing is read of it."""
    return Verdict("skipped", reason(what, "skipped", cure), harmless)


def refused(what: str, cure: str) -> Verdict:
    """A limit forbids it."""
    return Verdict("refused", reason(what, "refused", cure))


def partly(what: str, recovered: int, stated: int | None = None, cure: str = COLLECT_AGAIN) -> Verdict:
    """Something is lost; skipped when nothing is left."""
    if not recovered:
        return Verdict("skipped", reason(what, "nothing could be recovered", cure))
    of = f" of {stated:,}" if stated is not None and stated > recovered else ""
    rest = "" if of else ", the rest is lost"
    return Verdict("partly read", reason(what, f"{recovered:,}{of} bytes recovered{rest}", cure))


def noted(what: str, done: str) -> Verdict:
    """All is read, and there is something to know."""
    return Verdict("read", reason(what, done, "nothing, unless something is missing"))


LINK = skipped("a symbolic link", "give the file it points to", harmless=True)
"""The answer to a link in a folder or archive: it may point anywhere."""
HARD_LINK = skipped("a hard link", "give the file it points to", harmless=True)
DEVICE = skipped("a device, pipe or socket", "give a file", harmless=True)
EMPTY = skipped("the file is empty", COLLECT_AGAIN, harmless=True)
