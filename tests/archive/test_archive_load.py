"""What comes out of a member, whatever state it is in."""

import gzip
import io
import stat
import zipfile
from collections.abc import Callable

import pytest

from tracekit.archive import Content, Limits, Reader, fast, find_members, load, reader
from tracekit.archive import zipped as zipped_module
from tracekit.archive.window import Window

Zip = Callable[..., bytes]
Case = Callable[[str, bytes], str]

TEXT = b"".join(b"%08d.001 |10:00:00.001 |AppInfo  |our line %d\n" % (n, n * 7919) for n in range(4000))
METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def contents(path: str, limits: Limits | None = None) -> dict[str, Content]:
    limits = limits or Limits()
    with Reader(limits) as opened:
        return {ref.name.rpartition("!")[2]: opened.load(ref) for ref in find_members([path], limits)}


@pytest.fixture(params=["isal", "zlib"])
def both_libraries(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a test with the fast library, and with the standard library alone."""
    if request.param == "zlib":
        monkeypatch.setattr(fast, "isal", None)
    else:
        pytest.importorskip("isal")


@pytest.mark.usefixtures("both_libraries")
class TestGzip:
    def test_plain_name_or_gzo_name_makes_no_difference(self, case: Case) -> None:
        for name in ("a.txt.gz", "a.txt.gzo", "a.txt"):
            assert contents(case(name, gzip.compress(TEXT)))[name] == Content(TEXT)
            assert contents(case(name, TEXT))[name] == Content(TEXT)

    def test_members_after_each_other_and_padding(self, case: Case) -> None:
        packed = gzip.compress(TEXT) + gzip.compress(b"") + gzip.compress(b"more\n") + bytes(512)
        assert contents(case("a.gz", packed))["a.gz"] == Content(TEXT + b"more\n")

    def test_very_many_small_members(self, case: Case) -> None:
        packed = gzip.compress(b"x") * 20_000
        assert contents(case("a.gz", packed))["a.gz"].data == b"x" * 20_000

    def test_other_bytes_after_the_end_are_named(self, case: Case) -> None:
        content = contents(case("a.gz", gzip.compress(TEXT) + b"other"))["a.gz"]
        assert (content.data, content.state) == (TEXT, "read")
        assert str(content.reason).startswith("5 bytes follow the gzip stream – left out")

    @pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.75, 0.9, 0.999])
    def test_cut_stream_gives_all_up_to_the_cut(self, case: Case, share: float) -> None:
        packed = gzip.compress(TEXT)
        cut = packed[: int(len(packed) * share)]
        content = contents(case("a.gz", cut))["a.gz"]
        assert content.state == "partly read"
        assert TEXT.startswith(content.data)
        assert len(content.data) > len(TEXT) * (share - 0.05)
        assert f"{len(content.data):,} bytes recovered" in str(content.reason)

    def test_cut_in_the_trailer_loses_no_data(self, case: Case) -> None:
        content = contents(case("a.gz", gzip.compress(TEXT)[:-3]))["a.gz"]
        assert (content.state, content.data) == ("partly read", TEXT)

    def test_cut_in_the_header_leaves_nothing(self, case: Case) -> None:
        content = contents(case("a.gz", gzip.compress(TEXT)[:6]))["a.gz"]
        assert (content.state, content.data) == ("skipped", b"")

    def test_cut_second_member_keeps_the_first(self, case: Case) -> None:
        content = contents(case("a.gz", gzip.compress(TEXT) + gzip.compress(TEXT)[:4000]))["a.gz"]
        assert content.state == "partly read"
        assert len(content.data) > len(TEXT)
        assert (TEXT + TEXT).startswith(content.data)

    def test_wrong_checksum_keeps_the_bytes_and_says_so(self, case: Case) -> None:
        packed = bytearray(gzip.compress(TEXT))
        packed[-6] ^= 1
        content = contents(case("a.gz", bytes(packed)))["a.gz"]
        assert (content.state, content.data) == ("partly read", TEXT)
        assert "gzip is damaged" in str(content.reason)

    def test_wrong_length_is_noticed(self, case: Case) -> None:
        packed = gzip.compress(TEXT)[:-4] + (len(TEXT) + 1).to_bytes(4, "little")
        assert contents(case("a.gz", packed))["a.gz"].state == "partly read"

    def test_damage_in_the_middle_keeps_what_comes_before(self, case: Case) -> None:
        packed = bytearray(gzip.compress(TEXT))
        middle = len(packed) // 2
        packed[middle : middle + 16] = b"\xff" * 16
        content = contents(case("a.gz", bytes(packed)))["a.gz"]
        assert content.state == "partly read"
        before = len(TEXT) * 2 // 5
        assert content.data[:before] == TEXT[:before]

    def test_gzip_in_gzip_is_taken_off_three_times(self, case: Case) -> None:
        packed = TEXT
        for _ in range(3):
            packed = gzip.compress(packed)
        assert contents(case("a.gz", packed))["a.gz"].data == TEXT
        content = contents(case("b.gz", gzip.compress(packed)))["b.gz"]
        assert (content.state, content.data) == ("refused", b"")

    def test_limit_counts_produced_bytes(self, case: Case, zipped: Zip) -> None:
        limits = Limits(member_bytes=len(TEXT))
        longer = TEXT + b"!"
        files = {"ok.gz": gzip.compress(TEXT), "long.gz": gzip.compress(longer), "long.txt": longer}
        found = contents(case("a.zip", zipped(*files.items())), limits)
        assert found["ok.gz"] == Content(TEXT)
        assert {found[name].state for name in ("long.gz", "long.txt")} == {"refused"}
        assert {found[name].data for name in ("long.gz", "long.txt")} == {b""}
        assert contents(case("long.txt", longer), limits)["long.txt"].state == "refused"

    def test_zip_entry_with_a_lying_size_is_read_to_its_end(self, case: Case, zipped: Zip) -> None:
        packed = bytearray(zipped(("a.txt", TEXT)))
        directory = packed.index(b"PK\x01\x02")
        packed[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
        content = contents(case("a.zip", bytes(packed)))["a.txt"]
        assert (content.state, content.data) == ("partly read", TEXT)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_of_the_standard_library_is_read(case: Case, zipped: Zip, method: int) -> None:
    path = case("m.zip", zipped(("a.txt", TEXT), ("a.gz", gzip.compress(TEXT)), method=method))
    assert contents(path) == {"a.txt": Content(TEXT), "a.gz": Content(TEXT)}


@pytest.mark.parametrize("method", METHODS)
def test_damaged_entry_does_not_stop_the_others(case: Case, zipped: Zip, method: int) -> None:
    packed = bytearray(zipped(("bad.txt", TEXT), ("good.txt", b"good"), method=method))
    packed[2000:2010] = b"\x00\xff" * 5
    found = contents(case("m.zip", bytes(packed)))
    assert found["good.txt"] == Content(b"good")
    assert found["bad.txt"].state in ("partly read", "skipped")
    assert found["bad.txt"].reason


def patched(packed: bytes, offset: int, value: bytes) -> bytes:
    """The zip of one entry with bytes of its central directory header changed (APPNOTE 4.3.12)."""
    at = packed.index(b"PK\x01\x02") + offset
    return packed[:at] + value + packed[at + len(value) :]


def test_encrypted_entry_names_the_cure(case: Case, zipped: Zip) -> None:
    content = contents(case("e.zip", patched(zipped(("a.txt", b"secret")), 8, b"\x01\x00")))["a.txt"]
    assert (content.state, content.data) == ("skipped", b"")
    assert str(content.reason).startswith("encrypted with a password (ZipCrypto) – skipped – unpack it with")


def test_unknown_method_names_the_cure(case: Case, zipped: Zip) -> None:
    content = contents(case("u.zip", patched(zipped(("a.txt", b"data")), 10, b"\x09\x00")))["a.txt"]
    assert content.state == "skipped"
    assert str(content.reason).startswith("compression method 9 (Deflate64) is not supported – skipped")


def test_link_in_a_zip_is_not_followed(case: Case) -> None:
    packed = io.BytesIO()
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    content = contents(case("l.zip", packed.getvalue()))["link"]
    assert (content.state, content.data) == ("skipped", b"")


def test_entry_that_points_nowhere(case: Case, zipped: Zip) -> None:
    packed = patched(zipped(("a.txt", b"data")), 42, (7).to_bytes(4, "little"))
    content = contents(case("n.zip", packed))["a.txt"]
    assert content.state == "skipped"
    assert "no header where the directory points" in str(content.reason)


def test_cut_zip_gives_its_files_and_stands_in_the_list_itself(case: Case, zipped: Zip) -> None:
    packed = zipped(("whole.txt", b"whole"), ("a.txt", TEXT))
    found = contents(case("c.zip", packed[: len(packed) // 2]))
    assert {name: content.state for name, content in found.items()} == {
        "c.zip": "partly read", "whole.txt": "read", "a.txt": "partly read",
    }  # fmt: skip
    assert str(found["c.zip"].reason).startswith("zip is cut, its directory is missing")
    assert TEXT.startswith(found["a.txt"].data)
    assert len(found["a.txt"].data) > len(TEXT) // 3


def test_damaged_inner_zip_does_not_stop_the_others(case: Case, zipped: Zip) -> None:
    inner = zipped(("a.txt", TEXT))
    found = contents(case("o.zip", zipped(("cut.zip", inner[:30]), ("whole.zip", inner))))
    assert {name: content.state for name, content in found.items()} == {"cut.zip": "skipped", "a.txt": "read"}


def test_nothing_in_it(case: Case, zipped: Zip) -> None:
    assert contents(case("empty.txt", b""))["empty.txt"].reason == (
        "the file is empty – skipped – collect or copy the file again"
    )
    content = contents(case("empty.zip", zipped()))["empty.zip"]
    assert str(content.reason).startswith("the archive holds no files")
    assert contents(case("b.zip", zipped(("empty.txt", b""))))["empty.txt"].state == "skipped"


def test_zip_behind_a_program_is_read(case: Case, zipped: Zip) -> None:
    assert contents(case("setup.exe", b"MZ" + zipped(("a.txt", b"1")))) == {"a.txt": Content(b"1")}
    assert contents(case("other.exe", b"MZ program"))["other.exe"] == Content(b"MZ program")


def test_reader_opens_an_archive_once(case: Case, zipped: Zip, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped(*((f"{n}.txt", b"%d" % n) for n in range(20)))
    refs = find_members([case("o.zip", zipped(("i.zip", inner), ("j.zip", inner)))])
    opened: list[object] = []

    class Counting(zipped_module.ZipArchive):
        def __init__(self, source: Window, limits: Limits) -> None:
            opened.append(source)
            super().__init__(source, limits)

    monkeypatch.setattr(reader, "ZipArchive", Counting)
    with Reader() as one:
        loaded = [one.load(ref).data for ref in refs]
    assert sorted(loaded) == sorted([b"%d" % n for n in range(20)] * 2)
    assert len(opened) == 3


def test_large_nested_archive_leaves_memory_and_no_trace(
    case: Case, zipped: Zip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "SPOOL_BYTES", 100)
    found = contents(case("o.zip", zipped(("i.zip", zipped(("a.txt", TEXT), ("b.txt", TEXT))))))
    assert found == {"a.txt": Content(TEXT), "b.txt": Content(TEXT)}
    assert load(find_members([case("p.zip", zipped(("i.zip", zipped(("a.txt", TEXT)))))])[0]).data == TEXT
