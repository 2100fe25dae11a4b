"""Memory of loading, what is kept open, and what the command line says."""

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.build import OTHER, STORED, TRACE, E, gz, tar_entry, tarred, zipped
from tracekit.archive import Limits, MemberRef, Reader, find_members, load
from tracekit.cli.main import tracekit as command_line
from tracekit.cli.outcome import outcome

Given = Callable[[str, bytes], str]
BIG = TRACE * 100  # about 8 MB

CARRIERS = {
    "file": BIG,
    "gz": gz(BIG),
    "zip": zipped(E(data=BIG)),
    "stored": zipped(E(data=BIG, method=STORED)),
    "zip of gz": zipped(E(data=gz(BIG))),
    "tar": tarred(tar_entry(data=BIG)),
    "zip in zip": zipped(E(b"z", zipped(E(data=BIG)))),
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_loading_takes_little_more_than_the_member(carrier: str, case: Given) -> None:
    path = case("a", CARRIERS[carrier])
    (ref,) = find_members([path])
    load(ref)
    tracemalloc.start()
    size = len(load(ref).data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (size, peak < 1.2 * size + 4_000_000) == (len(BIG), True)


def test_listing_does_not_unpack_the_members(case: Given) -> None:
    path = case("a.zip", zipped(E(data=CARRIERS["gz"], method=STORED), E(b"b", BIG)))
    find_members([path])
    tracemalloc.start()
    find_members([path])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


def test_bomb_is_not_unpacked_beyond_its_limit(case: Given) -> None:
    path = case("a.gz", gz(bytes(100_000_000)))
    (ref,) = find_members([path])
    limits = Limits(member_bytes=1_000_000)
    tracemalloc.start()
    state = load(ref, limits).state
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (state, peak < 8_000_000) == ("refused", True)


def test_unusual_ratio_is_noted(case: Given) -> None:
    (ref,) = find_members([case("a.gz", gz(b"0" * 10**6))])
    content = load(ref, Limits(ratio=10**6, ratio_free_bytes=1000))
    assert (content.state, str(content.reason).startswith("compressed ")) == ("read", True)
    assert load(ref).reason is None


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs a list of open files")
def test_nothing_stays_open(case: Given) -> None:
    before = os.listdir("/proc/self/fd")  # noqa: PTH208 - the list itself
    for number, data in enumerate((*CARRIERS.values(), zipped(E())[:-30], b"PK\x03\x04", gz(tarred())[:-9])):
        with Reader() as reader:
            for ref in find_members([case(f"{number}", data)]):
                reader.load(ref)
    assert os.listdir("/proc/self/fd") == before  # noqa: PTH208


def test_members_load_in_any_order(case: Given) -> None:
    inner = zipped(E(b"a"), E(b"b"))
    path = case("a.zip", zipped(E(b"x", inner), E(b"t", gz(tarred(tar_entry(b"y", inner), tar_entry(b"c"))))))
    refs = find_members([path])
    with Reader() as reader:
        forth = [reader.load(ref) for ref in refs]
        back = [reader.load(ref) for ref in reversed(refs)]
    assert forth == back[::-1] == [load(ref) for ref in refs]


def test_member_that_is_not_there_any_more(case: Given) -> None:
    path = case("a.zip", zipped(E(b"a"), E(b"b")))
    refs = find_members([path])
    Path(path).write_bytes(b"other")
    assert {load(ref).state for ref in refs} == {"skipped"}
    Path(path).write_bytes(zipped(E(b"a")))
    assert [load(ref).state for ref in refs] == ["read", "skipped"]
    assert load(MemberRef("x", path, (7, 7))).state == "skipped"


SLOW = ("bz2", "lzma", "tarfile", "zipfile")


def test_rare_modules_are_not_loaded_for_ordinary_zips(case: Given) -> None:
    path = case("a.zip", zipped(E(), E(b"b.gz", gz(TRACE))))
    code = (
        "import sys; from tracekit.archive import find_members, load\n"
        f"assert {{load(ref).state for ref in find_members([{path!r}])}} == {{'read'}}\n"
        f"print([name for name in {SLOW!r} if name in sys.modules])"
    )
    run = [sys.executable, "-c", code]
    place = str(Path(__file__).parent.parent.parent)
    told = subprocess.run(
        run, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": place}
    )
    assert told.stdout.strip() == "[]"


COMMANDS = {
    "complete": ("case.tgz", gz(tarred(tar_entry())), 0, ""),
    "cut gzo": ("a.txt.gzo", gz(TRACE)[:-900], 3, "gzip ends early"),
    "cut zip": ("case.zip", zipped(E(), E(b"b.txt", OTHER))[:-2000], 3, "zip entry ends early"),
    "encrypted": ("case.zip", zipped(E(flags=1), E(b"b.txt")), 3, "encrypted with a password"),
    "7z": ("case.7z", b"7z\xbc\xaf\x27\x1c" + bytes(100), 4, "a 7z archive"),
    "nothing": ("case.zip", zipped(), 4, "holds no files"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_line_ends_with_the_code_and_the_reason(
    name: str, case: Given, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, data, code, words = COMMANDS[name]
    arguments = ["tables", case(file, data), "-o", str(tmp_path / "out")]
    assert outcome(lambda: command_line.main(arguments, standalone_mode=False)) == code
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
