"""What the user gave → the members in it, each with its name and the way to its bytes."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, TypeVar

from tracekit.archive.bundle import STANDARD_INPUT, Bundle, bundles, readable
from tracekit.archive.limits import Limits
from tracekit.archive.member import (
    COLLECT_AGAIN,
    READ,
    MemberRef,
    NotAnArchive,
    Unreadable,
    Verdict,
    refused,
    skipped,
    worse,
)
from tracekit.archive.reader import FAULTS, STRICT, Reader, fault_words
from tracekit.errors import REFUSED, InputProblem

Thing = TypeVar("Thing")


def find_members(inputs: Sequence[str], limits: Limits = STRICT) -> list[MemberRef]:
    """All files in the inputs, sorted by name; the order in which the inputs are given does not matter.

    ``inputs``: paths of files, folders and archives, ``-`` for standard input. Folders are walked without
    following links; zips and tars, compressed or not, are opened down to three levels. A file given twice
    appears once. An archive that is empty, cannot be listed or lacks something stands in the list itself,
    with its ``verdict``; so does what holds more files than ``limits`` allow.

    A path that does not exist or cannot be opened is a member that is skipped, and does not stop the rest.
    Raises InputProblem when there is no rest, or a pipe gives more than ``limits`` allow.
    """
    files: dict[str, MemberRef] = {}
    problems: list[tuple[Bundle, InputProblem]] = []
    for bundle in bundles(inputs):
        try:
            for file in _files(bundle, limits):
                known = files.get(file.source)
                files[file.source] = file if known is None or file.name < known.name else known
        except InputProblem as problem:
            if problem.exit_code == REFUSED:
                raise
            problems.append((bundle, problem))
    if problems and not files:
        raise problems[0][1]
    absent = [
        MemberRef(bundle.name, bundle.path, verdict=skipped(str(problem.args[1]), str(problem.args[3])))
        for bundle, problem in problems
    ]
    with Reader(limits) as reader:
        finder = _Finder(reader)
        for file in sorted(files.values(), key=lambda ref: (ref.name, ref.source)):
            finder.add(file)
    found = sorted([*finder.found, *absent], key=lambda ref: (ref.name, ref.source, ref.chain))
    return [replace(ref, name=name) for name, ref in _distinct((ref.name, ref) for ref in found)]


def _files(bundle: Bundle, limits: Limits) -> Iterator[MemberRef]:
    if bundle.path == STANDARD_INPUT:
        yield _held(bundle, sys.stdin.buffer, limits)
        return
    try:
        status = Path(bundle.path).stat()
        if stat.S_ISDIR(status.st_mode):
            yield from _walked(bundle)
        elif stat.S_ISREG(status.st_mode):
            yield MemberRef(bundle.name, bundle.path, size=status.st_size)
        else:
            with Path(bundle.path).open("rb") as stream:
                yield _held(bundle, stream, limits)
    except FileNotFoundError:
        raise InputProblem(bundle.path, "does not exist", "nothing was read", "check the path") from None
    except OSError as fault:
        what = f"cannot be opened ({fault.strerror})"
        raise InputProblem(bundle.path, what, "nothing was read", "check its permissions") from None


def _held(bundle: Bundle, stream: IO[bytes], limits: Limits) -> MemberRef:
    """Standard input or a pipe: read here, since it cannot be read again."""
    data = stream.read(limits.member_bytes + 1)
    if len(data) > limits.member_bytes:
        what = f"more than {limits.member_bytes:,} bytes from a pipe"
        raise InputProblem(bundle.name, what, "nothing was read", "save it as a file and give that", REFUSED)
    name = "standard input" if bundle.path == STANDARD_INPUT else bundle.name
    return MemberRef(name, bundle.path, size=len(data), held=data)


def _walked(bundle: Bundle) -> Iterator[MemberRef]:
    """Everything below a folder that is not a folder itself, and the folders that could not be opened."""
    closed: list[str] = []
    walk = os.walk(bundle.path, onerror=lambda fault: closed.append(fault.filename))
    for folder, subfolders, names in walk:
        linked = [name for name in subfolders if Path(folder, name).is_symlink()]
        for name in names + linked:
            yield _below(bundle, os.path.join(folder, name))  # noqa: PTH118 - Path would change the name
    for folder in closed:
        yield _below(bundle, folder)


def _below(bundle: Bundle, path: str) -> MemberRef:
    inner = os.path.relpath(path, bundle.path).replace(os.sep, "/")
    try:
        size = Path(path).lstat().st_size
    except OSError:  # gone or closed since it was listed: loading it will say so
        size = 0
    return MemberRef(f"{bundle.name}/{readable(inner)}", path, size=size)


class _Finder:
    """Takes files one after the other and lists them, or what is in them when they are archives."""

    def __init__(self, reader: Reader) -> None:
        self.found: list[MemberRef] = []
        self._reader = reader
        self._full = False

    def add(self, ref: MemberRef) -> None:
        """Lists one file, or its content down to the last level of archives."""
        limits = self._reader.limits
        if not self._reader.is_archive(ref):
            self._list(ref)
        elif ref.depth >= limits.nesting:
            what = f"archives nested deeper than {limits.nesting}"
            self._list(ref, refused(what, "unpack the inner one and give it"))
        else:
            self._open(ref)

    def _open(self, ref: MemberRef) -> None:
        try:
            archive, verdict = self._reader.archive(ref)
        except NotAnArchive:
            return self._list(ref)
        except Unreadable as told:
            return self._list(ref, told.verdict)
        except FAULTS as fault:
            return self._list(
                ref, skipped(f"the archive cannot be read ({fault_words(fault)})", COLLECT_AGAIN)
            )
        entries, verdict = archive.entries, worse(verdict, archive.fault or READ)
        if verdict.state != "read":
            self._list(ref, verdict)
        elif not entries:
            self._list(ref, skipped("the archive holds no files", COLLECT_AGAIN, harmless=True))
        named = _distinct((entry.name, (index, entry)) for index, entry in enumerate(entries))
        for name, (index, entry) in named:
            inner = MemberRef(
                f"{ref.name}!{name}", ref.source, (*ref.chain, index), entry.size, ref.held, entry.verdict
            )
            if self._full:
                break
            if entry.verdict is not None:
                self._list(inner)
            else:
                self.add(inner)
        return None

    def _list(self, ref: MemberRef, verdict: Verdict | None = None) -> None:
        most = self._reader.limits.members
        if self._full:
            return
        if len(self.found) >= most:
            self._full = True
            verdict = refused(
                f"more than {most:,} files, this and all after it", "give it in parts, or use --no-limits"
            )
        self.found.append(ref if verdict is None else replace(ref, verdict=verdict))


def _distinct(named: Iterable[tuple[str, Thing]]) -> Iterator[tuple[str, Thing]]:
    """The same things under names of their own: the second ``a`` is called ``a#2``."""
    taken: dict[str, int] = {}
    for name, thing in named:
        own, count = name, taken.get(name, 0)
        while own in taken:
            count += 1
            own = f"{name}#{max(count, 2)}"
        taken[name] = max(count, 1)
        taken.setdefault(own, 1)
        yield own, thing
