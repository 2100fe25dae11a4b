"""Cuts and changed bytes at every place: what zlib can give is given, and nothing escapes."""

import random
import zlib
from pathlib import Path

import pytest

from tests.archive.build import BZIP2, LZMA, OTHER, STORED, TRACE, E, gz, tar_entry, tarred, zipped
from tests.archive.test_archive_cases import CASES, loaded
from tracekit.archive import Limits

SMALL = TRACE[:20_000]
LIMITS = Limits(member_bytes=10**6)


def best(packed: bytes, wbits: int) -> bytes:
    """All that zlib gives for a cut stream."""
    return zlib.decompressobj(wbits).decompress(packed)


def test_gzip_cut_anywhere_gives_what_zlib_gives(tmp_path: Path) -> None:
    packed, path, seed = gz(TRACE), tmp_path / "a.gz", random.Random(4)
    for cut in sorted(seed.sample(range(1, len(packed)), 300)):
        path.write_bytes(packed[:cut])
        assert (cut, loaded(path, LIMITS)[""].data) == (cut, best(packed[:cut], 31))


def test_zip_cut_anywhere_gives_what_zlib_gives(tmp_path: Path) -> None:
    packed, path, seed = zipped(E(), E(b"b.txt", OTHER)), tmp_path / "a.zip", random.Random(5)
    second = packed.index(b"PK\x03\x04", 10)
    for cut in sorted(seed.sample(range(40, len(packed)), 300)):
        path.write_bytes(packed[:cut])
        found = loaded(path, LIMITS)
        assert (cut, found[""].state) == (cut, "partly read")
        assert (cut, found["a.txt"].data) == (cut, best(packed[35 : min(cut, second)], -15))
        if cut > second + 35:
            assert (cut, found["b.txt"].data) == (cut, best(packed[second + 35 : cut], -15))


def test_tar_cut_anywhere_gives_what_is_there(tmp_path: Path) -> None:
    packed, path, seed = tarred(tar_entry(), tar_entry(b"b.txt", OTHER)), tmp_path / "a.tar", random.Random(6)
    for cut in sorted(seed.sample(range(600, len(packed) - 1024), 200)):
        path.write_bytes(packed[:cut])
        given = b"".join(content.data for content in loaded(path, LIMITS).values())
        assert (cut, (TRACE + OTHER).startswith(given[: len(TRACE)])) == (cut, True)
        assert len(given) >= min(cut - 512, len(TRACE))


ARCHIVES = {
    "zip": zipped(E(data=SMALL), E(b"b", SMALL, STORED), E(b"c", SMALL, BZIP2), E(b"d", SMALL, LZMA)),
    "zip64, descriptors": zipped(E(data=SMALL, zip64=True), E(b"b", SMALL, descriptor=True)),
    "nested": zipped(E(b"t", gz(tarred(tar_entry(data=SMALL), tar_entry(b"z", zipped(E(data=SMALL))))))),
    "tar": tarred(tar_entry(data=SMALL), tar_entry(b"b", SMALL)),
}  # fmt: skip


@pytest.mark.parametrize("kind", ARCHIVES)
def test_changed_bytes_are_never_an_exception(kind: str, tmp_path: Path) -> None:
    packed, path, seed = ARCHIVES[kind], tmp_path / "a", random.Random(f"changed {kind}")
    for _ in range(400):
        data = bytearray(packed)
        for _ in range(seed.choice([1, 1, 2, 8])):
            _change(data, seed)
        path.write_bytes(data)
        for content in loaded(path, LIMITS).values():
            assert content.state == "read" or content.reason


def _change(data: bytearray, seed: random.Random) -> None:
    marks = [b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04", b"ustar", b"PK\x06\x06"]
    at = seed.randrange(len(data) + 1)
    near = data.find(seed.choice(marks), at)
    at = near + seed.randrange(60) if near >= 0 and seed.random() < 0.7 else at
    match seed.randrange(4):
        case 0:
            data[at : at + 1] = bytes([seed.randrange(256)])
        case 1:
            data[at : at + 4] = seed.choice([b"\xff" * 4, bytes(4), b"\x80\0\0\0", b"\0\0\0\x7f"])
        case 2:
            del data[at : at + seed.choice([1, 30, 600])]
        case 3:
            data[at:at] = seed.choice([b"\0", data[:40], data[-60:], b"7" * 512])


def test_mutated_cases_are_never_an_exception(tmp_path: Path) -> None:
    seed = random.Random(11)
    for number, case in enumerate(case for case in CASES if len(case.data) < 200_000):
        path = tmp_path / f"{number}" / case.file
        path.parent.mkdir()
        for _ in range(4):
            data = bytearray(case.data)
            _change(data, seed)
            path.write_bytes(data)
            loaded(path, LIMITS)
