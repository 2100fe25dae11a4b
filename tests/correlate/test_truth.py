"""The samples against the truth that the simulator wrote beside them: it knows what happened."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import tracekit
from tracekit.api import TraceSet

SAMPLES = Path(__file__).parents[2] / "sample_traces"
SCENARIOS = {
    "secure_trunk_call": (SAMPLES / "secure_trunk_call.zip", SAMPLES / "secure_trunk_call.truth.json"),
    **{
        name: (SAMPLES / "calls" / name, SAMPLES / "calls" / name / "truth.json")
        for name in ("cancelled", "phone_to_phone", "plain_trunk", "trunk_busy")
    },
}
_opened: dict[str, TraceSet] = {}

every_scenario = pytest.mark.parametrize("name", sorted(SCENARIOS))


def opened(name: str) -> TraceSet:
    if name not in _opened:
        _opened[name] = tracekit.open(SCENARIOS[name][0])
    return _opened[name]


def truth(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SCENARIOS[name][1].read_text(encoding="utf-8"))
    return loaded


def near(found: Any, told: str | None, within: timedelta = timedelta(milliseconds=100)) -> bool:
    """Whether an instant is the told one: the two ends of a call are logged some milliseconds apart."""
    if told is None or pd.isna(found):
        return told is None and pd.isna(found)
    return bool(abs(found - pd.Timestamp(datetime.fromisoformat(told))) <= within)


@every_scenario
def test_every_call_and_no_other(name: str) -> None:
    traces = opened(name)
    expected = [sorted(str(leg["ci"]) for leg in call["legs"]) for call in truth(name)["calls"]]
    assert sorted(map(sorted, traces.calls["legs"])) == sorted(expected)


@every_scenario
def test_what_each_call_was(name: str) -> None:
    traces = opened(name)
    for told in truth(name)["calls"]:
        found = _call_of(traces, told)
        for column in ("calling", "dialed", "called", "outcome", "released_by"):
            value = found[column]
            assert (None if pd.isna(value) else value) == told[column], (told["name"], column)
        for column in ("started", "answered", "ended"):
            assert near(found[column], told[column]), (told["name"], column, found[column])


@every_scenario
def test_the_cause_where_calllogs_tell_it(name: str) -> None:
    traces = opened(name)
    for told in truth(name)["calls"]:
        found = _call_of(traces, told)
        if traces.call_events.empty:
            assert pd.isna(found["cause"]) or found["cause"] == told["cause"]
        else:
            assert found["cause"] == told["cause"]


@every_scenario
def test_who_each_leg_was(name: str) -> None:
    traces = opened(name)
    for told in truth(name)["calls"]:
        found = _call_of(traces, told)
        legs = traces.legs[traces.legs["call"] == found["call"]].set_index("ci")
        for leg in told["legs"]:
            row = legs.loc[leg["ci"]]
            assert row["call_ids"] == [leg["call_id"]]
            assert (row["device"], row["number"], row["role"], row["transport"]) == (
                leg["device"],
                leg["number"],
                leg["role"],
                leg["transport"],
            )


@every_scenario
def test_the_messages_of_each_call_are_its_own(name: str) -> None:
    traces = opened(name)
    host_of = traces.members.dropna(subset=["host"]).drop_duplicates("epoch").set_index("epoch")["host"]
    messages = traces.messages.assign(host=traces.messages["epoch"].map(host_of))
    for told in truth(name)["calls"]:
        mine = messages[messages["call"] == _call_of(traces, told)["call"]]
        found = sorted(mine[["host", "net_no"]].itertuples(index=False, name=None))
        expected = sorted((leg["host"], number) for leg in told["legs"] for number in leg["net_nos"])
        assert found == expected, told["name"]


@every_scenario
def test_connections_with_their_security(name: str) -> None:
    traces = opened(name)
    for node in truth(name)["nodes"]:
        wires = traces.connections[traces.connections["epoch"] == node["epoch"]].set_index("conn_idx")
        for told in node["connections"]:
            if told["conn_idx"] not in wires.index:
                assert told["opened"] is None, "an idle connection from before the trace leaves no line"
                continue
            row = wires.loc[told["conn_idx"]]
            for column in ("transport", "remote_ip", "remote_port", "subject", "cipher"):
                value = row[column]
                assert (None if pd.isna(value) else value) == told[column], (told["conn_idx"], column)
            if told["tls_security"] is not None:
                assert row["tls_security"] == told["tls_security"]


def test_the_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    folder = SAMPLES / "calls" / "plain_trunk"
    files = sorted(str(path) for path in folder.rglob("*") if path.suffix == ".txt")
    one, other = tracekit.open(*files), tracekit.open(*reversed(files))
    for table, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[table])


def _call_of(traces: TraceSet, told: dict[str, Any]) -> "pd.Series[Any]":
    first = str(told["legs"][0]["ci"])
    (found,) = [row for _, row in traces.calls.iterrows() if first in row["legs"]]
    return found
