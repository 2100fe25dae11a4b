import json

from tests.export.hostile import ATTACK, hostile_ladder
from tests.ladder.scenario import CALL, LEG_B, MEMBER, changed, world
from tracekit.export import json_rows
from tracekit.ladder import Ladder, build_ladder


def test_one_object_a_row_with_heading_and_participants_first() -> None:
    ladder = build_ladder(CALL, world())
    rows = [json.loads(line) for line in json_rows(ladder)]
    assert [row["row"] for row in rows[:4]] == ["heading", "participant", "participant", "participant"]
    assert len(rows) == 4 + len(ladder.rows)
    assert (rows[0]["outcome"], rows[0]["time_local"]) == ("answered", "2015-03-14T19:59:21.102+05:30")
    invite = next(row for row in rows if row.get("call_id") == LEG_B)
    assert (invite["from"], invite["to"], invite["label"], invite["delta_ms"]) == (1, 2, "INVITE", 2)
    assert (invite["transport"], invite["cipher"], invite["remote_cn"]) == ("TLS", "AES128-SHA", "CUCM10")
    assert invite["time"] == "2015-03-14T14:29:21.224Z"
    assert invite["proofs"][0]["member"] == MEMBER
    note = next(row for row in rows if row["row"] == "note")
    assert (note["at"], note["kind"], note["seen"], note["parties"]) == (1, "digits", True, [])


def test_unknown_is_null() -> None:
    rows = [json.loads(line) for line in json_rows(build_ladder(CALL, world(dated=False)))]
    assert {row["time"] for row in rows if row["row"] == "message"} == {None}
    assert [json.loads(line) for line in json_rows(Ladder("gone", (), ()))] == [
        {"row": "heading", "call": "gone"}
    ]


def test_hostile_text_is_data() -> None:
    lines = list(json_rows(hostile_ladder()))
    assert all(line.isascii() and line[:-1].isprintable() and line.endswith("\n") for line in lines)
    assert any(json.loads(line).get("label") == f"INVITE{ATTACK}" for line in lines)


def test_secrets_are_removed() -> None:
    made = world()
    made.messages = changed(made.messages, "label", lambda _: "INVITE password=hunter2")
    assert "hunter2" not in "".join(json_rows(build_ladder(CALL, made)))
