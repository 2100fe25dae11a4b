"""Clocks of nodes that are apart, told by signals that both nodes logged."""

from pathlib import Path

import pandas as pd
import pytest

import tracekit
from tests.correlate.test_hard_cases import written
from tracekit.api import TraceSet
from tracekit.correlate.clock_skew import clock_ahead

CALLS = Path(__file__).parents[2] / "sample_traces" / "calls"
FAR = "cm1-2.example/SDL002_100_000032.txt"
"""The node whose clock runs 40 ms ahead."""


@pytest.fixture(scope="module")
def two_nodes() -> TraceSet:
    return tracekit.open(CALLS / "two_nodes")


def test_the_skew_of_two_nodes_with_the_signal_that_shows_it(two_nodes: TraceSet) -> None:
    (row,) = two_nodes.tables["clock_skew"].to_dict("records")
    assert (row["node_a"], row["node_b"], row["offset_ms"], row["trip_ms"]) == (1, 2, 40, 0)
    assert (row["host_a"], row["host_b"]) == ("cm1-1.example", "cm1-2.example")
    assert row["pairs_ab"] and row["pairs_ba"]
    assert b"|SdlSig-I |" in two_nodes.raw(row["member"], row["offset"], row["length"])


def test_messages_know_it_and_keep_their_time(two_nodes: TraceSet) -> None:
    messages = two_nodes.messages
    assert dict(zip(messages["node"], messages["clock_ahead_ms"], strict=True)) == {1: 0, 2: 40}
    text = (CALLS / "two_nodes" / FAR).read_text(encoding="utf-8")
    far = messages[messages["node"] == 2]
    assert all(f"|{time[11:23]} |" in text for time in far["time_local"])


def test_the_ladder_stands_in_true_order(two_nodes: TraceSet) -> None:
    ladder = two_nodes.calls_of("4202")[0].ladder()
    assert {person.node: person.clock_ms for person in ladder.participants if person.kind == "node"} == {
        1: None, 2: 40,
    }  # fmt: skip
    shown = [row.moment.utc for row in ladder.arrows if row.moment.utc is not None]
    assert shown != sorted(shown)  # printed times are left alone
    asked = [(row.label, row.cseq_method) for row in ladder.arrows]
    byes = [place for place, (label, _) in enumerate(asked) if label == "BYE"]
    answers = [place for place, (label, method) in enumerate(asked) if (label, method) == ("200 OK", "BYE")]
    assert len(byes) == len(answers) == 2
    assert byes[0] < byes[1] < answers[1]


def test_one_direction_alone_and_one_that_is_cut(tmp_path: Path) -> None:
    """Without what went from node 2 to node 1 the way of the signals cannot be told from the clocks."""
    for path in sorted((CALLS / "two_nodes").glob("*/SDL*")):
        lines = path.read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if not (b"|SdlSig-O |" in line and path.name.startswith("SDL002"))]
        written(tmp_path, f"{path.parent.name}/{path.name}", b"".join(kept))
    (row,) = tracekit.open(tmp_path).tables["clock_skew"].to_dict("records")
    assert (row["offset_ms"], row["pairs_ba"]) == (40, 0)
    assert pd.isna(row["trip_ms"])


def test_one_node_alone_tells_nothing() -> None:
    traces = tracekit.open(CALLS / "phone_to_phone")
    assert traces.tables["clock_skew"].empty
    assert traces.messages["clock_ahead_ms"].isna().all()


def test_a_node_is_reached_over_another_and_clusters_are_apart() -> None:
    rows = [("a", 1, 3, 40), ("a", 2, 3, -10), ("b", 1, 2, 7)]
    skew = pd.DataFrame(rows, columns=["cluster", "node_a", "node_b", "offset_ms"])
    assert clock_ahead(skew) == {("a", 1): 0, ("a", 3): 40, ("a", 2): 50, ("b", 1): 0, ("b", 2): 7}
