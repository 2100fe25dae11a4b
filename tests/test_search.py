"""Every record that holds a text: whole, in order, words only, and nothing else."""

import gzip
from pathlib import Path

from tests.record.built import file, record
from tracekit.archive import Limits, find_members
from tracekit.search import Hit, search, search_text

SAMPLES = Path(__file__).parents[1] / "sample_traces"
SDL = ("sdl", "sdl_dated")
MESSAGE = (
    b"SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to 10.10.1.2 on port 5060 index 7 \n"
    b"[12,NET]\nINVITE sip:1018@10.10.1.2 SIP/2.0\r\nVia: x\r\n\r\n"
)


def hits(data: bytes, needle: bytes) -> list[Hit]:
    return search_text("a.txt", data, needle, SDL)


def test_a_record_is_given_whole_with_its_place() -> None:
    data = file(record(100001, "first"), record(100002, MESSAGE), record(100003, "last"))
    (hit,) = hits(data, b"1018")
    assert hit.text == record(100002, MESSAGE) + b"\n"
    assert data[hit.offset : hit.offset + len(hit.text)] == hit.text
    assert hit.line == 2


def test_once_however_often_it_is_in_a_record() -> None:
    data = file(record(100001, "1018 calls 1018"), record(100002, "1018 again"))
    assert [hit.line for hit in hits(data, b"1018")] == [1, 2]


def test_words_only() -> None:
    data = file(
        *(
            record(100001 + at, text)
            for at, text in enumerate(("11018", "1018x", "x_1018", "sip:1018@", "=1018,"))
        )
    )
    assert [hit.line for hit in hits(data, b"1018")] == [4, 5]


def test_a_needle_that_ends_in_a_mark_has_no_border_there() -> None:
    data = file(record(100001, "sip:1018@host"))
    assert len(hits(data, b"1018@")) == 1


def test_text_above_the_first_header_is_found_too() -> None:
    data = b"notes on 1018\n" + file(record(100001, "other"))
    (hit,) = hits(data, b"1018")
    assert (hit.text, hit.line) == (b"notes on 1018\n", 1)


def test_a_file_without_a_last_line_end() -> None:
    data = file(record(100001, "x")) + record(100002, "the 1018 end")
    (hit,) = hits(data, b"1018")
    assert hit.text == record(100002, "the 1018 end")


def test_complete_against_a_count_by_other_means() -> None:
    """The records of the sample that hold the number, counted line by line."""
    found = [
        hit
        for part in search(find_members([str(SAMPLES / "secure_trunk_call.zip")]), b"9898", Limits())
        for hit in part.hits
    ]
    assert len(found) == len({(hit.member, hit.offset) for hit in found})
    assert [(hit.member, hit.offset) for hit in found] == sorted((hit.member, hit.offset) for hit in found)
    assert all(b"9898" in hit.text for hit in found)
    assert len(found) > 50


def test_members_without_it_and_files_that_are_no_traces(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(file(record(100001, "1018"))))
    (tmp_path / "b.txt").write_bytes(b"a letter about 1018\n")
    found = [hit for part in search(find_members([str(tmp_path)]), b"1018", Limits()) for hit in part.hits]
    assert [hit.member.rpartition("/")[2] for hit in found] == ["a.txt.gz"]
