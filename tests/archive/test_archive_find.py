"""Which members an input has, under which names."""

import gzip
import io
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tracekit.archive import find_members, load
from tracekit.errors import InputProblem

Zip = Callable[..., bytes]
Case = Callable[[str, bytes], str]


def names(*inputs: str) -> list[str]:
    return [ref.name for ref in find_members(inputs)]


def test_plain_file_is_a_member(case: Case) -> None:
    (ref,) = find_members([case("SDL001.txt", b"abc")])
    assert (ref.name, ref.size, ref.depth, ref.chain) == ("SDL001.txt", 3, 0, ())
    assert load(ref).data == b"abc"


def test_folder_is_walked_and_sorted(case: Case, tmp_path: Path) -> None:
    case("b/z.txt", b"1")
    case("b/a/y.txt", b"2")
    case("a.txt", b"3")
    assert names(str(tmp_path / "case")) == ["case/a.txt", "case/b/a/y.txt", "case/b/z.txt"]


def test_zips_are_opened_to_three_levels(case: Case, zipped: Zip) -> None:
    three = zipped(("x.txt", b"deep"))
    two = zipped(("three.zip", three), ("y.txt", b"why"))
    refs = find_members([case("one.zip", zipped(("sub/two.zip", two)))])
    assert [ref.name for ref in refs] == ["one.zip!sub/two.zip!three.zip!x.txt", "one.zip!sub/two.zip!y.txt"]
    assert [ref.depth for ref in refs] == [3, 2]
    assert [load(ref).data for ref in refs] == [b"deep", b"why"]


def test_fourth_level_is_refused_and_the_rest_is_read(case: Case, zipped: Zip) -> None:
    packed = zipped(("x.txt", b"deep"))
    for level in ("four", "three", "two"):
        packed = zipped((f"{level}.zip", packed), ("by.txt", b"beside"))
    refs = find_members([case("one.zip", packed)])
    states = {ref.name.rpartition("!")[2]: load(ref).state for ref in refs}
    assert states == {"four.zip": "refused", "by.txt": "read"}
    assert "nested deeper than 3" in str(load(next(r for r in refs if "four" in r.name)).reason)


def test_zip_is_known_by_content_not_by_name(case: Case, zipped: Zip) -> None:
    assert names(case("bundle.dat", zipped(("a.txt", b"1")))) == ["bundle.dat!a.txt"]
    assert names(case("trace.zip", b"plain text")) == ["trace.zip"]


def test_zip_inside_gzip_is_opened(case: Case, zipped: Zip) -> None:
    inner = gzip.compress(zipped(("a.txt", b"one")))
    (ref,) = find_members([case("a.zip.gz", inner)])
    assert (ref.name, load(ref).data) == ("a.zip.gz!a.txt", b"one")
    (ref,) = find_members([case("b.zip", zipped(("a.zip.gz", inner)))])
    assert (ref.name, load(ref).data) == ("b.zip!a.zip.gz!a.txt", b"one")


def test_repeated_names_are_kept_apart(case: Case, zipped: Zip) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        packed = zipped(("a", b"1"), ("a", b"2"), ("a#2", b"3"), ("a", b"4"))
    refs = find_members([case("d.zip", packed)])
    assert [(ref.name, load(ref).data) for ref in refs] == [
        ("d.zip!a", b"1"), ("d.zip!a#2", b"2"), ("d.zip!a#2#2", b"3"), ("d.zip!a#3", b"4"),
    ]  # fmt: skip


def test_same_base_name_gets_its_parent_folder(case: Case) -> None:
    first, second, third = case("x/t.txt", b"1"), case("y/t.txt", b"2"), case("u.txt", b"3")
    assert names(first, second, third) == ["u.txt", "x/t.txt", "y/t.txt"]


def test_order_of_inputs_does_not_matter(case: Case, zipped: Zip) -> None:
    given = [case("x/t.zip", zipped(("a", b"1"))), case("y/t.zip", zipped(("a", b"2"))), case("a.txt", b"3")]
    assert find_members(given) == find_members(given[::-1])


def test_same_file_given_twice_appears_once(case: Case, tmp_path: Path) -> None:
    path = case("x/t.txt", b"1")
    link = tmp_path / "case" / "other.txt"
    link.symlink_to(path)
    refs = find_members([path, path, os.path.relpath(path), str(link), str(tmp_path / "case" / "x")])
    assert len(refs) == 1


def test_member_travels_to_another_process(case: Case, zipped: Zip) -> None:
    refs = find_members([case("one.zip", zipped(("b", b"2"), ("a", b"1")))])
    assert [load(ref).data for ref in pickle.loads(pickle.dumps(refs))] == [b"1", b"2"]


