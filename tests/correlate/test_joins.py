"""Why two legs are one call: each tie with its kind, its strength and the record that proves it."""

from pathlib import Path

import pandas as pd
import pytest

import tracekit
from benchmarks.oracle import main
from tracekit.api import TraceSet

CALLS = Path(__file__).parents[2] / "sample_traces" / "calls"


def joins(name: str) -> tuple[TraceSet, pd.DataFrame]:
    traces = tracekit.open(CALLS / name)
    return traces, traces.tables["joins"]


def test_what_is_stated_needs_no_inference() -> None:
    _, ties = joins("consult_transfer")
    assert set(ties["strength"]) == {"stated"}
    assert {"admission", "location", "call object", "join request"} <= set(ties["how"])


def test_clusters_are_joined_by_session_id_alone() -> None:
    traces, ties = joins("two_clusters")
    inferred = ties[ties["strength"] == "inferred"]
    assert set(inferred["how"]) == {"Session-ID"}
    assert inferred["call"].nunique() == 1 == len(traces.calls)
    assert traces.calls["legs"].map(len).tolist() == [4]


def test_one_call_id_on_two_nodes_is_derived() -> None:
    _, ties = joins("same_call_id")
    assert set(ties.loc[ties["strength"] == "derived", "how"]) == {"same Call-ID"}


def test_each_tie_points_at_a_record_about_it() -> None:
    for name in ("consult_transfer", "two_clusters", "sip_only"):
        traces, ties = joins(name)
        assert len(ties)
        for tie in ties.to_dict("records"):
            record = traces.raw(tie["member"], tie["offset"], tie["length"]).decode()
            held = [tie[column] for column in ("ci_a", "ci_b", "call_id_a", "call_id_b")]
            assert any(str(value) in record for value in held if pd.notna(value)), (name, tie)


def test_a_recorder_that_shares_the_session_stays_a_call_of_its_own() -> None:
    traces, ties = joins("recording")
    assert "inferred" not in set(ties["strength"])
    (related,) = [names for names in traces.calls["related"] if names and len(names) == 2]
    beside = traces.legs[traces.legs["call"].isin(related)]
    assert set(beside["role"]) == {"recorder"}


def test_a_restart_gives_the_same_identifiers_to_other_legs() -> None:
    traces, ties = joins("restart")
    assert len(traces.calls) == 2
    assert traces.legs["ci"].nunique() == 2 and len(traces.legs) == 4
    assert ties["call"].nunique() == 2


def test_splits_and_joins_stand_among_the_steps_of_their_call() -> None:
    traces, _ = joins("consult_transfer")
    steps = traces.call_events
    told = steps[steps["source"] == "signal"]
    assert {"SPLIT", "JOIN"} == set(told["event"])
    assert set(told["call"]) == {traces.calls["call"][0]}


def test_the_oracle_agrees_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(CALLS / "consult_transfer"), str(CALLS / "two_nodes")]) == 0
    printed = capsys.readouterr().out
    assert "BAD" not in printed
    assert printed.count("CI pairs in one call") == 2
