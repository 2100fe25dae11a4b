import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from tests.golden.compare import same_as_golden
from tests.ladder.scenario import CALL, LEG_B, MEMBER, World, far_node, table, world
from tracekit.ladder import build_ladder
from tracekit.report import compose_calls, excerpts, render_call_html, render_report, write_report


def report(made: World) -> str:
    return render_report(made, title="Call over the trunk", tool_version="0.0.0")


def words(html: str) -> str:
    """The text that a reader sees, blanks folded."""
    found: list[str] = []

    class Reader(HTMLParser):
        hidden = 0

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.hidden += tag in ("style", "script")

        def handle_endtag(self, tag: str) -> None:
            self.hidden -= tag in ("style", "script")

        def handle_data(self, data: str) -> None:
            if not self.hidden:
                found.append(data)

    Reader().feed(html)
    return re.sub(r"\s+", " ", " ".join(found))


def test_golden_page() -> None:
    same_as_golden("report.html", report(world()))


def test_page_tells_the_call_and_its_security() -> None:
    text = words(report(world()))
    for said in (
        "1018",
        "9898",
        "TLS 5061",
        "AES128-SHA",
        "CN CUCM10",
        "10.106.95.200:5061",
        LEG_B,
        "TLS on 1 of 2 legs",
    ):
        assert said in text, said
    assert "tls_security 3 (encrypted)" in text
    assert "1018 dialled 9898: matched pattern 9898 to TRUNK_TO_CUCM10" in text
    assert f"{MEMBER}:1220" in text


def test_page_tells_what_was_not_read_and_why() -> None:
    text = words(report(world()))
    assert "the compressed stream ends early" in text
    assert "not a trace" in text
    assert "no closing bracket" in text
    assert "0.04 %" in text


def test_page_tells_what_is_missing_in_the_input() -> None:
    text = words(report(world()))
    assert "missing files node 1 · cucm9-pub: file 14 missing between 13 and 15" in text
    assert "absent node node 2: its SDL is not in the input" in text
    assert "SDL in 1 file, 5,120 records" in text
    assert "a=rtpmap:9 PCMU/9" in text


def test_problems_of_one_kind_are_one_line() -> None:
    made = world()
    first = made.problems.head(1)
    made.problems = pd.concat([first.assign(reason=f"bad digit at {n}") for n in (3, 14)], ignore_index=True)
    text = words(report(made))
    assert "bad digit at 3 and 1 more" in text and "bad digit at 14" not in text


def test_message_text_is_there_without_its_secrets() -> None:
    html = report(world())
    assert "INVITE sip:9898@10.106.95.200:5061 SIP/2.0" in html
    for secret in ("WVNfX19zZW1jdGwg", "d41d8cd98f00b204", "c0ffee"):
        assert secret not in html, secret
    assert "inline:[removed]" in html
    assert "Authorization: Digest [removed]" in html


def test_long_message_is_cut_and_says_so() -> None:
    html = render_report(world(), title="t", tool_version="0", max_message_bytes=200)
    assert re.search(r"First 200 of \d+ bytes\.", html)
    assert "User-Agent: Cisco-CUCM9.1" not in html


def test_text_budget_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excerpts.Excerpts.__init__, "__defaults__", (10,))
    assert "Left out: the page holds as much trace text as it may." in report(world())


def test_row_ceiling_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose_calls, "MAX_ROWS", 5)
    assert "5 of 18 rows shown." in words(report(world()))


def test_call_ceiling_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose_calls, "MAX_CALLS", 0)
    assert "0 of 1 calls shown." in words(report(world()))


def test_hop_with_two_ends_shows_both_proofs() -> None:
    html = report(far_node(world()))
    assert html.count("by the other end at") == 7
    assert "node7/sdl/SDL001_100_000003.txt:122" in html


def test_analysis_without_a_call_has_its_section() -> None:
    made = world()
    made.digit_analyses = made.digit_analyses.assign(call=None)
    assert "Digit analyses outside of calls" in words(report(made))
    assert "Digit analyses outside of calls" not in words(report(world()))


def test_empty_input_is_a_page_too() -> None:
    made = world()
    names = (
        "members",
        "messages",
        "digit_analyses",
        "connections",
        "certificates",
        "legs",
        "calls",
        "problems",
    )
    for name in names:
        setattr(made, name, table(name, []))
    assert "No call was found in what was read." in words(report(made))


def test_same_tables_same_bytes() -> None:
    assert report(world()) == report(world())


def test_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.html"
    write_report(world(), path, title="Call over the trunk", tool_version="0.0.0")
    assert path.read_text(encoding="utf-8") == report(world())

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_report(world(), path, title="other", tool_version="0.0.0")
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]
    assert "Call over the trunk" in path.read_text(encoding="utf-8")


def test_notebook_frame_holds_the_whole_ladder() -> None:
    frame = render_call_html(build_ladder(CALL, world()))
    assert frame.startswith("<iframe ")
    assert frame.count("<") == 2
    assert 'sandbox=""' in frame
    assert "AES128-SHA" in frame
    assert "User-Agent" not in frame
    assert "User-Agent: Cisco-CUCM9.1" in render_call_html(build_ladder(CALL, world()), world())
