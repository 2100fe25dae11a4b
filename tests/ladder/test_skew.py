import pandas as pd

from tests.ladder.scenario import CALL, PEER_MEMBER, far_node, world
from tracekit.ladder import build_ladder


def ahead(milliseconds: int) -> list[str]:
    """Labels of the ladder when the far node's clock runs ahead."""
    made = far_node(world())
    far = made.messages["member"] == PEER_MEMBER
    late = made.messages["time"] + pd.Timedelta(milliseconds=milliseconds)
    made.messages = made.messages.assign(time=made.messages["time"].mask(far, late), call=CALL)
    return [row.label for row in build_ladder(CALL, made).arrows]


def test_answer_follows_its_request_whatever_the_far_clock_says() -> None:
    assert ahead(250) == ahead(-250) == ahead(0)


def test_lead_is_told_and_clocks_in_step_are_not() -> None:
    made = far_node(world())
    far = made.messages["member"] == PEER_MEMBER
    late = made.messages["time"] + pd.Timedelta(milliseconds=250)
    assert {p.clock_ms for p in build_ladder(CALL, made).participants} == {None}
    made.messages = made.messages.assign(time=made.messages["time"].mask(far, late))
    node = build_ladder(CALL, made).participants[2]
    assert (node.host, node.clock_ms) == ("cucm10-pub", 250)
    assert "clock 250 ms ahead" in node.details


def test_what_signals_tell_counts_where_no_message_shows_it() -> None:
    made = far_node(world())
    made.messages = made.messages[
        (made.messages["member"] != PEER_MEMBER) | (made.messages["direction"] == "in")
    ]
    far = made.messages["member"] == PEER_MEMBER
    late = made.messages["time"] + pd.Timedelta(milliseconds=40)
    made.messages = made.messages.assign(time=made.messages["time"].mask(far, late))
    assert {p.clock_ms for p in build_ladder(CALL, made).participants} == {None}
    told = pd.Series(0, index=made.messages.index).mask(far, 40)
    made.messages = made.messages.assign(clock_ahead_ms=told)
    assert build_ladder(CALL, made).participants[2].clock_ms == 40
    made.messages = made.messages.assign(clock_ahead_ms=told.mask(far, 3))
    assert {p.clock_ms for p in build_ladder(CALL, made).participants} == {None}


def test_messages_correct_what_signals_of_two_clusters_cannot_tell() -> None:
    made = far_node(world())
    far = made.messages["member"] == PEER_MEMBER
    late = made.messages["time"] + pd.Timedelta(milliseconds=250)
    told = pd.Series(0, index=made.messages.index).mask(far, 700)
    made.messages = made.messages.assign(time=made.messages["time"].mask(far, late), clock_ahead_ms=told)
    assert build_ladder(CALL, made).participants[2].clock_ms == 250
