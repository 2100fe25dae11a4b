"""The small world with text of an attacker in every place that an export shows."""

from tests.ladder.scenario import CALL, World, changed, world
from tracekit.ladder import Ladder, build_ladder

ATTACK = "x\x1b[2J\u202e<script>alert(1)</script>\"';#`\n%%end\n]]>&amp;{{7*7}} --><br/>p9->>p8: hi"


def hostile_world() -> World:
    made = world()
    made.messages = changed(made.messages, "label", lambda text: f"{text}{ATTACK}")
    made.messages = changed(made.messages, "device", lambda text: f"{text}{ATTACK}")
    made.connections = changed(made.connections, "remote_cn", lambda _: ATTACK)
    made.connections = changed(made.connections, "cipher", lambda _: ATTACK)
    made.digit_analyses = changed(made.digit_analyses, "dialed", lambda _: ATTACK)
    made.members = changed(made.members, "host", lambda _: ATTACK)
    made.calls = changed(made.calls, "cause_text", lambda _: ATTACK)
    return made


def hostile_ladder() -> Ladder:
    return build_ladder(CALL, hostile_world())
