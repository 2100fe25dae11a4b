"""A text to what it holds: one MemberScan for each trace file that was put into it."""

from collections.abc import Iterator

from tracekit.archive import Window
from tracekit.record.header import kind_code
from tracekit.record.index import RecordIndex, is_written
from tracekit.record.piece import Piece, pieces
from tracekit.scan.joined import joined, placed
from tracekit.scan.member import MemberScan, index_member, scan_records

_FILE_HEAD = kind_code("FileHead")


def scan_text(name: str, text: Window, kind: str) -> list[MemberScan]:
    """The trace files of a text of kind sdl, sdi or calllogs: usually one.

    A FileHead tells node, date and zone of what follows it, so files that were put together with `cat` or
    pasted one after the other are told apart. The first is called ``name``, the next ``name[2]``; lines and
    offsets of all of them count in the text. At most one piece of the text is in memory.
    """
    found: list[MemberScan] = []
    written: bool | None = None
    for piece in pieces(text, kind):
        written = is_written(piece.data) if written is None else written
        for part, index in _parts(piece, kind, written, is_first=not found):
            own = not found or _opens_file(index)
            called = name if own and not found else f"{name}[{len(found) + own}]" if found else name
            before = None if own else found[-1].member
            scan = placed(scan_records(called, part.data, kind, index, before), part.offset, part.line)
            if own:
                found.append(scan)
            else:
                found[-1] = joined(found[-1], scan)
    return found


def _parts(piece: Piece, kind: str, written: bool, *, is_first: bool) -> Iterator[tuple[Piece, RecordIndex]]:
    """The piece cut before each FileHead that follows another one, with the records of each part.

    What stands before the first FileHead of a text is not cut off: there the pasted end of a file, or text
    of somebody else, is dated by it.
    """
    index = index_member(piece.data, kind, written)
    heads = index.start[index.kind == _FILE_HEAD]
    cuts = [at for at in heads[is_first:].tolist() if at > 0]
    if not cuts:
        yield piece, index
        return
    line = piece.line
    for start, end in zip([0, *cuts], [*cuts, len(piece.data)], strict=True):
        data = piece.data[start:end]
        yield Piece(data, piece.offset + start, line), index_member(data, kind, written)
        line += data.count(b"\n")


def _opens_file(index: RecordIndex) -> bool:
    return len(index) > 0 and bool(index.kind[0] == _FILE_HEAD) and int(index.start[0]) == 0
