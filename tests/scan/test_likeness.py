"""Copies are told from other files by a few numbers."""

from tests.record.built import file, record
from tracekit.record.index import index_sdl
from tracekit.scan.likeness import Likeness, likeness


def of(data: bytes) -> Likeness:
    return likeness(data, index_sdl(data))


def lines(first: int, count: int, text: str = "some text of a record") -> bytes:
    return file(*(record(first + at, f"{text} {at}") for at in range(count)))


def test_the_beginning_of_a_file_that_goes_on() -> None:
    whole = lines(100001, 3000)
    assert of(whole[: len(whole) * 2 // 3]).begins(of(whole))
    assert not of(whole).begins(of(whole[: len(whole) * 2 // 3]))


def test_a_scrubbed_copy_holds_the_same_records() -> None:
    whole, scrubbed = lines(100001, 3000), lines(100001, 3000, "text with other addresses")
    assert not of(scrubbed).begins(of(whole))
    assert of(scrubbed).is_held_by(of(whole)) and of(whole).is_held_by(of(scrubbed))


def test_part_of_a_scrubbed_copy_is_held_but_does_not_hold() -> None:
    whole, part = lines(100001, 3000), lines(100001, 1500, "other")
    assert of(part).is_held_by(of(whole))
    assert not of(whole).is_held_by(of(part))


def test_two_excerpts_of_one_file_are_not_copies() -> None:
    one, other = lines(100001, 40), lines(100500, 30)
    assert not of(other).is_held_by(of(one))
    assert not of(other).begins(of(one))


def test_one_record_of_its_own_is_enough() -> None:
    whole = lines(100001, 40)
    other = lines(100001, 20, "edited") + file(record(100999, "its own"))
    assert not of(other).is_held_by(of(whole))


def test_nothing_to_tell_by_is_no_copy() -> None:
    assert not of(b"").is_held_by(of(lines(100001, 5)))
