import re
from dataclasses import replace

import pytest

from tests.export.hostile import hostile_ladder
from tests.ladder.scenario import CALL, PHONE, TRUNK, far_node, world
from tracekit.ladder import Ladder, Moment, Participant, build_ladder
from tracekit.text import cells, render_ladder
from tracekit.text.wrap import hanging, wrapped


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
def test_nothing_is_lost_at_any_width(width: int) -> None:
    """Names, host, CN and the whole of every note: wrapped perhaps, never cut."""
    text = render_ladder(build_ladder(CALL, world()), width)
    assert "…" not in text
    words = re.sub(r"[│◆\s]+", "", text)
    for fact in (PHONE, TRUNK, "cucm9-pub", "10.106.95.200:5061", "AES128-SHA·CNCUCM10", "2015-03-14"):
        assert fact in words, fact
    note = "Connection created: TLS to 10.106.95.200:5061, tls_security 3 (encrypted), connection 12"
    assert note.replace(" ", "") in words
    assert max(cells(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_every_message_has_its_time_and_mark(width: int) -> None:
    text = render_ladder(build_ladder(CALL, far_node(world())), width)
    assert len(re.findall(r"^\d\d:\d\d:\d\d\.\d{3}", text, re.MULTILINE)) == 18
    assert text.count("TCP 5060") == 7


def test_heading_has_date_zone_outcome_cause_and_transport() -> None:
    lines = render_ladder(build_ladder(CALL, world()), 120).splitlines()
    assert lines[0].split("  ") == [
        *("call call-1", "1018 → 9898", "answered, 35.5 s", "TCP, TLS"),
        "cause 16 normal call clearing, released by 1018",
    ]
    assert lines[1] == "started 2015-03-14 19:59:21.102 UTC+05:30, times by each node's own clock"
    assert "UTC" not in "".join(lines[2:])


def test_no_date_is_said_once() -> None:
    lines = render_ladder(build_ladder(CALL, world(dated=False)), 120).splitlines()
    assert lines[1] == "started 19:59:21.102; the trace tells neither date nor zone"


def test_a_new_day_has_a_line_of_its_own() -> None:
    ladder = build_ladder(CALL, world())
    first, *rest = ladder.rows
    late = replace(first, moment=Moment(None, "2015-03-13T23:59:59.999+05:30"))
    lines = render_ladder(replace(ladder, rows=(late, *rest)), 120).splitlines()
    assert lines.count("2015-03-14") == 1


def test_many_participants_are_letters_with_a_legend() -> None:
    ladder = build_ladder(CALL, world())
    more = tuple(Participant("phone", f"SEP0011AABB{n:04}", str(n), None, None, None, None) for n in range(9))
    text = render_ladder(Ladder(CALL, (*ladder.participants, *more), ladder.rows, ladder.heading), 100)
    assert "L   SEP0011AABB0008, 8\n" in text
    assert "A    B    C" in " ".join(text.split("\n")) or "A   B   C" in text
    assert max(cells(line) for line in text.splitlines()) <= 100


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_hostile_text_is_visible_and_fits(width: int, unicode: bool) -> None:
    text = render_ladder(hostile_ladder(), width, unicode)
    assert all(line.isprintable() for line in text.split("\n"))
    assert unicode or text.isascii()
    assert max(cells(line) for line in text.splitlines()) <= width


def test_wrapping_keeps_every_character() -> None:
    text = "a 東京都 verylongwordindeed b"
    for width in range(4, 30):
        lines = wrapped(text, width)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(cells(line) <= width for line in lines)
    assert wrapped("", 10) == [""]
    assert hanging(["one", "two", "three"], 9) == ["one  two", "  three"]
