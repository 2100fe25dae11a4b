import xml.etree.ElementTree as ET

from tests.export.hostile import hostile_ladder
from tests.golden.compare import same_as_golden
from tests.ladder.scenario import CALL, world
from tracekit.export import svg
from tracekit.ladder import Ladder, build_ladder

NAMESPACE = "{http://www.w3.org/2000/svg}"


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{NAMESPACE}text")]


def test_golden_svg() -> None:
    same_as_golden("ladder.svg", svg(build_ladder(CALL, world())))


def test_every_row_stands_in_it_with_its_transport() -> None:
    ladder = build_ladder(CALL, world())
    root = ET.fromstring(svg(ladder))
    shown = texts(root)
    assert shown.count("INVITE (SDP)") == 2
    assert shown.count("TCP 5060") == 7
    assert sum("TLS 5061 AES128-SHA" in text for text in shown) == 7
    locks = [element for element in root.iter(f"{NAMESPACE}path") if element.get("class") == "lock"]
    assert len(locks) == 7
    assert "19:59:21.102" in shown
    assert "+4.458 s" in shown


def test_it_says_what_it_shows() -> None:
    root = ET.fromstring(svg(build_ladder(CALL, world())))
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "name about")
    name, about = root.find(f"{NAMESPACE}title"), root.find(f"{NAMESPACE}desc")
    assert name is not None and about is not None
    assert "1018 → 9898" in (name.text or "")
    assert "14 messages and 4 notes between SEP0011AABB0001" in (about.text or "")
    assert "2015-03-14 19:59:21.102 UTC+05:30" in (about.text or "")


def test_everything_stays_inside_the_picture() -> None:
    root = ET.fromstring(svg(build_ladder(CALL, world())))
    width, height = (int(root.get(side, "0")) for side in ("width", "height"))
    for element in root.iter(f"{NAMESPACE}rect"):
        assert float(element.get("x", "-1")) >= 0
        assert float(element.get("x", "0")) + float(element.get("width", "0")) <= width
    for element in root.iter(f"{NAMESPACE}text"):
        assert 0 < float(element.get("y", "0")) < height


def test_nothing_runs_and_nothing_is_loaded() -> None:
    picture = svg(hostile_ladder())
    root = ET.fromstring(picture)
    assert {element.tag.removeprefix(NAMESPACE) for element in root.iter()} <= {
        *("svg", "title", "desc", "style", "g", "text", "path", "rect"),
    }
    assert not [name for element in root.iter() for name in element.attrib if name.startswith(("on", "href"))]
    assert not set(picture) & set("\x1b\u202e")
    assert "url(" not in picture
    assert any("<script>" in text for text in root.itertext())


def test_an_empty_ladder_is_a_picture_too() -> None:
    assert texts(ET.fromstring(svg(Ladder("gone", (), ())))) == ["call gone", "the trace tells no times"]
