"""Members → bytes: walks from a file on disk through the archives inside it, and writes to no folder."""

import io
import stat
import tempfile
import zipfile
from pathlib import Path
from typing import IO, Self, cast

from tracekit.archive.gzipped import head_without_gzip, without_gzip
from tracekit.archive.limits import HEAD_BYTES, MAX_ARCHIVE_DEPTH, MAX_MEMBER_BYTES, SPOOL_BYTES
from tracekit.archive.member import COLLECT_AGAIN, LINK, Content, MemberRef, too_long
from tracekit.archive.zipped import FAULTS, ZIP_MAGIC, chunks, read_entry
from tracekit.errors import reason


def load(ref: MemberRef) -> Content:
    """The bytes of one member. For many members of the same archive use a Reader, which opens it once."""
    with Reader() as reader:
        return reader.load(ref)


class Reader:
    """Loads members and keeps the archives on the way to the last one open; a context manager.

    No fault of a member is raised: it becomes a state with its reason.
    """

    def __init__(self) -> None:
        self._source: tuple[str, bytes | None] | None = None
        self._place: tuple[int, ...] = ()
        self._open: list[tuple[zipfile.ZipFile, IO[bytes]]] = []
        """The outermost archive, then the one at ``_place[0]`` in it, and so on."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._keep(0)

    def load(self, ref: MemberRef) -> Content:
        """The bytes of a member, out of its archives and gzip taken off, and what became of it."""
        try:
            if not ref.chain and self._head(ref).startswith(ZIP_MAGIC):
                return self._archive_as_member(ref)
            content = self._packed(ref)
        except FAULTS as fault:
            what = f"cannot be read ({_words(fault)})"
            return Content(b"", "skipped", reason(what, "skipped", COLLECT_AGAIN))
        if content.state == "read":
            content = without_gzip(content.data)
        if content.data.startswith(ZIP_MAGIC):
            return self._archive_as_member(ref)
        if content.state == "read" and not content.data:
            return Content(b"", "skipped", reason("the file is empty", "skipped", COLLECT_AGAIN))
        return content

    def is_archive(self, ref: MemberRef) -> bool:
        """Whether the member starts like a zip, perhaps inside a gzip."""
        try:
            return head_without_gzip(self._head(ref)).startswith(ZIP_MAGIC)
        except FAULTS:
            return False

    def archive(self, ref: MemberRef) -> zipfile.ZipFile:
        """The zip that the member is, good until the next call; raises what FAULTS names."""
        if (ref.source, ref.held) != self._source:
            self._keep(0)
            self._source = (ref.source, ref.held)
        shared = 0
        while shared < min(len(ref.chain), len(self._place)) and ref.chain[shared] == self._place[shared]:
            shared += 1
        self._keep(shared + 1)
        while len(self._open) <= len(ref.chain):
            self._place = ref.chain[: len(self._open)]
            stream = self._stream(ref)
            try:
                self._open.append((zipfile.ZipFile(stream), stream))
            except BaseException:
                stream.close()
                raise
        return self._open[-1][0]

    def _keep(self, count: int) -> None:
        while len(self._open) > count:
            archive, stream = self._open.pop()
            archive.close()
            stream.close()
        self._place = self._place[: max(len(self._open) - 1, 0)]

    def _stream(self, ref: MemberRef) -> IO[bytes]:
        """The next archive on the way, at ``_place``: the source, or an entry of the archive before."""
        if not self._open:
            stream = _opened(ref)
        else:
            spool = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - closed by _keep
            stream = cast("IO[bytes]", spool)
            try:
                spool.writelines(chunks(self._open[-1][0], self._place[-1]))
            except BaseException:
                spool.close()
                raise
        stream.seek(0)
        if head_without_gzip(stream.read(HEAD_BYTES)).startswith(ZIP_MAGIC):
            stream.seek(0)
            if stream.read(1) != ZIP_MAGIC[0][:1]:
                stream.seek(0)
                with stream:
                    return io.BytesIO(without_gzip(stream.read(MAX_MEMBER_BYTES)).data)
        return stream

    def _head(self, ref: MemberRef) -> bytes:
        if not ref.chain:
            if ref.held is None and not stat.S_ISREG(Path(ref.source).lstat().st_mode):
                return b""
            with _opened(ref) as stream:
                return stream.read(HEAD_BYTES)
        archive = self._parent(ref)
        with archive.open(archive.infolist()[ref.chain[-1]]) as stream:
            return stream.read(HEAD_BYTES)

    def _parent(self, ref: MemberRef) -> zipfile.ZipFile:
        return self.archive(MemberRef(ref.name, ref.source, ref.chain[:-1], held=ref.held))

    def _packed(self, ref: MemberRef) -> Content:
        if ref.chain:
            return read_entry(self._parent(ref), ref.chain[-1])
        if ref.held is not None:
            return Content(ref.held)
        mode = Path(ref.source).lstat().st_mode
        if not stat.S_ISREG(mode):
            return _not_a_file(mode)
        with _opened(ref) as stream:
            data = stream.read(MAX_MEMBER_BYTES + 1)
        return Content(data) if len(data) <= MAX_MEMBER_BYTES else too_long()

    def _archive_as_member(self, ref: MemberRef) -> Content:
        """Why an archive stands in the list itself, instead of its files."""
        if ref.depth >= MAX_ARCHIVE_DEPTH:
            what = f"archives nested deeper than {MAX_ARCHIVE_DEPTH}"
            return Content(b"", "refused", reason(what, "refused", "unpack the inner one and give it"))
        try:
            self.archive(ref)
        except FAULTS as fault:
            what = f"zip is damaged or cut ({_words(fault)})"
            return Content(b"", "skipped", reason(what, "skipped", COLLECT_AGAIN))
        return Content(b"", "skipped", reason("zip holds no files", "skipped", COLLECT_AGAIN))


def _opened(ref: MemberRef) -> IO[bytes]:
    return Path(ref.source).open("rb") if ref.held is None else io.BytesIO(ref.held)


def _not_a_file(mode: int) -> Content:
    if stat.S_ISLNK(mode):
        return LINK
    if stat.S_ISDIR(mode):
        why = reason("a folder that cannot be opened", "skipped", "check its permissions")
    else:
        why = reason("a device, pipe or socket", "skipped", "give a file")
    return Content(b"", "skipped", why)


def _words(fault: BaseException) -> str:
    """The fault in its own words; of a system error only the system's, as its text repeats the path."""
    return (fault.strerror if isinstance(fault, OSError) else None) or str(fault) or type(fault).__name__
