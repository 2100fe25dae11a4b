"""61 torture messages in three carriers: every one counted once and read as far as it can be read."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import tracekit
from tests.torture.carriers import AFTER, BEFORE, CASES, cut_files, sdi_file, sdl_file
from tests.torture.case import Case
from tracekit.api import TraceSet
from tracekit.archive import find_members, kind_of
from tracekit.correlate.continued import whole_records
from tracekit.scan import MemberScan, read_sources, scan_member
from tracekit.sip import COLUMNS, message_columns, message_row, read_message

NEIGHBOURS = ["before@10.10.5.41", "after@10.10.5.41"]
FIELDS = ["call_id", "cseq", "label", "method", "status"]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def answer(case: Case) -> tuple[object, ...]:
    return (case.call_id, case.cseq, case.label, case.method, case.status)


def scanned(data: bytes, kind: str) -> MemberScan:
    """One file through the scan, its bytes accounted for."""
    assert kind_of(data) == kind
    scan = scan_member("a.txt", data, kind)
    counted = (scan.member[f"bytes_{what}"] for what in ("parsed", "continuation", "unparsed"))
    assert sum(counted) == len(data) == scan.member["bytes"]
    assert scan.problems == []
    return scan


def rows(scan: MemberScan) -> list[tuple[object, ...]]:
    found = scan.events["sip_message"]
    return list(zip(*(found[field] for field in FIELDS), strict=True))


def text(scan: MemberScan, data: bytes, row: int) -> bytes:
    found = scan.events["sip_message"]
    start = int(found["raw_offset"][row])
    return data[start : start + int(found["raw_length"][row])]


def test_the_set_is_whole() -> None:
    sections = [case.section.split(".") for case in CASES]
    assert len(CASES) == 61
    assert sum(section[0] == "3" for section in sections) == 49
    assert len({case.name for case in CASES}) == 61


@each_case
def test_the_reader_names_every_fault(case: Case) -> None:
    message = read_message(case.raw)
    assert (message.call_id, message.cseq, message.label, message.method, message.status) == answer(case)
    assert message.weird == case.weird
    for name, value in case.also:
        assert getattr(message, name) == value
    columns = message_columns(case.raw, np.array([0]), np.array([len(case.raw)]))
    assert tuple(columns[name][0] for name in COLUMNS) == message_row(message)


@each_case
def test_in_sdl(case: Case) -> None:
    data = sdl_file([BEFORE, case.raw, AFTER])
    scan = scanned(data, "sdl")
    before, found, after = rows(scan)
    assert [before[0], after[0]] == NEIGHBOURS
    assert found == answer(case)
    assert text(scan, data, 1) == case.raw
    assert read_message(text(scan, data, 1)).weird == case.weird


@each_case
def test_in_sdi(case: Case) -> None:
    trailers = []
    for place in range(3):
        data = sdi_file([BEFORE] * place + [case.raw, AFTER])
        scan = scanned(data, "sdi")
        found = rows(scan)
        assert [call_id for call_id, *_ in found] == ["before@10.10.5.41"] * place + [
            case.call_id,
            "after@10.10.5.41",
        ]
        assert found[place] == answer(case)
        raw = text(scan, data, place)
        assert raw.startswith(case.raw)
        message = read_message(raw)
        trailers.append("trace_trailer" in message.weird)
        assert tuple(fault for fault in message.weird if fault != "trace_trailer") == case.weird
    assert trailers == [False, True, False]


Opener = Callable[[dict[str, bytes]], TraceSet]


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    """Files of one folder through the front door."""

    def open_files(files: dict[str, bytes]) -> TraceSet:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        return tracekit.open(tmp_path)

    return open_files


def table(traces: TraceSet) -> list[tuple[object, ...]]:
    """What the messages table says of the cases, in the order of the files."""
    found = traces.messages
    found = found[~found["call_id"].isin(NEIGHBOURS)].sort_values(["member", "offset"])
    values = found[FIELDS].astype("object").where(found[FIELDS].notna(), None)
    return list(values.itertuples(index=False, name=None))


def check_whole(traces: TraceSet) -> pd.DataFrame:
    assert table(traces) == [answer(case) for case in CASES]
    assert traces.problems.empty
    members = traces.members
    parts = members[["bytes_parsed", "bytes_continuation", "bytes_unparsed"]].sum(axis=1)
    assert (parts == members["bytes"]).all()
    return members


def test_all_of_sdl_through_the_front_door(opened: Opener) -> None:
    traces = opened({"SDL001_100_000007.txt": sdl_file(case.raw for case in CASES)})
    check_whole(traces)
    assert traces.messages["message"].is_unique
    places = traces.messages.sort_values("offset")[["member", "offset", "length"]]
    texts = [traces.raw(*place) for place in places.itertuples(index=False, name=None)]
    assert all(case.raw in text for case, text in zip(CASES, texts, strict=True))


def test_all_of_sdi_through_the_front_door(opened: Opener) -> None:
    members = check_whole(opened({"ccm00000001.txt": sdi_file(case.raw for case in CASES)}))
    assert members["kind"].tolist() == ["sdi"]


def test_all_cut_files_through_the_front_door(opened: Opener) -> None:
    files = cut_files(CASES)
    traces = opened({f"SDL001_100_{number:06d}.txt": data for number, data in enumerate(files, start=1)})
    members = check_whole(traces)
    assert members["file_number"].tolist() == list(range(1, 63))
    assert members["state"].eq("read").all() and members["reason"].isna().all()
    places = traces.messages.sort_values(["member", "offset"])[["member", "offset", "length"]]
    texts = [traces.raw(*place) for place in places.itertuples(index=False, name=None)]
    assert all(case.raw in text for case, text in zip(CASES, texts, strict=False))


@each_case
def test_cut_over_two_files(case: Case, tmp_path: Path) -> None:
    for number, data in enumerate(cut_files([case]), start=1):
        (tmp_path / f"SDL001_100_00000{number}.txt").write_bytes(data)
    read, rests = whole_records(read_sources(find_members([str(tmp_path)])))
    first, second = (source.scan for source in read if source.scan is not None)
    assert rows(first) == [answer(case)] and len(rests) == 1
    assert [call_id for call_id, *_ in rows(second)] == ["after@10.10.5.41"]
