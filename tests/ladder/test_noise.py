import pandas as pd

from tests.ladder.scenario import CALL, MEMBER, World, message, table, world
from tracekit.ladder import Note, build_ladder, without_noise

REPORT = '<kpml-response version="1.0" code="200" digits="{}" tag="dtmf"/>'


def add(made: World, second: float, method: str, event: str | None, *, cseq: int, body: str = "") -> None:
    """A request from the phone and CUCM's answer, with its text."""
    asked = message(500 + cseq, (second, "in", "phone", method, cseq, method, None, None, False), True)
    answered = message(
        600 + cseq, (second + 0.002, "out", "phone", "200 OK", cseq, None, 200, "OK", False), True
    )
    for row in (asked, answered):
        row |= {"cseq_method": method, "call_id": f"{event}@phone"}
    named = "" if event is None else f"Event: {event}\r\n"
    text = f"{method} sip:1018@10.106.95.203 SIP/2.0\r\n{named}Content-Length: {len(body)}\r\n\r\n{body}"
    made.texts[MEMBER, int(str(asked["offset"]))] = text.encode()
    made.messages = pd.concat([made.messages, table("messages", [asked, answered])], ignore_index=True)


def folded(made: World) -> tuple[list[Note], list[str]]:
    ladder = without_noise(build_ladder(CALL, made), made)
    return [note for note in ladder.notes if note.kind == "folded"], [row.label for row in ladder.arrows]


def test_kpml_is_one_line_with_its_count_and_digits() -> None:
    made = world()
    add(made, 22, "SUBSCRIBE", "kpml", cseq=1)
    for number, digit in enumerate("98*8", start=2):
        add(made, 22 + number, "NOTIFY", "kpml;id=1", cseq=number, body=REPORT.format(digit))
    (note,), labels = folded(made)
    assert note.title == "KPML folded"
    assert note.text == (
        "10 messages (4 NOTIFY, 1 SUBSCRIBE, 5 answers) with SEP0011AABB0001 until 19:59:27.002, "
        "digits 9 8 * 8"
    )
    assert (len(note.proofs), note.participant, note.parties) == (10, 1, (0,))
    assert "NOTIFY" not in labels
    assert len(labels) == 14


def test_keep_alives_and_subscriptions_are_folded_apart() -> None:
    made = world()
    add(made, 22, "OPTIONS", None, cseq=1)
    add(made, 23, "REGISTER", None, cseq=2)
    add(made, 24, "NOTIFY", "presence", cseq=3)
    notes, labels = folded(made)
    assert [note.title for note in notes] == ["Keep-alive folded", "Subscription folded"]
    assert notes[0].text.startswith("4 messages (1 OPTIONS, 1 REGISTER, 2 answers) with ")
    assert len(labels) == 14


def test_progress_of_a_transfer_is_no_noise() -> None:
    made = world()
    add(made, 22, "NOTIFY", "refer", cseq=1)
    notes, labels = folded(made)
    assert not notes
    assert labels.count("NOTIFY") == 1


def test_time_goes_on_over_what_is_folded() -> None:
    made = world()
    add(made, 22, "OPTIONS", None, cseq=1)
    add(made, 23, "OPTIONS", None, cseq=2)
    ladder = build_ladder(CALL, made)
    whole = sum(row.delta_ms or 0 for row in ladder.rows)
    assert sum(row.delta_ms or 0 for row in without_noise(ladder, made).rows) == whole == 40_329


def test_a_call_without_noise_stays_as_it_is() -> None:
    made = world()
    ladder = build_ladder(CALL, made)
    assert without_noise(ladder, made) == ladder
