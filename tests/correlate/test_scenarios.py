"""Calls with features against the truth of the simulator: grouping, parties, facts, digits, related calls."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import tracekit
from tests.correlate.test_truth import near
from tests.simulator.feature_scenarios import ALL
from tracekit.api import TraceSet

CALLS = Path(__file__).parents[2] / "sample_traces" / "calls"
NAMES = sorted(scenario.__name__ for scenario in ALL)
TRIES = "only DmPidRes names the second trunk, and no family reads that"
BORDER = "only CcSetupReq's cgPtyDev names the trunk of what comes in, and no family reads that"
WRONG = {
    ("parties", "next_trunk"): TRIES,
    ("parties", "same_call_id"): BORDER,
    ("parties", "two_clusters"): BORDER,
}
"""What the tool gets wrong now, and why."""

_opened: dict[str, TraceSet] = {}


def scenarios(check: str, names: Iterable[str] = NAMES) -> pytest.MarkDecorator:
    """Every scenario; those that are known to fail must fail."""
    marked = [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=WRONG[check, name]))
        if (check, name) in WRONG
        else name
        for name in names
    ]
    return pytest.mark.parametrize("name", marked)


def opened(name: str) -> TraceSet:
    if name not in _opened:
        _opened[name] = tracekit.open(CALLS / name)
    return _opened[name]


def truth(name: str) -> list[dict[str, Any]]:
    loaded = json.loads((CALLS / name / "truth.json").read_text(encoding="utf-8"))
    calls: list[dict[str, Any]] = loaded["calls"]
    return calls


def cis(call: dict[str, Any]) -> set[int]:
    return {leg["ci"] for leg in call["legs"]}


def found(traces: TraceSet, told: dict[str, Any]) -> "pd.Series[Any]":
    """The tool's call that begins when the true one does."""
    first = str(told["legs"][0]["ci"])
    rows = [row for _, row in traces.calls.iterrows() if row["legs"] and first in row["legs"]]
    assert rows, f"{told['name']} is not found"
    undated = traces.messages.empty  # calllogs have no zone
    fits = [row for row in rows if undated or near(row["started"], told["started"], timedelta(seconds=2))]
    assert fits, f"{told['name']} is found at another time"
    return fits[0]


@scenarios("grouping")
def test_each_call_has_its_legs_and_no_other(name: str) -> None:
    traces = opened(name)
    told = truth(name)
    places = set()
    for call in told:
        row = found(traces, call)
        places.add(row["call"])
        extra = {int(ci) for ci in row["legs"]} - cis(call) - set(call.get("bridge_cis", ()))
        assert cis(call) <= {int(ci) for ci in row["legs"]}, call["name"]
        assert extra == set(), call["name"]
    assert len(places) == len(told)


@scenarios("facts")
def test_what_each_call_was(name: str) -> None:
    traces = opened(name)
    for call in truth(name):
        row = found(traces, call)
        logged_only = traces.messages.empty
        columns = ("calling", "called") if logged_only else ("calling", "dialed", "called", "outcome")
        for column in columns:
            value = row[column]
            assert (None if pd.isna(value) else value) == call[column], (call["name"], column)
        if pd.notna(row["cause"]):
            assert row["cause"] == call["cause"]


@scenarios("releaser", [name for name in NAMES if name not in ("logs_only", "sip_only")])
def test_who_ended_it(name: str) -> None:
    for call in truth(name):
        value = found(opened(name), call)["released_by"]
        if call["released_by"] is None and name != "in_progress":
            assert pd.isna(value) or value == "CUCM"
            assert call["outcome"] != "no answer" or pd.isna(value)
        else:
            assert (None if pd.isna(value) else value) == call["released_by"]


@scenarios("times", [name for name in NAMES if name not in ("logs_only", "conference")])
def test_when_it_began_was_answered_and_ended(name: str) -> None:
    for call in truth(name):
        row = found(opened(name), call)
        for column in ("started", "answered", "ended"):
            assert near(row[column], call[column], timedelta(milliseconds=150)), (column, row[column])


@scenarios("parties", [name for name in NAMES if name != "logs_only"])
def test_who_each_leg_was(name: str) -> None:
    traces = opened(name)
    for call in truth(name):
        legs = traces.legs[traces.legs["call"] == found(traces, call)["call"]].set_index("ci")
        for ci in cis(call):
            tries = [leg for leg in call["legs"] if leg["ci"] == ci]
            told = next((leg for leg in tries if leg.get("took")), tries[0])
            row = legs.loc[ci]
            assert sorted(row["call_ids"]) == sorted(leg["call_id"] for leg in tries)
            assert (row["device"], row["number"], row["node"]) == (
                told["device"],
                told["number"],
                told["node"],
            )


def test_the_roles_of_plain_legs() -> None:
    for name in ("two_nodes", "translation", "hold_music", "in_progress", "recording"):
        (call,) = truth(name)
        legs = opened(name).legs.set_index("ci")
        assert [legs.loc[leg["ci"], "role"] for leg in call["legs"]] == ["calling", "called"]


@scenarios("related", ["hold_music", "recording"])
def test_music_and_recorders_are_related(name: str) -> None:
    traces = opened(name)
    (call,) = truth(name)
    related = found(traces, call)["related"]
    legs = traces.calls[traces.calls["call"].isin(list(related or ()))]["legs"]
    held = {int(ci) for row in legs for ci in row}
    assert all(set(beside["cis"]) <= held for beside in call["related"])


def test_translation_is_in_the_digit_analyses() -> None:
    (call,) = truth("translation")
    traces = opened("translation")
    steps = traces.digit_analyses[traces.digit_analyses["call"] == found(traces, call)["call"]]
    assert steps["dialed"].tolist() == [call["dialed"], *call["translated_to"]]
    assert set(steps["calling"]) == {call["calling"]}


def test_digits_of_two_nodes_come_one_by_one() -> None:
    (call,) = truth("two_nodes")
    traces = opened("two_nodes")
    steps = traces.digit_analyses[traces.digit_analyses["call"] == found(traces, call)["call"]]
    assert steps["dialed"].tolist() == ["4", "42", "420", "4202"]
    assert steps["result"].tolist() == ["potential", "potential", "potential", "matched"]


def test_a_call_over_two_nodes_names_both() -> None:
    for name in ("two_nodes", "blind_transfer", "same_call_id"):
        (call,) = truth(name)
        nodes = {str(leg["node"]) for leg in call["legs"]}
        assert {str(node) for node in found(opened(name), call)["nodes"]} == nodes


def test_nothing_of_what_is_simulated_is_a_problem() -> None:
    for name in NAMES:
        assert opened(name).problems.empty, name
