"""Calls as lines and as blocks: times by the node's clock, nothing lost, nothing harmful."""

import re

import pandas as pd
import pytest

from tests.ladder.scenario import CALL, changed, far_node, world
from tracekit.text import CallBlocks, cells, render_call_block, render_calls
from tracekit.text.short_names import short_names

PROOF = "SDL001_100_000012.txt"


def coloured(text: str, colour: str) -> str:
    return f"<{colour}>{text}</>"


def test_one_line_each_by_the_clock_of_the_node() -> None:
    made = world()
    heading, line = render_calls(made.calls, members=made.members).splitlines()
    assert heading.startswith("STARTED (UTC+05:30)  ")
    assert re.split(r"  +", line) == [
        "2015-03-14 19:59:21.102", "1018", "9898", "9898", "answered", "35.5 s", "TCP, TLS", "1", "call-1"
    ]  # fmt: skip


def test_without_members_times_are_utc() -> None:
    heading, line = render_calls(world().calls).splitlines()
    assert heading.startswith("STARTED (UTC)  ")
    assert line.startswith("2015-03-14 14:29:21.102  ")


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_lines_fit_and_keep_what_the_next_command_asks_for(width: int) -> None:
    made = world()
    lines = render_calls(made.calls, width, members=made.members).splitlines()
    assert all(cells(line) <= width for line in lines)
    if width >= 72:
        assert lines[1].endswith("call-1")
        assert all(word in lines[1].split() for word in ("1018", "9898", "answered"))


def test_a_wide_terminal_shows_all() -> None:
    made = world()
    assert render_calls(made.calls, 200, members=made.members) == render_calls(
        made.calls, members=made.members
    )


def test_the_outcome_is_coloured_and_nothing_else() -> None:
    made = world()
    plain = render_calls(made.calls, 80, members=made.members)
    painted = render_calls(made.calls, 80, members=made.members, paint=coloured)
    assert painted == plain.replace("answered", "<green>answered</>")
    block = CallBlocks(made, paint=coloured).of(CALL)
    assert block == CallBlocks(made).of(CALL).replace("\n  answered", "\n  <green>answered</>")


@pytest.mark.parametrize(("outcome", "colour"), [("failed", "red"), ("rejected", "red"), ("busy", "yellow")])
def test_colours_of_outcomes(outcome: str, colour: str) -> None:
    made = world()
    made.calls = changed(made.calls, "outcome", lambda _: outcome)
    assert f"\n  <{colour}>{outcome}</>" in CallBlocks(made, paint=coloured).of(CALL)


def test_a_block_tells_the_call_its_legs_its_digits_and_their_proof() -> None:
    lines = render_call_block(CALL, world(), 400).splitlines()
    assert lines[0] == "call call-1  2015-03-14 19:59:21.102 UTC+05:30"
    assert lines[1] == "  1018 → 9898"
    assert lines[2] == "  answered  35.5 s  TCP, TLS  node 1  14 SIP messages"
    assert lines[3] == "  cause 16 normal call clearing  released by 1018"
    assert lines[4] == "  legs"
    called = next(line for line in lines if line.startswith("    called: 9898  TRUNK_TO_CUCM10  node 1"))
    assert "TLS 5061 AES128-SHA CN CUCM10" in called
    assert "CI 19024196" in called
    assert called.endswith(f"{PROOF}:1220")
    digits = lines.index("  digits")
    assert lines[digits + 1] == (
        f"    19:59:21.185  1018 dialled 9898  matched  pattern 9898  to TRUNK_TO_CUCM10  {PROOF}:1212"
    )
    assert lines[-2:] == ["  files", f"    {PROOF}: call.zip!node1/sdl/{PROOF}"]


def test_all_times_of_a_block_are_of_one_clock() -> None:
    """Header and legs come from instants in UTC, digit analyses from the trace: they agree."""
    block = render_call_block(CALL, world(), 400)
    assert set(re.findall(r"\b(\d\d):\d\d:\d\d\.\d{3}", block)) <= {"19", "20"}
    assert block.count("UTC") == 1


