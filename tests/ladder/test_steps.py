import pandas as pd

from tests.ladder.scenario import CALL, MEMBER, PHONE, TRUNK, World, clock, far_node, place, world
from tracekit.ladder import Ladder, Note, build_ladder


def step(event: str, second: float, a: int | None, b: int | None, **cells: object) -> dict[str, object]:
    return {
        **{"event": event, "node": 1, "ci_a": a, "ci_b": b, "call": CALL, "cause": None},
        **{"device_a": None, "device_b": None, "calling": None, "called": None},
        **clock(second), **place(3000 + round(second)), **cells,
    }  # fmt: skip


def with_steps(made: World, *rows: dict[str, object]) -> World:
    made.call_events = pd.DataFrame(list(rows))
    return made


def steps(ladder: Ladder) -> list[Note]:
    return [note for note in ladder.notes if note.kind == "step"]


def test_steps_name_the_legs_and_point_at_their_participants() -> None:
    made = with_steps(
        world(),
        step("SETUP", 21.186, 19024195, 19024196),
        step("JOIN", 30, 19024195, 19024196),
        step("RELEASE", 61.41, 19024195, 19024196, cause=16),
    )
    setup, join, release = steps(build_ladder(CALL, made))
    assert setup.text == "1018 (CI 19024195) calls 9898 (CI 19024196)"
    assert (join.title, join.text) == (
        "Legs joined",
        f"1018 ({PHONE}, CI 19024195) joined with 9898 ({TRUNK}, CI 19024196)",
    )
    assert (join.participant, join.parties) == (1, (0, 2))
    assert release.text.endswith("cause 16 normal call clearing")
    assert join.proofs[0].place == f"{MEMBER}:3030"


def test_split_and_an_event_of_another_name() -> None:
    made = with_steps(world(), step("SPLIT", 30, 19024195, 77), step("PARK\x1b", 31, None, None))
    split, park = steps(build_ladder(CALL, made))
    assert split.text == f"1018 ({PHONE}, CI 19024195) parted from CI 77"
    assert (park.title, park.text, park.parties) == ("PARK\x1b", "PARK\x1b", ())


def test_a_party_without_messages_has_its_own_life_line_once() -> None:
    made = with_steps(
        world(),
        step("OFFERED", 30, 19024195, 78, device_b="SEP0011AABB0078", called="1078"),
        step("JOIN", 31, 19024195, 78, device_b="SEP0011AABB0078", called="1078"),
    )
    ladder = build_ladder(CALL, made)
    assert [person.name for person in ladder.participants] == [PHONE, None, TRUNK, "SEP0011AABB0078"]
    assert ladder.participants[3].number == "1078"
    assert {note.parties for note in steps(ladder)} == {(0, 3)}


def test_a_caller_that_sent_no_sip_is_leftmost() -> None:
    gateway = "S0/SU1/DS1-0@gw.example.net"
    made = with_steps(world(), step("OFFERED", 20, 5, 19024195, device_a=gateway, calling="+4930123"))
    made.messages = made.messages[made.messages["method"] != "INVITE"]
    assert build_ladder(CALL, made).participants[0].name == gateway


def test_a_trunk_whose_other_end_is_traced_is_that_server() -> None:
    made = with_steps(far_node(world()), step("OFFERED", 21.3, 19024195, 19024196))
    ladder = build_ladder(CALL, made)
    assert len(ladder.participants) == 3
    assert steps(ladder)[0].parties == (0, 2)


def test_heading_tells_the_call() -> None:
    heading = build_ladder(CALL, world()).heading
    assert heading is not None
    assert heading.started.local == "2015-03-14T19:59:21.102+05:30"
    assert (heading.numbers, heading.outcome, heading.cause) == (("1018", "9898"), "answered", 16)
    assert (heading.transport, heading.duration_s, heading.related) == ("TCP, TLS", 35.516, ())
