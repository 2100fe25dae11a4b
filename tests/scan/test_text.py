"""Texts larger than a piece, and texts that hold several trace files."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import tracekit
from tests.samples import Sample, samples
from tests.torture.carriers import AFTER, BEFORE, file_head, sdl_file, sdl_message
from tracekit.archive import Window, in_memory, window
from tracekit.record import piece
from tracekit.scan.member import MemberScan, scan_member
from tracekit.scan.text import scan_text

SAMPLE = Path(__file__).parents[2] / "sample_traces" / "secure_trunk_call.zip"
UNORDERED = ("likeness", "shapes")
"""A sketch and checksums are taken piece by piece."""


def whole(text: Window, kind: str) -> MemberScan:
    (scan,) = scan_text("x", text, kind)
    return scan


def plain(scan: MemberScan) -> dict[str, Any]:
    events = {
        name: {column: list(values) for column, values in columns.items()}
        for name, columns in scan.events.items()
    }
    member = {name: value for name, value in scan.member.items() if name not in UNORDERED}
    return {"member": member, "events": events, "problems": scan.problems, "tail": scan.tail}


@pytest.mark.parametrize("size", [700, 5_000, 40_000])
@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_pieces_give_what_the_whole_gives(sample: Sample, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if size == 700 and len(sample.data) > 60_000:
        pytest.skip("hundreds of pieces; the smaller samples have every family")
    longest = max((row.length for row in rows(scan_member("x", sample.data, sample.kind))), default=0)
    if longest >= size or sample.data[28:36] != b"FileHead":
        return  # a record longer than a piece, or pasted text, where a header may stand inside a line
    at_once = scan_text("x", in_memory(sample.data), sample.kind)
    monkeypatch.setattr(piece, "PIECE_BYTES", size)
    monkeypatch.setattr(piece, "RECORD_BYTES", size - 1)
    in_pieces = scan_text("x", in_memory(sample.data), sample.kind)
    assert list(map(plain, in_pieces)) == list(map(plain, at_once))


def rows(scan: MemberScan) -> list[Any]:
    frames = [pd.DataFrame({"length": columns["length"]}) for columns in scan.events.values()]
    return list(pd.concat(frames).itertuples()) if frames else []


def test_every_byte_of_a_record_that_is_larger_than_a_piece_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = sdl_message(BEFORE + b"x" * 9_000 + b"\n" + b"y" * 3_000, 1)
    data = file_head(7) + long + sdl_message(AFTER, 2)
    monkeypatch.setattr(piece, "PIECE_BYTES", 2_000)
    monkeypatch.setattr(piece, "RECORD_BYTES", 1_000)
    scan = whole(in_memory(data), "sdl")
    assert scan.member["bytes"] == len(data) and scan.member["bytes_unparsed"] == 0
    assert scan.member["bytes_parsed"] + scan.member["bytes_continuation"] == len(data)
    assert list(scan.events["sip_message"]["call_id"]) == ["before@10.10.5.41", "after@10.10.5.41"]
    at = scan.events["sip_message"]["offset"][1]
    assert (
        data[at : at + 8] == b"00310002"
        and scan.events["sip_message"]["line"][1] == data[:at].count(b"\n") + 1
    )


def test_midnight_between_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    late = sdl_message(BEFORE, 1).replace(b"|09:00:00.001", b"|23:59:59.900")
    early = sdl_message(AFTER, 2).replace(b"|09:00:00.002", b"|00:00:00.100")
    data = file_head(7) + late + early
    monkeypatch.setattr(piece, "PIECE_BYTES", len(data) - 20)
    monkeypatch.setattr(piece, "RECORD_BYTES", len(data) - 40)
    scan = whole(in_memory(data), "sdl")
    first, second = scan.events["sip_message"]["day"]
    assert second - first == 1
    assert scan.member["last_time"].startswith("2026-03-03T00:00:00.100")


def test_files_put_together_are_read_like_the_files(tmp_path: Path) -> None:
    files = [sdl_file([BEFORE], 7), sdl_file([AFTER], 8)]
    (tmp_path / "apart").mkdir()
    for number, data in enumerate(files, start=7):
        (tmp_path / "apart" / f"SDL001_100_00000{number}.txt").write_bytes(data)
    (tmp_path / "all.txt").write_bytes(b"".join(files))
    apart, together = tracekit.open(tmp_path / "apart"), tracekit.open(tmp_path / "all.txt")
    columns = ["time", "call_id", "connection", "label"]
    pd.testing.assert_frame_equal(apart.messages[columns], together.messages[columns])
    members = together.members
    assert members["member"].tolist() == ["all.txt", "all.txt[2]"]
    assert members["file_number"].tolist() == [7, 8]
    assert members["bytes"].tolist() == [len(data) for data in files]
    last = together.messages.iloc[-1]
    assert together.raw(last["member"], last["offset"], last["length"]).endswith(AFTER + b"\n")
    assert last["line"] == b"".join(files)[: last["offset"]].count(b"\n") + 1


def test_a_file_that_also_lies_in_a_text_of_several_is_read_once(tmp_path: Path) -> None:
    one, other = sdl_file([BEFORE], 7), sdl_file([AFTER], 8)
    (tmp_path / "SDL001_100_000008.txt").write_bytes(other)
    (tmp_path / "all.txt").write_bytes(one + other)
    found = tracekit.open(tmp_path)
    assert sorted(found.messages["call_id"]) == ["after@10.10.5.41", "before@10.10.5.41"]
    assert found.members["state"].tolist().count("skipped") == 1


def test_a_large_member_is_read_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With limits so low that every file of the sample is spooled and read in pieces."""
    at_once = tracekit.open(SAMPLE)
    monkeypatch.setattr(window, "MEMORY_BYTES", 10_000)
    monkeypatch.setattr("tracekit.archive.texts.MEMORY_BYTES", 10_000)
    monkeypatch.setattr(piece, "PIECE_BYTES", 30_000)
    spooled = tracekit.open(SAMPLE)
    for name, frame in at_once.tables.items():
        pd.testing.assert_frame_equal(frame, spooled.tables[name], obj=name)
    assert spooled.call(spooled.calls["call"][0]).raw() == at_once.call(at_once.calls["call"][0]).raw()
