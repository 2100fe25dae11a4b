"""A question in any form finds the calls of its number, device, address or identifier, and no others."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.query.conftest import World, calls_to, made
from tracekit.query import KINDS, Directory, find, normal_number
from tracekit.visible import visible


@pytest.mark.parametrize(
    ("what", "calls"),
    [
        ("1018", ["A"]),
        ("9898", ["A"]),
        ("5001", ["A"]),
        ("+49 89 1018", ["A"]),
        ("+49 (30) 123-4567", ["B"]),
        ("0049301234567", ["B"]),
        ("\\+49301234567", ["B"]),
        ("sip:2002@10.10.9.9:5060;transport=tcp", ["B"]),
        ("2900", ["B"]),
        ("98XX", ["A"]),
        ("98[89]8", ["A"]),
        ("98[^0-8]X", ["A"]),
        ("98[^9]X", []),
        ("9!", ["A"]),
        ("?01?", ["A"]),
        ("50*", ["A"]),
        ("5000-5009", ["A"]),
        ("2000-2999", ["B"]),
        ("5002-5009", []),
        ("+4930 12345XX", ["B"]),
        ("004930XXXXXXX", ["B"]),
        ("sep0011aabb0001", ["A"]),
        ("SEP0011AABB000*", ["A", "B"]),
        ("trunk_to_peer", ["A"]),
        ("gateway-1", ["B"]),
        ("alice", ["C"]),
        ("ALICE@lab.example", ["C"]),
        ("sip:bob.builder@lab.example", ["C"]),
        ("10.10.1.2", ["A"]),
        ("10.10.1.2:50412", ["A"]),
        ("10.10.1.2:50413", []),
        ("10.10.1.*", ["A"]),
        ("sip:10.10.1.2:50412", ["A"]),
        ("2001:0db8::0007", ["A"]),
        ("[2001:db8::7]:5061", ["A"]),
        ("0011aabb-00010006-0dd27a65@10.10.1.2", ["A"]),
        ("0011aabb-00010006-0dd27a65", ["A"]),
        ("x7@10.10.1.9", ["A"]),
        ("0a1b2c3d-0010-5000-a000-0011aabb0001", ["A"]),
        ("0a1b2c3d00105000a0000011aabb0001;remote=00000000000000000000000000000000", ["A"]),
        ("00000000000000000000000000000000", []),
    ],
)
def test_found_by_its_looks(world: World, what: str, calls: list[str]) -> None:
    assert world.calls_of(what) == calls


@pytest.mark.parametrize(
    ("kind", "what", "calls"),
    [
        ("ci", "101", ["A"]), ("ci", "201", ["B"]), ("ci", "1018", []), ("ci", "B", ["B"]),
        ("number", "101", []), ("number", "SEP0011AABB0001", []), ("device", "1018", []),
        ("user", "1018", ["A"]), ("device", "SEP0011AABB0001", ["A"]), ("ip", "nowhere", []),
        ("call-id", "x7", ["A"]), ("session-id", "0a1b2c3d00105000a0000011aabb0001", ["A"]),
    ],
)  # fmt: skip
def test_kind_by_force(world: World, kind: str, what: str, calls: list[str]) -> None:
    (asked,) = [known for known in KINDS if known == kind]
    found = world.find(what, asked)
    assert (list(found.calls), found.kinds) == (calls, (asked,))


@pytest.mark.parametrize("collected", ["9", "98"])
def test_digits_on_their_way_are_nobodys_number(world: World, collected: str) -> None:
    """Neither as digit analysis has them nor as the overlap INVITE and its leg do."""
    assert world.calls_of(collected) == []


def test_digits_on_their_way_in_one_call_are_a_number_in_another() -> None:
    traces = made(
        calls=[{"call": "1", "dialed": "1014"}, {"call": "2", "dialed": "10"}],
        digit_analyses=[
            {"call": "1", "dialed": "10", "result": "potential"},
            {"call": "1", "dialed": "1014", "result": "matched"},
            {"call": "2", "dialed": "10", "result": "potential"},
            {"call": "2", "dialed": "10", "result": "matched"},
        ],
    )
    assert traces.calls_of("10") == ["2"]


def test_a_caller_whose_number_starts_what_is_dialled() -> None:
    traces = made(
        calls=[{"call": "1", "calling": "10", "dialed": "1014"}],
        digit_analyses=[{"call": "1", "calling": "10", "dialed": "10", "result": "potential"}],
    )
    assert traces.calls_of("10") == ["1"]


def test_other_codes_before_a_number_are_found_and_said() -> None:
    traces = calls_to(["+19195742015", "+19195742015", "5742015", "+19195742016"])
    found = traces.find("9195742015")
    assert found.calls == ("1", "2", "3")
    assert found.words() == "with calls of other written forms: +19195742015 (2 calls), 5742015 (1 call)"
    assert traces.find("+1 919 574 2015").forms == {"5742015": 1}
    assert traces.find("+1 919 574 2016").words() == ""


def test_an_extension_is_told_the_numbers_that_end_in_it() -> None:
    traces = calls_to(["+19195742015", "+19195742015", "+14085552015", "1018"])
    found = traces.find("2015")
    assert found.calls == ()
    assert found.words() == (
        "no call of 2015, looked for as number and device; "
        "nearest: +19195742015 (2 calls), +14085552015 (1 call)"
    )


def test_the_nearest_is_named_first_and_not_all() -> None:
    traces = calls_to([*(f"+4930{n}2015" for n in range(1000, 1008)), "2015", "2015", "+19195742015"])
    words = traces.find("85742015").words()
    assert words.endswith("; nearest: +19195742015 (1 call), 2015 (2 calls)")
    assert traces.find("7772016").words() == "no call of 7772016, looked for as number, CI and device"
    assert traces.find("015").words().endswith("+493010022015 (1 call) and 5 more")


def test_a_number_comes_before_a_call_identifier() -> None:
    rows: list[dict[str, object]] = [
        {"call": "1", "called": "17108417", "legs": ["5"]},
        {"call": "2", "legs": ["17108417"]},
    ]
    assert made(calls=rows).calls_of("17108417") == ["1"]
    assert made(calls=rows[1:]).calls_of("17108417") == ["2"]


def test_a_local_number_with_a_hyphen_is_no_range() -> None:
    assert calls_to(["5551234", "556"]).calls_of("555-1234") == ["1"]
    assert calls_to(["98009899", "9850", "98500"]).calls_of("9800-9899") == ["2"]
    assert calls_to(["98999800", "9850"]).calls_of("9899-9800") == ["1"]


def test_what_patterns_write_is_taken_as_it_is_when_escaped() -> None:
    assert calls_to(["**1", "771"]).calls_of("\\*\\*1") == ["1"]
    assert calls_to(["**1", "771"]).calls_of("**1") == ["1", "2"]


@pytest.mark.parametrize(
    "broken", ["98[", "98[]", "[9", "98[9-0]X", "sip:", "<>", "@", "\x1b[2J", "%", "+", "::", "-"]
)
def test_broken_questions_find_nothing(world: World, broken: str) -> None:
    found = world.find(broken)
    assert found.calls == ()
    assert found.words().isprintable()


@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from([None, *KINDS]))
def test_no_question_fails(what: str, kind: str | None) -> None:
    asked = next((known for known in KINDS if known == kind), None)
    found = calls_to(["1018", what, "+49301234567"]).find(what, asked)
    assert set(found.calls) <= {"1", "2", "3"}
    assert visible(found.words()) == found.words()


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), min_size=1, max_size=30))
def test_hostile_names_in_traces_find_themselves(name: str) -> None:
    """A name without wildcards is found as a user in the letters that it has."""
    if (
        name.strip() != name
        or set(name) & set("*?[<>@;\\")
        or name.lower().startswith(("sip:", "sips:", "tel:"))
    ):
        return
    assert "1" in calls_to([name, "1018"]).calls_of(name, "user")


def test_tables_without_rows() -> None:
    for kind in KINDS:
        assert made().calls_of("1018", kind) == []


def test_distinct_values_alone_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that stands in ten thousand messages is compared once."""
    rows: list[dict[str, object]] = [
        {"call": str(n % 50), "from_number": "1018", "to_number": str(2000 + n % 50)} for n in range(10_000)
    ]
    traces = made(calls=[{"call": str(n)} for n in range(50)], messages=rows)
    directory = Directory(traces)
    assert len(directory.of("number")) == 100
    looked_at: list[str] = []

    def noting(text: str) -> str:
        looked_at.append(text)
        return normal_number(text)

    monkeypatch.setattr("tracekit.query.matches.normal_number", noting)
    assert len(find("1018", directory).calls) == 50
    assert len(looked_at) <= 52


def test_the_events_of_every_family_count() -> None:
    events = {
        "sip_message": pd.DataFrame({"call": ["1"], "from_number": ["4711"]}),
        "call_setup": pd.DataFrame(
            {"call": ["1"], "called": ["4712"], "calling_device": ["SEP0011AABB0009"]}
        ),
        "alarm": pd.DataFrame({"call": pd.Series([None], dtype="str"), "device": ["SEP0011AABB0008"]}),
    }
    traces = made(events, calls=[{"call": "1"}])
    assert traces.calls_of("4712") == ["1"]
    assert traces.calls_of("sep0011aabb0009") == ["1"]
    assert traces.calls_of("sep0011aabb0008") == []
