"""Records that begin in one file and end in the next."""

import gzip
from pathlib import Path

import pytest

import tracekit
from tests.torture.carriers import AFTER, BEFORE, file_head, sdl_message
from tracekit.api import TraceSet

RECORD = sdl_message(BEFORE, 1)
BEHIND = sdl_message(AFTER, 2)
EVERY_PLACE = range(40, len(RECORD) + 1, 41)


def opened(folder: Path, first: bytes, second: bytes, numbers: tuple[int, int] = (7, 8)) -> TraceSet:
    (folder / "SDL001_100_000001.txt").write_bytes(file_head(numbers[0]) + first)
    (folder / "SDL001_100_000002.txt").write_bytes(file_head(numbers[1]) + second)
    return tracekit.open(folder)


@pytest.mark.parametrize("place", EVERY_PLACE)
def test_a_message_cut_anywhere_behind_its_header_is_one_message(tmp_path: Path, place: int) -> None:
    if place < RECORD.index(b"|AppInfo  |") + 11:
        pytest.skip("the header itself is cut: see the next test")
    traces = opened(tmp_path, RECORD[:place], RECORD[place:] + BEHIND)
    assert traces.messages["call_id"].tolist() == ["before@10.10.5.41", "after@10.10.5.41"]
    assert traces.messages["conn_idx"].tolist() == [7, 7]
    assert traces.problems.empty
    first = traces.messages.iloc[0]
    assert first["length"] == len(RECORD)
    assert traces.raw(first["member"], first["offset"], first["length"]) == RECORD
    members = traces.members
    assert members["reason"].isna().all() and members["bytes_unparsed"].eq(0).all()
    counted = members[["bytes_parsed", "bytes_continuation"]].sum(axis=1)
    assert counted.tolist() == members["bytes"].tolist()


def test_a_cut_header_loses_nothing_and_invents_nothing(tmp_path: Path) -> None:
    traces = opened(tmp_path, BEHIND + RECORD[:12], RECORD[12:] + BEHIND)
    assert traces.messages["call_id"].tolist() == ["after@10.10.5.41", "after@10.10.5.41"]
    members = traces.members
    sums = members[["bytes_parsed", "bytes_continuation", "bytes_unparsed"]].sum(axis=1)
    assert sums.tolist() == members["bytes"].tolist()


def test_files_that_do_not_follow_each_other_stay_apart(tmp_path: Path) -> None:
    place = RECORD.index(b"Call-ID")
    traces = opened(tmp_path, RECORD[:place], RECORD[place:] + BEHIND, numbers=(7, 9))
    assert traces.messages["call_id"].isna().tolist() == [True, False]
    assert "ends inside a record" in traces.members["reason"].dropna().iloc[0]


def test_what_is_lost_between_two_files_is_not_bridged(tmp_path: Path) -> None:
    """The first file's compression is cut: what came behind the cut is not at the start of the next file."""
    place = RECORD.index(b"Call-ID")
    packed = gzip.compress(file_head(7) + RECORD[:place] + b"x" * 50_000)
    (tmp_path / "SDL001_100_000001.txt.gz").write_bytes(packed[:-20])
    (tmp_path / "SDL001_100_000002.txt").write_bytes(file_head(8) + RECORD[place:] + BEHIND)
    traces = tracekit.open(tmp_path)
    assert traces.members["state"].tolist() == ["partly read", "read"]
    assert "before@10.10.5.41" not in set(traces.messages["call_id"].dropna())