@pytest.mark.parametrize("width", [40, 60, 80, 132])
@pytest.mark.parametrize("unicode", [True, False])
def test_a_block_fits_and_loses_nothing(width: int, unicode: bool) -> None:
    made = far_node(world())
    block, whole = (render_call_block(CALL, made, columns, unicode) for columns in (width, 10_000))
    assert max(cells(line) for line in block.splitlines()) <= width
    assert re.sub(r"\s", "", block) == re.sub(r"\s", "", whole)
    assert unicode or block.isascii()


def test_hostile_text_is_shown_and_does_nothing() -> None:
    made = world()
    made.legs = changed(made.legs, "device", lambda _: "東京\x1b[2J\n\u202e")
    made.calls = changed(made.calls, "calling", lambda _: "1\r\x9b2J")
    for text in (render_call_block(CALL, made, 60), render_calls(made.calls, members=made.members)):
        assert all(line.isprintable() for line in text.splitlines())
        assert "\\x" in text


def test_a_call_of_an_undated_trace() -> None:
    made = world(dated=False)
    made.calls = changed(made.calls, "started", lambda _: None)
    assert render_call_block(CALL, made).splitlines()[0] == (
        "call call-1  19:59:21.185 (the trace tells neither date nor zone)"
    )
    assert "time unknown" in render_calls(made.calls, members=made.members)


def test_an_unknown_call_is_its_heading() -> None:
    assert render_call_block("gone", world()).splitlines()[0] == "call gone  time unknown"


def test_short_names_are_told_apart() -> None:
    members = ["a.zip!n1/sdl/SDL1.txt", "a.zip!n2/sdl/SDL1.txt", "a.zip!n2/sdl/SDL2.txt", "SDL3.txt"]
    assert list(short_names(members).values()) == [
        "n1/sdl/SDL1.txt",
        "n2/sdl/SDL1.txt",
        "SDL2.txt",
        "SDL3.txt",
    ]
    assert short_names(["b!SDL3.txt", "SDL3.txt"]) == {"b!SDL3.txt": "b!SDL3.txt", "SDL3.txt": "SDL3.txt"}


def test_the_way_of_a_call_names_everyone_it_came_to_and_nobody_else() -> None:
    """A transfer's last party is named; bridge, music and recorder are not."""
    made = world()
    first = made.legs.iloc[:1]
    ways = [("transferred", "2002"), ("held music", "7700"), ("recorder", "7701"), ("conference", "b0042")]
    extra = [first.assign(role=role, number=number) for role, number in ways]
    made.legs = pd.concat([made.legs, *extra], ignore_index=True)
    lines = render_call_block(CALL, made, 400).splitlines()
    assert lines[1] == "  1018 → 9898 → 2002"
    assert sum(number in line for line in lines[2:] for _, number in ways) == 4


def test_joins_are_told_with_their_proof() -> None:
    made = world()
    proof = {"member": f"call.zip!node1/sdl/{PROOF}", "line": 77}
    joins = pd.DataFrame(
        [
            {
                "call": CALL,
                "ci_a": 19024195,
                "ci_b": 19024196,
                "how": "calllogs",
                "strength": "stated",
                **proof,
            },
            {"call": CALL, "ci_a": 19024195, "ci_b": 19024196, "how": "media", "strength": "stated", **proof},
            {"call": "other", "ci_a": 1, "ci_b": 2, "how": "media", "strength": "stated", **proof},
        ]
    )
    lines = CallBlocks(made, 400, joins=joins).of(CALL).splitlines()
    assert lines[lines.index("  joins") + 1] == (
        f"    19024195 and 19024196  stated  calllogs {PROOF}:77  media {PROOF}:77"
    )
    assert lines[lines.index("  joins") + 2] == "  files"