def test_standard_input_is_read_whatever_it_is(zipped: Zip, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zipped(("a.txt", b"one"), ("b.txt", b"two"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
    refs = pickle.loads(pickle.dumps(find_members(["-"])))
    assert [(ref.name, load(ref).data) for ref in refs] == [
        ("standard input!a.txt", b"one"), ("standard input!b.txt", b"two"),
    ]  # fmt: skip


def test_pipe_is_read(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"from a pipe")
    os.close(writing)
    (ref,) = find_members([f"/dev/fd/{reading}"])
    os.close(reading)
    assert load(ref).data == b"from a pipe"


def test_links_in_a_folder_are_named_and_not_followed(case: Case, tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.mkdir()
    (outside / "s.txt").write_bytes(b"secret")
    folder = Path(case("a.txt", b"1")).parent
    (folder / "file").symlink_to(outside / "s.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "nowhere").symlink_to("missing")
    refs = find_members([str(folder)])
    assert [ref.name for ref in refs] == ["case/a.txt", "case/file", "case/folder", "case/nowhere"]
    assert [load(ref).state for ref in refs] == ["read", "skipped", "skipped", "skipped"]
    assert "symbolic link" in str(load(refs[1]).reason)


def test_pipe_in_a_folder_does_not_hang(case: Case) -> None:
    folder = Path(case("a.txt", b"1")).parent
    os.mkfifo(folder / "fifo")
    content = load(find_members([str(folder)])[1])
    assert (content.state, content.data) == ("skipped", b"")
    assert "device, pipe or socket" in str(content.reason)


def test_missing_path_is_named() -> None:
    with pytest.raises(InputProblem, match=r"nowhere/case\.zip: does not exist") as caught:
        find_members(["nowhere/case.zip"])
    assert caught.value.exit_code == 4


def test_missing_path_does_not_stop_the_rest(case: Case) -> None:
    found = find_members(["nowhere/case.zip", case("a.txt", b"1")])
    assert [load(ref).state for ref in found] == ["read", "skipped"]
    assert "does not exist" in str(load(found[1]).reason)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_closed_folder_and_file_are_named(case: Case) -> None:
    closed = Path(case("shut/a.txt", b"1")).parent
    Path(case("b.txt", b"1")).chmod(0)
    closed.chmod(0)
    try:
        refs = find_members([str(closed.parent)])
        assert [ref.name for ref in refs] == ["case/b.txt", "case/shut"]
        assert [load(ref).state for ref in refs] == ["skipped", "skipped"]
    finally:
        closed.chmod(0o700)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file that fails when read")
def test_file_that_fails_when_read_has_a_reason() -> None:
    (ref,) = find_members(["/proc/self/mem"])
    content = load(ref)
    assert (content.state, content.data) == ("skipped", b"")
    assert str(content.reason).startswith("cannot be read (")


def test_file_gone_since_it_was_listed_has_a_reason(case: Case) -> None:
    path = case("a.txt", b"1")
    (ref,) = find_members([path])
    Path(path).unlink()
    assert str(load(ref).reason).startswith("cannot be read (No such file or directory) – skipped – ")


def test_file_name_that_is_not_utf8_becomes_text(case: Case) -> None:
    path = os.fsencode(case("a", b"1")) + b"\xff\n"
    with open(path, "wb") as stream:  # noqa: PTH123 - a name in bytes
        stream.write(b"bytes")
    (ref,) = find_members([os.fsdecode(path)])
    assert ref.name == "a\\xff\n"
    assert load(ref).data == b"bytes"


@pytest.mark.parametrize(
    "name",
    ["../../escaped", "/escaped", "..\\escaped", "C:\\escaped", "a/../../escaped", "\x1b[2Jx", "a\nb",
     "=cmd()", "<script>", "\u202egnp.txt", "-rf", "CON", "x" * 1024],
)  # fmt: skip
def test_hostile_name_is_only_a_name(case: Case, zipped: Zip, name: str) -> None:
    (ref,) = find_members([case("h.zip", zipped((name, b"content")))])
    assert ref.name == "h.zip!" + name.replace("\\", "/")
    assert load(ref).data == b"content"


def test_folders_in_a_zip_are_not_members(case: Case, zipped: Zip) -> None:
    packed = zipped(("a/", b""), ("a/b/", b""), ("a/b/c.txt", b"1"))
    assert names(case("f.zip", packed)) == ["f.zip!a/b/c.txt"]
