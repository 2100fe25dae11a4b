"""Members → bytes: walks from a file on disk through the archives inside it, and writes to no folder."""

import stat
import struct
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import IO, Self, cast

from tracekit.archive.allowance import Allowance
from tracekit.archive.container import Archive
from tracekit.archive.decode import readable
from tracekit.archive.layers import without_layers
from tracekit.archive.limits import SPOOL_BYTES, Limits
from tracekit.archive.member import (
    COLLECT_AGAIN,
    DEVICE,
    EMPTY,
    LINK,
    READ,
    UNPACK_FIRST,
    Content,
    MemberRef,
    NotAnArchive,
    Text,
    Unreadable,
    Verdict,
    skipped,
    worse,
)
from tracekit.archive.packing import ARCHIVES, HEAD, foreign, inner_head, packing_of
from tracekit.archive.tarred import TarArchive
from tracekit.archive.window import Sink, Window, in_memory
from tracekit.archive.zip_end import ends_like_zip, find_end
from tracekit.archive.zipped import ZipArchive

FAULTS = (OSError, EOFError, ValueError, ArithmeticError, struct.error, zlib.error)
"""What the system may raise for a file that exists, and, to be safe, what damaged packing could still do."""

CHANGED = skipped("the archive has changed since it was listed", "run again")

STRICT = Limits()
"""The limits when none are given."""

NOTHING = in_memory(b"")

NewSink = Callable[[int], Sink]
"""Makes a place for so many bytes at most."""


def load(ref: MemberRef, limits: Limits = STRICT) -> Content:
    """The bytes of one member. For many members of the same archive use a Reader, which opens it once."""
    with Reader(limits) as reader:
        return reader.load(ref)


