import pytest

from tests.golden.compare import same_as_golden
from tests.ladder.scenario import CALL, changed, far_node, world
from tracekit.ladder import build_ladder
from tracekit.text import cells, render_ladder

WIDTHS = (40, 60, 72, 80, 100, 132, 200)


def test_golden_ladder() -> None:
    same_as_golden("ladder.txt", render_ladder(build_ladder(CALL, world()), 100))


def test_golden_ladder_of_two_clusters() -> None:
    same_as_golden("ladder_two_nodes.txt", render_ladder(build_ladder(CALL, far_node(world())), 132))


def test_golden_ladder_in_ascii() -> None:
    text = render_ladder(build_ladder(CALL, world()), 80, unicode=False)
    assert text.isascii()
    same_as_golden("ladder_ascii.txt", text)


@pytest.mark.parametrize("width", WIDTHS)
def test_fits_the_width(width: int) -> None:
    text = render_ladder(build_ladder(CALL, far_node(world())), width)
    assert max(cells(line) for line in text.splitlines()) <= width
    assert text.count("INVITE") == 2


def test_every_tls_message_is_marked() -> None:
    lines = render_ladder(build_ladder(CALL, world()), 100).splitlines()
    assert sum(line.endswith("TLS 5061") for line in lines) == 7
    assert sum(line.endswith("TCP 5060") for line in lines) == 7
    assert lines[-1] == "TLS 5061 connection 12 with 10.106.95.200:5061: AES128-SHA · CN CUCM10"


def test_hostile_and_wide_text_stays_in_its_place() -> None:
    made = world()
    made.messages = changed(made.messages, "label", lambda _: "東京\x1b[2J\u202e<b>")
    made.messages = changed(made.messages, "device", lambda device: f"{device}\x1b]0;x\x07")
    text = render_ladder(build_ladder(CALL, made), 100)
    assert not set(text) & set("\x1b\x07\u202e")
    assert max(cells(line) for line in text.splitlines()) <= 100
    assert "\\x1b" in text
