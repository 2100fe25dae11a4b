from dataclasses import replace

import pytest

from tests.ladder.scenario import CALL, world
from tracekit.ladder import Ladder, Moment, build_ladder, read_window_end, within


def cut(ladder: Ladder, first: str | None, last: str | None) -> list[str]:
    """Times of day of the rows between."""
    ends = [None if text is None else read_window_end(text) for text in (first, last)]
    return [(row.moment.local or "none")[-18:-6] for row in within(ladder, *ends).rows]


def test_both_ends_belong_to_the_stretch() -> None:
    ladder = build_ladder(CALL, world())
    assert cut(ladder, "19:59:25.871", "19:59:25.884") == ["19:59:25.871", "19:59:25.880", "19:59:25.884"]
    assert cut(ladder, "20:00:01.402", None) == ["20:00:01.402", "20:00:01.405", "20:00:01.431"]
    assert len(cut(ladder, None, "19:59:21.104")) == 2


def test_a_date_counts_where_it_is_given() -> None:
    ladder = build_ladder(CALL, world())
    assert cut(ladder, "2015-03-15 00:00", None) == []
    assert len(cut(ladder, "2015-03-14 20:00", "2015/03/15 01:00")) == 4


def test_deltas_are_to_the_row_before() -> None:
    rows = within(build_ladder(CALL, world()), read_window_end("19:59:25.880")).rows
    assert [row.delta_ms for row in rows[:2]] == [None, 4]


def test_a_stretch_over_midnight() -> None:
    ladder = build_ladder(CALL, world(dated=False))
    late = replace(ladder, rows=tuple(
        replace(row, moment=Moment(None, text))
        for row, text in zip(ladder.rows, ["23:59:59.000", "00:00:01.000", "12:00:00.000"], strict=False)
    ))  # fmt: skip
    shown = within(late, read_window_end("23:59"), read_window_end("00:01")).rows
    assert [row.moment.local for row in shown] == ["23:59:59.000", "00:00:01.000"]


def test_a_row_without_time_goes_with_the_one_before() -> None:
    ladder = build_ladder(CALL, world())
    first, second, third, *_ = ladder.rows
    made = replace(ladder, rows=(first, replace(second, moment=Moment(None, None)), third))
    assert len(within(made, None, read_window_end("19:59:21.102")).rows) == 2


@pytest.mark.parametrize("text", ["", "19", "25:00", "19:61", "2015-13-40 10:00", "19:59:21.1234", "now"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        read_window_end(text)