class Reader:
    """Loads members and keeps the archives on the way to the last one open; a context manager.

    No fault of a member is raised: it becomes a state with its reason. Members in the order of
    ``find_members`` are read fastest, as each archive is then unpacked once. ``limits``: the total is
    counted over the life of the Reader.
    """

    def __init__(self, limits: Limits = STRICT) -> None:
        self.limits = limits
        self._spent = 0
        self._text = ExitStack()
        """What the text opened last needs: its file, on disk or unnamed."""
        self._source: tuple[str, bytes | None] | None = None
        self._place: tuple[int, ...] = ()
        self._open: list[tuple[Archive, Verdict, ExitStack]] = []
        """The outermost archive, then the one at ``_place[0]`` in it, and so on; how each was unpacked."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the archives and the text that are open."""
        self._text.close()
        self._keep(0)

    def load(self, ref: MemberRef) -> Content:
        """All bytes of a member, out of its archives and compression, and what became of it.

        ``data`` is text in UTF-8 or a single-byte encoding, or what a binary file holds.
        """
        text = self.open(ref)
        return Content(text.window.all(), text.state, text.reason, text.harmless)

    def open(self, ref: MemberRef) -> Text:
        """The same bytes to be read piece by piece, for members of any size; good until the next call."""
        self._text.close()
        if ref.verdict is not None:
            return _told(ref.verdict)
        try:
            with ExitStack() as opened:
                text = self._opened(ref, opened)
                self._text = opened.pop_all()
                return text
        except Unreadable as told:
            return _told(told.verdict)
        except FAULTS as fault:
            return _told(skipped(f"cannot be read ({fault_words(fault)})", COLLECT_AGAIN))

    def archive(self, ref: MemberRef) -> tuple[Archive, Verdict]:
        """The archive that the member is, good until the next call, and how it came out of its compression.

        Raises Unreadable.
        """
        if (ref.source, ref.held) != self._source:
            self._keep(0)
            self._source = (ref.source, ref.held)
        shared = 0
        while shared < min(len(ref.chain), len(self._place)) and ref.chain[shared] == self._place[shared]:
            shared += 1
        self._keep(shared + 1)
        while len(self._open) <= len(ref.chain):
            self._place = ref.chain[: len(self._open)]
            with ExitStack() as opened:
                archive, verdict = self._next(ref, opened)
                self._open.append((archive, verdict, opened.pop_all()))
        return self._open[-1][:2]

    def is_archive(self, ref: MemberRef) -> bool:
        """Whether the member may be a zip or tar, perhaps compressed; told by its first bytes.

        For a file on disk by its last bytes too: a zip can stand behind a program or other bytes.
        """
        layers = self.limits.layers
        kinds = ARCHIVES if ref.depth < self.limits.nesting else ARCHIVES[:2]  # no program is refused
        try:
            if ref.chain:
                archive = self._parent(ref)
                return (
                    packing_of(inner_head(lambda count: archive.head(ref.chain[-1], count), layers)) in kinds
                )
            if ref.held is None and not stat.S_ISREG(Path(ref.source).lstat().st_mode):
                return False
            with ExitStack() as opened:
                whole = _opened(ref, opened)
                packing = packing_of(inner_head(lambda count: whole.at(0, count), layers))
                return packing in kinds or (packing is None and ends_like_zip(whole))
        except (*FAULTS, Unreadable):
            return False

    def _keep(self, count: int) -> None:
        while len(self._open) > count:
            self._open.pop()[2].close()
        self._place = self._place[: max(len(self._open) - 1, 0)]

    def _parent(self, ref: MemberRef) -> Archive:
        """The archive that holds the member; raises Unreadable, also when it has no such entry any more."""
        archive = self.archive(MemberRef(ref.name, ref.source, ref.chain[:-1], held=ref.held))[0]
        return _with_entry(archive, ref.chain[-1])

    def _next(self, ref: MemberRef, opened: ExitStack) -> tuple[Archive, Verdict]:
        """The next archive on the way, at ``_place``: the source, or an entry of the archive before."""
        if not self._open:
            source, verdict = _opened(ref, opened), READ
            allowance = self._allowance(source.size)
        else:
            index = self._place[-1]
            archive = _with_entry(self._open[-1][0], index)
            plain = archive.plain(index)
            allowance = self._allowance(archive.entries[index].packed)
            if plain is None:
                source, verdict = self._unpacked(archive, index, allowance, _archive_sink(opened))
            else:
                source, verdict = plain, READ
        source, produced, layers = without_layers(
            source, allowance, self.limits.layers, _archive_sink(opened)
        )
        self._spent += produced
        verdict = worse(verdict, layers)
        if verdict.state in ("skipped", "refused"):
            raise Unreadable(verdict)
        return self._archive_in(source), verdict

    def _archive_in(self, source: Window) -> Archive:
        packing = packing_of(source.at(0, HEAD))
        if packing == "tar":
            return TarArchive(source, self.limits.members)
        if packing != "zip" and find_end(source) is None:
            raise NotAnArchive(CHANGED)
        return ZipArchive(source, self.limits)

    def _allowance(self, packed: int) -> Allowance:
        return Allowance(self.limits, packed, self._spent)

    def _unpacked(
        self, archive: Archive, index: int, allowance: Allowance, place: NewSink
    ) -> tuple[Window, Verdict]:
        """An entry in a stream of its own; raises Unreadable when nothing is left of it."""
        verdict = archive.entries[index].verdict
        if verdict is not None:
            raise Unreadable(verdict)
        sink = place(allowance.room)
        verdict = archive.unpack(index, sink)
        self._spent += sink.size
        if verdict is None or verdict.state in ("skipped", "refused"):
            raise Unreadable(verdict or allowance.refusal)
        return sink.window(), worse(verdict, allowance.note(sink.size))

    def _opened(self, ref: MemberRef, opened: ExitStack) -> Text:
        place = _text_sink(opened)
        source, verdict, allowance = self._packed(ref, opened, place)
        live = ref.name.lower().endswith(".gzo")
        source, produced, layers = without_layers(source, allowance, self.limits.layers, place, live=live)
        self._spent += produced if produced or ref.chain else source.size
        verdict = worse(verdict, layers)
        if verdict.state in ("skipped", "refused"):
            return _told(verdict)
        if not source.size:
            return _told(EMPTY if verdict.state == "read" else verdict)
        head = source.at(0, HEAD)
        if packing_of(head) in ("zip", "tar"):
            return _told(skipped("an archive that cannot be opened where it is", UNPACK_FIRST))
        told = foreign(head)
        if told is not None:
            return _told(told)
        if source.size > allowance.room:
            return _told(allowance.refusal)
        source, note = readable(source, place)
        verdict = worse(verdict, note)
        return Text(source, verdict.state, verdict.reason)

    def _packed(self, ref: MemberRef, opened: ExitStack, place: NewSink) -> tuple[Window, Verdict, Allowance]:
        """The member as it lies in its archive or on disk, still in its own compression."""
        if ref.chain:
            archive, index = self._parent(ref), ref.chain[-1]
            allowance = self._allowance(archive.entries[index].packed)
            return *self._unpacked(archive, index, allowance, place), allowance
        if ref.held is None:
            mode = Path(ref.source).lstat().st_mode
            if not stat.S_ISREG(mode):
                raise Unreadable(_not_a_file(mode))
        source = _opened(ref, opened)
        return source, READ, self._allowance(source.size)


def _with_entry(archive: Archive, index: int) -> Archive:
    if index >= len(archive.entries):
        raise Unreadable(CHANGED)
    return archive


def _opened(ref: MemberRef, opened: ExitStack) -> Window:
    if ref.held is not None:
        return in_memory(ref.held)
    return Window(opened.enter_context(Path(ref.source).open("rb")))


def _archive_sink(opened: ExitStack) -> NewSink:
    """Places for an archive that is unpacked, which is read in any order and more than once."""

    def spool() -> IO[bytes]:
        import tempfile  # loads bz2 and lzma, which ordinary input does not need

        spooled = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - closed with the archive
        return cast("IO[bytes]", opened.enter_context(spooled))

    return lambda room: Sink(spool(), room)


def _text_sink(opened: ExitStack) -> NewSink:
    """Places for a file that is unpacked: memory, and above a size a file without a name."""

    def spool() -> IO[bytes]:
        import tempfile

        return cast("IO[bytes]", opened.enter_context(tempfile.TemporaryFile()))

    return lambda room: Sink(BytesIO(), room, spool)


def _told(verdict: Verdict) -> Text:
    return Text(NOTHING, verdict.state, verdict.reason, verdict.harmless)


def _not_a_file(mode: int) -> Verdict:
    if stat.S_ISLNK(mode):
        return LINK
    if stat.S_ISDIR(mode):
        return skipped("a folder that cannot be opened", "check its permissions")
    return DEVICE


def fault_words(fault: BaseException) -> str:
    """The fault in its own words; of a system error only the system's, as its text repeats the path."""
    return (fault.strerror if isinstance(fault, OSError) else None) or str(fault) or type(fault).__name__
