import re

from tests.export.hostile import hostile_ladder
from tests.golden.compare import same_as_golden
from tests.ladder.scenario import CALL, world
from tracekit.export import mermaid
from tracekit.ladder import Ladder, build_ladder

LINE = re.compile(
    r"sequenceDiagram|    acc(Title|Descr): .*|    (actor|participant) p\d+ as .*"
    r"|    Note over p\d+(,p\d+)?: .*|    p\d+--?>>p\d+: .*"
)


def test_golden_mermaid() -> None:
    same_as_golden("ladder.mmd", mermaid(build_ladder(CALL, world())))


def test_tls_has_a_lock_with_cipher_and_name() -> None:
    text = mermaid(build_ladder(CALL, world()))
    assert text.count("🔒 TLS 5061 AES128-SHA · CN CUCM10") == 7
    assert text.count("TCP 5060") == 7


def test_hostile_text_opens_nothing() -> None:
    plain, attacked = mermaid(build_ladder(CALL, world())), mermaid(hostile_ladder())
    lines = attacked.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert len(lines) == len(plain.splitlines())
    for line in lines:
        without_codes = re.sub(r"#\d+;", "", line).replace("<br/>", "").replace("->>", "")
        assert not set(without_codes) & set(';#"`%<>&\x1b\u202e\\'), line


def test_an_empty_ladder_is_a_diagram_too() -> None:
    assert mermaid(Ladder("gone", (), ())).splitlines()[:2] == ["sequenceDiagram", "    accTitle: call gone"]
