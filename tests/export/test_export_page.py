from html.parser import HTMLParser

from tests.export.hostile import hostile_ladder, hostile_world
from tests.ladder.scenario import CALL, world
from tracekit.export import page
from tracekit.ladder import build_ladder


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes += [name for name, _ in attrs]


def test_a_page_with_every_row_and_the_heading() -> None:
    made = world()
    text = page(build_ladder(CALL, made), made)
    assert text.startswith("<!doctype html>")
    assert "<h1>call call-1: 1018 → 9898</h1>" in text
    assert "answered, 35.5 s · TCP, TLS · cause 16 normal call clearing, released by 1018 · started" in text
    tags = Tags()
    tags.feed(text)
    assert tags.found.count("details") == 18
    assert "script" not in tags.found


def test_hostile_text_makes_no_element() -> None:
    text = page(hostile_ladder(), hostile_world())
    tags = Tags()
    tags.feed(text)
    assert "script" not in tags.found
    assert not [name for name in tags.attributes if name.startswith("on") or name == "src"]
    assert not set(text) & set("\x1b\u202e")
