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
