"""Every record that holds a text: whole, in order, words only, and nothing else."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.record.built import file, record
from tracekit.archive import Limits, Reader, find_members
from tracekit.search import Hit, places, search, search_text
from tracekit.search.places import Places
from tracekit.search.threads import in_order

SAMPLES = Path(__file__).parents[1] / "sample_traces"
SDL = ("sdl", "sdl_dated")
MESSAGE = (
    b"SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to 10.10.1.2 on port 5060 index 7 \n"
    b"[12,NET]\nINVITE sip:1018@10.10.1.2 SIP/2.0\r\nVia: x\r\n\r\n"
)


def hits(data: bytes, needle: bytes) -> list[Hit]:
    return search_text(data, needle, SDL)


def test_a_record_is_given_whole_with_its_place() -> None:
    data = file(record(100001, "first"), record(100002, MESSAGE), record(100003, "last"))
    (hit,) = hits(data, b"1018")
    assert hit.text == record(100002, MESSAGE) + b"\n"
    assert hit.offset == data.index(record(100002, MESSAGE))


def test_once_however_often_it_is_in_a_record() -> None:
    one, two = record(100001, "1018 calls 1018") + b"\n", record(100002, "1018 again") + b"\n"
    assert [hit.text for hit in hits(one + two, b"1018")] == [one, two]


def test_words_only() -> None:
    texts = ("11018", "1018x", "x_1018", "sip:1018@", "=1018,")
    records = [record(100001 + at, text) + b"\n" for at, text in enumerate(texts)]
    assert [hit.text for hit in hits(b"".join(records), b"1018")] == records[3:]


def test_a_needle_that_ends_in_a_mark_has_no_border_there() -> None:
    data = file(record(100001, "sip:1018@host"))
    assert len(hits(data, b"1018@")) == 1


def test_text_above_the_first_header_is_found_too() -> None:
    data = b"notes on 1018\n" + file(record(100001, "other"))
    (hit,) = hits(data, b"1018")
    assert (hit.offset, hit.text) == (0, b"notes on 1018\n")


def test_a_file_without_a_last_line_end() -> None:
    data = file(record(100001, "x")) + record(100002, "the 1018 end")
    (hit,) = hits(data, b"1018")
    assert hit.text == record(100002, "the 1018 end")


@pytest.mark.parametrize("gap", [0, 1, 4089, 4090, 4092, 4093, 4096, 9000, 20000])
def test_hits_near_and_far_from_each_other(gap: int) -> None:
    """The search changes its way some kilobytes behind a hit; nothing is lost there."""
    records = [record(100001, "1018"), record(100002, "x" * gap), record(100003, "the 1018")]
    assert [hit.text for hit in hits(file(*records), b"1018")] == [
        records[0] + b"\n", records[2] + b"\n"
    ]  # fmt: skip


def test_places_are_the_same_by_python_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"".join(b"%d\0ab" % (at * at) for at in range(9000))
    for needle in (b"1", b"\0a", b"4761", b"b49", b"x" * 5000, data[40000:46000], data):
        by_both = []
        for memmem in (places._MEMMEM, None):
            monkeypatch.setattr(places, "_MEMMEM", memmem)
            asked = Places(data, needle)
            found = [asked.next(0)]
            while found[-1] >= 0:
                found.append(asked.next(found[-1] + 1))
            by_both.append(found)
        assert by_both[0] == by_both[1]
        assert by_both[0][0] == data.find(needle)
        assert len(by_both[0]) == 1 + len([at for at in range(len(data)) if data.startswith(needle, at)])


def test_complete_against_a_count_by_other_means() -> None:
    """The hits of a sample and the bytes around them hold the number as often as its files do."""
    refs = find_members([str(SAMPLES / "secure_trunk_call.zip")])
    found = list(search(refs, b"@10", Limits()))
    assert [part.member for part in found] == [ref.name for ref in refs]
    with Reader() as reader:
        in_files = [reader.load(ref).data.count(b"@10") if part.is_trace else 0
                    for ref, part in zip(refs, found, strict=True)]  # fmt: skip
    assert [sum(hit.text.count(b"@10") for hit in part.hits) for part in found] == in_files
    assert sum(in_files) > 50
    for part in found:
        offsets = [hit.offset for hit in part.hits]
        assert offsets == sorted(set(offsets))


@pytest.mark.parametrize("workers", [2, 8])
def test_the_same_by_any_number_of_threads(workers: int) -> None:
    refs = find_members([str(SAMPLES)])
    alone = list(search(refs, b"1018", Limits(), workers=1))
    assert list(search(refs, b"1018", Limits(), workers=workers)) == alone
    assert sum(bool(part.hits) for part in alone) > 2


def test_members_without_it_and_files_that_are_no_traces(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(file(record(100001, "1018"))))
    (tmp_path / "b.txt").write_bytes(b"a letter about 1018\n")
    found = list(search(find_members([str(tmp_path)]), b"1018", Limits()))
    assert [(part.member.rpartition("/")[2], part.is_trace, len(part.hits)) for part in found] == [
        ("a.txt.gz", True, 1), ("b.txt", False, 0)
    ]  # fmt: skip


@contextmanager
def reciprocals() -> Iterator[Callable[[int], float]]:
    yield lambda task: 1 / (task - 20)


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_what_a_task_raises_comes_in_its_turn(workers: int) -> None:
    done = in_order(reciprocals, range(40), workers)
    assert [next(done) for _ in range(20)] == [1 / (task - 20) for task in range(20)]
    with pytest.raises(ZeroDivisionError):
        next(done)


def test_threads_do_not_run_far_ahead() -> None:
    """What is found waits in memory until it is taken."""
    begun: list[int] = []

    @contextmanager
    def noting() -> Iterator[Callable[[int], None]]:
        yield begun.append

    done = in_order(noting, range(1000), 2)
    next(done)
    assert len(begun) <= 2 * 8
    done.close()
    assert len(list(in_order(noting, range(1000), 2))) == 1000


def test_a_large_member_is_searched_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"".join(
        b"%08d.001 |10:00:00.%03d |AppInfo  |number %d and %d\n" % (n, n, n, n // 7) for n in range(900)
    )
    path = tmp_path / "SDL001_100_000001.txt"
    path.write_bytes(data)
    at_once = [found.hits for found in search(find_members([str(path)]), b"77", Limits())]
    monkeypatch.setattr("tracekit.record.piece.PIECE_BYTES", 1_000)
    monkeypatch.setattr("tracekit.record.piece.RECORD_BYTES", 500)
    in_pieces = [found.hits for found in search(find_members([str(path)]), b"77", Limits())]
    assert in_pieces == at_once and len(at_once[0]) == 8
