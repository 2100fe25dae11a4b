"""Every limit at its value and one above; those that a case of the table cannot reach."""

from collections.abc import Callable

import pytest

from tests.archive.build import LZMA, OTHER, STORED, TRACE, E, Z, gz, tar_entry, tarred, zipped
from tracekit.archive import Limits, Reader, find_members, load, names, slow, zip_end
from tracekit.archive import tarred as tar_module
from tracekit.archive import zipped as zip_module
from tracekit.archive.allowance import Allowance

Given = Callable[[str, bytes], str]


def states(path: str, limits: Limits | None = None) -> dict[str, str]:
    limits = limits or Limits()
    with Reader(limits) as reader:
        return {ref.name.partition("!")[2]: reader.load(ref).state for ref in find_members([path], limits)}


def test_smallest_limit_holds_and_is_named() -> None:
    limits = Limits(member_bytes=1000, total_bytes=5000, ratio=10, ratio_free_bytes=50)
    rooms = [Allowance(limits, *case).room for case in [(4, 0), (20, 0), (500, 0), (500, 4900)]]
    assert rooms == [50, 200, 1000, 100]
    told = [str(Allowance(limits, *case).refusal.reason) for case in [(20, 0), (500, 0), (500, 4900)]]
    assert [text.partition(" –")[0] for text in told] == [
        "compressed more than 10:1",
        "larger than 1,000 bytes when decompressed",
        "the input holds more than 5,000 bytes when decompressed",
    ]


def test_ratio_at_its_limit_and_one_above(case: Given) -> None:
    packed = gz(b"0" * 90_000)
    path = case("a.gz", packed + bytes(90_000 // 30 - len(packed)))  # padding counts as packed: 30:1
    assert states(path, Limits(ratio=30, ratio_free_bytes=1)) == {"": "read"}
    assert states(path, Limits(ratio=29, ratio_free_bytes=1)) == {"": "refused"}
    assert states(path, Limits(ratio=1, ratio_free_bytes=90_000)) == {"": "read"}
    assert states(path, Limits(ratio=1, ratio_free_bytes=89_999)) == {"": "refused"}


def test_members_of_all_archives_count_together(
    case: Given, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one, two = case("x/1.zip", zipped(E(b"a"), E(b"b"))), case("x/2.zip", zipped(E(b"c"), E(b"d")))
    refs = find_members([one, two], Limits(members=3))
    assert [(ref.name, load(ref).state) for ref in refs] == [
        ("1.zip!a", "read"), ("1.zip!b", "read"), ("2.zip!c", "read"), ("2.zip!d", "refused"),
    ]  # fmt: skip
    assert len(find_members([one, two], Limits(members=4))) == 4
    assert all(ref.verdict is None for ref in find_members([one, two], Limits(members=4)))


def test_lifted_limits_read_what_strict_ones_refuse(case: Given) -> None:
    path = case("a.zip", zipped(E(), E(b"b", gz(gz(gz(gz(gz(OTHER))))))))
    assert states(path) == {"a.txt": "read", "b": "refused"}
    assert states(path, Limits.lifted()) == {"a.txt": "read", "b": "read"}


def test_archive_that_holds_itself_ends_with_lifted_limits(case: Given) -> None:
    deep = TRACE
    for _ in range(14):
        deep = zipped(E(b"z", deep, STORED))
    (found,) = states(case("a.zip", deep), Limits.lifted()).values()
    assert found == "refused"


def test_directory_of_a_zip(case: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    path = case("a.zip", zipped(E(b"a"), E(b"b")))
    monkeypatch.setattr(zip_module, "MAX_DIRECTORY_BYTES", 2 * 47)
    assert states(path) == {"a": "read", "b": "read"}
    monkeypatch.setattr(zip_module, "MAX_DIRECTORY_BYTES", 47)
    assert states(path) == {"": "refused", "a": "read"}


def test_end_records_of_a_zip(case: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    path = case("a.zip", zipped(E(b"a")) + b"PK\x05\x06" * 5)
    monkeypatch.setattr(zip_end, "MAX_END_RECORDS", 6)
    assert states(path) == {"a": "read"}
    monkeypatch.setattr(zip_end, "MAX_END_RECORDS", 5)
    assert states(path) == {"": "partly read", "a": "read"}


def test_extended_header_of_a_tar(case: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    path = case("a.tar", tarred(tar_entry(b"n", b"x" * 200, b"L"), tar_entry()))
    monkeypatch.setattr(tar_module, "MAX_PAX_BYTES", 200)
    assert states(path) == {"x" * 200: "read"}
    monkeypatch.setattr(tar_module, "MAX_PAX_BYTES", 199)
    assert states(path) == {"a.txt": "refused"}


def test_dictionary_of_lzma(case: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    path = case("a.zip", zipped(E(method=LZMA)))
    monkeypatch.setattr(slow, "MAX_LZMA_DICTIONARY", 65536)
    assert states(path) == {"a.txt": "read"}
    monkeypatch.setattr(slow, "MAX_LZMA_DICTIONARY", 65535)
    assert states(path) == {"a.txt": "skipped"}


def test_length_of_a_name(case: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    path = case("a.zip", Z([E(b"x" * 20)]).bytes())
    monkeypatch.setattr(names, "MAX_NAME", 20)
    assert list(states(path)) == ["x" * 20]
    monkeypatch.setattr(names, "MAX_NAME", 19)
    assert list(states(path)) == ["x" * 9 + "…" + "x" * 9]
