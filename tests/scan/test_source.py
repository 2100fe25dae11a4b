"""What a member of the input turns into, whatever it is."""

from pathlib import Path

from tracekit.archive import MemberRef, Reader, find_members
from tracekit.scan.source import Source, read_source


def read(path: Path, data: bytes) -> Source:
    path.write_bytes(data)
    with Reader() as reader:
        (ref,) = find_members([str(path)])
        (source,) = read_source(ref, reader)
    return source


def test_other_kinds_are_skipped_with_their_size(tmp_path: Path) -> None:
    for data, kind in ((b"<QueryResult>", "manifest"), (b"hello", "other")):
        source = read(tmp_path / "x", data)
        assert (source.kind, source.state) == (kind, "skipped")
        assert source.scan is not None
        assert source.scan.member == {"member": "x", "kind": kind, "bytes": len(data)}
        assert source.scan.events == {} and source.scan.likeness is None


def test_an_empty_file_lacks_nothing_and_a_missing_one_everything(tmp_path: Path) -> None:
    empty = read(tmp_path / "x", b"")
    assert empty.state == "skipped" and empty.scan is not None
    with Reader() as reader:
        (gone,) = read_source(MemberRef("gone", str(tmp_path / "gone")), reader)
    assert gone.state == "skipped" and gone.scan is None
