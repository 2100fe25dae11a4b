"""What the user gave → the members in it, each with its name and the way to its bytes."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, TypeVar

from tracekit.archive.bundle import STANDARD_INPUT, Bundle, bundles, readable
from tracekit.archive.limits import MAX_ARCHIVE_DEPTH, MAX_MEMBER_BYTES
from tracekit.archive.member import MemberRef
from tracekit.archive.reader import Reader
from tracekit.archive.zipped import FAULTS, entries
from tracekit.errors import REFUSED, InputProblem

Thing = TypeVar("Thing")


def find_members(inputs: Sequence[str]) -> list[MemberRef]:
    """All files in the inputs, sorted by name; the order in which the inputs are given does not matter.

    ``inputs``: paths of files, folders and archives, ``-`` for standard input. Folders are walked without
    following links; zips are opened down to three levels. A file given twice appears once. An archive that
    cannot be listed, or is empty, stands in the list itself: loading it gives the reason.

    Raises InputProblem when a path does not exist or cannot be opened at all.
    """
    files: dict[str, MemberRef] = {}
    for bundle in bundles(inputs):
        for file in _files(bundle):
            known = files.get(file.source)
            files[file.source] = file if known is None or file.name < known.name else known
    found: list[MemberRef] = []
    with Reader() as reader:
        for file in files.values():
            found.extend(_expanded(reader, file))
    found.sort(key=lambda ref: (ref.name, ref.source, ref.chain))
    return [replace(ref, name=name) for name, ref in _distinct((ref.name, ref) for ref in found)]


def _files(bundle: Bundle) -> Iterator[MemberRef]:
    if bundle.path == STANDARD_INPUT:
        yield _held(bundle, sys.stdin.buffer)
        return
    try:
        status = Path(bundle.path).stat()
        if stat.S_ISDIR(status.st_mode):
            yield from _walked(bundle)
        elif stat.S_ISREG(status.st_mode):
            yield MemberRef(bundle.name, bundle.path, size=status.st_size)
        else:
            with Path(bundle.path).open("rb") as stream:
                yield _held(bundle, stream)
    except FileNotFoundError:
        raise InputProblem(bundle.path, "does not exist", "nothing was read", "check the path") from None
    except OSError as fault:
        what = f"cannot be opened ({fault.strerror})"
        raise InputProblem(bundle.path, what, "nothing was read", "check its permissions") from None


def _held(bundle: Bundle, stream: IO[bytes]) -> MemberRef:
    """Standard input or a pipe: read here, since it cannot be read again."""
    data = stream.read(MAX_MEMBER_BYTES + 1)
    if len(data) > MAX_MEMBER_BYTES:
        what = f"more than {MAX_MEMBER_BYTES:,} bytes from a pipe"
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


def _expanded(reader: Reader, ref: MemberRef) -> Iterator[MemberRef]:
    """The member itself, or what is in it when it is a zip."""
    listed: list[tuple[str, tuple[int, int]]] = []
    if ref.depth < MAX_ARCHIVE_DEPTH and reader.is_archive(ref):
        try:
            inside = entries(reader.archive(ref))
            listed = [(entry.filename, (index, entry.file_size)) for index, entry in inside]
        except FAULTS:
            listed = []
    if not listed:
        yield ref
    for name, (index, size) in _distinct(listed):
        inner = MemberRef(f"{ref.name}!{readable(name)}", ref.source, (*ref.chain, index), size, ref.held)
        yield from _expanded(reader, inner)


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
