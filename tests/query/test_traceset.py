"""Questions to an opened collection, and what its calls give."""

from pathlib import Path

import pytest

import tracekit
from tracekit.api import TraceSet
from tracekit.query import Kind
from tracekit.tables.schema import TABLES

SAMPLES = Path(__file__).parents[2] / "sample_traces"


@pytest.fixture(scope="module")
def secure() -> TraceSet:
    return tracekit.open(SAMPLES / "secure_trunk_call.zip")


@pytest.fixture(scope="module")
def stories() -> TraceSet:
    return tracekit.open(SAMPLES / "calls")


def test_a_call_gives_its_rows_of_every_table(secure: TraceSet) -> None:
    (call,) = secure.calls_of(9898)
    for table in ("messages", "digit_analyses", "legs", "findings"):
        rows = getattr(call, table)
        assert list(rows.columns) == list(TABLES[table].columns)
        assert set(rows["call"]) <= {call.call}
    assert len(call.digit_analyses) > 0
    assert set(call.connections["connection"]) == set(call.messages["connection"].dropna())
    assert {"SETUP", "RELEASE"} <= set(call.call_events["event"])
    assert set(call.call_events["call"]) == {call.call}


def test_places_are_those_of_the_raw_text(secure: TraceSet) -> None:
    (call,) = secure.calls_of("9898")
    places = call.places
    assert not places.duplicated(["member", "offset"]).any()
    assert len(call.raw().encode()) == int(places["length"].sum())


def test_every_written_form_finds_the_same_call_in_a_real_shape(secure: TraceSet) -> None:
    wanted = secure.find("9898").calls
    forms = [
        "9898",
        "sip:9898@10.106.95.203",
        "98-98",
        "98XX",
        "9898-9899",
        "98!",
        "<sip:9898@x;user=phone>",
        "98??",
    ]
    assert {form: secure.find(form).calls for form in forms} == dict.fromkeys(forms, wanted)
    assert len(wanted) == 1


def test_every_kind_finds_the_call_of_its_row(stories: TraceSet) -> None:
    """What a table says of a call, asked for, leads to that call."""
    legs = stories.legs.dropna(subset=["call", "device", "ci", "number"]).drop_duplicates("call")
    assert len(legs) > 5
    for leg in legs.itertuples(index=False):
        asked: list[tuple[Kind, object]] = [
            ("device", leg.device), ("ci", leg.ci), ("number", leg.number)
        ]  # fmt: skip
        for kind, value in asked:
            assert leg.call in stories.find(str(value), kind).calls, (kind, value)
    messages = stories.messages.dropna(subset=["call", "call_id", "remote_ip"]).drop_duplicates("call")
    assert len(messages) > 2
    for row in messages.itertuples(index=False):
        assert row.call in stories.find(str(row.call_id)).calls
        assert row.call in stories.find(f"{row.remote_ip}:{row.remote_port}").calls


def test_digits_on_their_way_in_samples_find_nothing(stories: TraceSet) -> None:
    analysed = stories.digit_analyses
    collected = set(analysed.loc[analysed["result"] == "potential", "dialed"])
    settled = set(analysed.loc[analysed["result"] != "potential", "dialed"].dropna())
    assert collected - settled
    assert {digits: stories.find(digits, "number").calls for digits in collected - settled} == dict.fromkeys(
        collected - settled, ()
    )


def test_a_notebook_shows_what_was_read(secure: TraceSet) -> None:
    shown = secure._repr_html_()
    assert "<th>members read</th><td>5</td>" in shown
    assert f"<th>calls</th><td>{len(secure.calls)}</td>" in shown


def test_a_hostile_name_does_nothing_in_a_notebook(tmp_path: Path) -> None:
    hostile = tmp_path / "a<img src=x>\x1b\u202e.txt"
    hostile.write_text("no trace")
    shown = tracekit.open(hostile)._repr_html_()
    assert "<img" not in shown
    assert "&lt;img src=x&gt;\\x1b\\u202e.txt" in shown
