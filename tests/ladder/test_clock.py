from datetime import UTC, datetime

from tracekit.ladder import Moment, Proof
from tracekit.ladder.clock import clock_face, delta_ms, in_order, milliseconds


def at(local: str | None, line: int, member: str = "a.txt") -> Proof:
    return Proof(member, line, line * 10, 10, Moment(None, local))


def order(proofs: list[Proof]) -> list[int | None]:
    return [proof.line for proof, _ in in_order(proofs, lambda proof: proof, lambda _: 1)]


def test_midnight_passes_in_an_undated_file() -> None:
    assert order([at("00:00:01.000", 3), at("23:59:59.900", 1), at("23:59:59.999", 2)]) == [1, 2, 3]


def test_delta_over_midnight() -> None:
    timed = in_order([at("23:59:59.900", 1), at("00:00:00.100", 2)], lambda proof: proof, lambda _: 1)
    assert delta_ms(timed[0][1], timed[1][1]) == 200


def test_record_without_a_time_follows_the_one_before_it_in_its_file() -> None:
    assert order([at("10:00:02.000", 3), at(None, 2), at("10:00:01.000", 1)]) == [1, 2, 3]


def test_small_step_back_of_interleaved_threads_is_no_midnight() -> None:
    assert order([at("10:00:01.000", 1), at("10:00:00.998", 2)]) == [2, 1]


def test_dated_and_undated_have_no_delta() -> None:
    dated = milliseconds(Moment(datetime(2015, 3, 14, tzinfo=UTC), None))
    assert delta_ms(dated, milliseconds(Moment(None, "00:00:00.000"))) is None


def test_faces() -> None:
    assert clock_face(Moment(None, "2015-03-14T19:59:21.224+05:30")) == "19:59:21.224"
    assert clock_face(Moment(datetime(2015, 3, 14, 1, 2, 3, 45000, tzinfo=UTC), None)) == "01:02:03.045Z"
    assert clock_face(Moment(None, None)) is None
