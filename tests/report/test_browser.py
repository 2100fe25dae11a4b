"""The page in a real Chromium, opened from disk."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests.chromium import launched, needs_chromium
from tests.ladder.scenario import CALL, DTYPES, far_node
from tests.report.world import ReportWorld, report_world
from tracekit.ladder import build_ladder
from tracekit.report import render_call_html, write_report
from tracekit.tables.schema import TABLES
from tracekit.text import visible

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Dialog, Page

pytestmark = [pytest.mark.browser, needs_chromium]

PAYLOADS = [
    "<script>window.hit=1;alert(1)</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "' onmouseover='window.hit=1' x='",
    "</style><script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "</textarea></title></pre><iframe srcdoc='<script>parent.hit=1</script>'>",
    "javascript:window.hit=1",
    "{{ 7*7 }}{% raw %}",
    "<details open ontoggle=window.hit=1>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "\u202e<b>\u0000\x1b]0;x\x07",
]


class Browser:
    """Opens files and keeps what went wrong on them."""

    def __init__(self, browser: "Chromium") -> None:
        self._browser = browser
        self.trouble: list[str] = []
        self.requests: list[str] = []

    def open(self, path: Path, **options: Any) -> "Page":
        page = self._browser.new_context(**options).new_page()
        page.on("console", lambda message: self.trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        page.on("dialog", self._refuse)
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(path.as_uri())
        return page

    def _refuse(self, dialog: "Dialog") -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Chromium]":
    with launched() as browser:
        yield browser


@pytest.fixture
def browser(chromium: "Chromium") -> Browser:
    return Browser(chromium)


def write(made: ReportWorld, folder: Path) -> Path:
    path = folder / "report.html"
    write_report(made, path, title="Call <script>window.hit=1</script>", tool_version="0.0.0")
    return path


def far() -> ReportWorld:
    """The trunk's other end is traced too."""
    made = report_world()
    far_node(made)
    return made


def hostile(made: ReportWorld, payload: str) -> ReportWorld:
    """The payload in every text and list of every table, in every event and every record."""
    for name in (field.name for field in fields(ReportWorld) if field.name in TABLES):
        frame: pd.DataFrame = getattr(made, name)
        frame = frame if len(frame) else frame.reindex(range(1))
        columns = {}
        for column, spec in TABLES[name].columns.items():
            if spec.type == "text" and column not in (
                "call",
                "connection",
                "transport",
                "method",
                "direction",
            ):
                columns[column] = pd.Series([f"{payload}{row % 3}" for row in range(len(frame))], dtype="str")
            elif spec.type == "list":
                columns[column] = pd.Series([[payload] for _ in range(len(frame))], dtype="object")
            elif not len(getattr(made, name)):
                columns[column] = pd.Series([None], dtype=DTYPES[spec.type])
        setattr(made, name, frame.reset_index(drop=True).assign(**columns))
    made.events = {family: frame.assign(said=payload) for family, frame in made.events.items()}
    made.notes = dict.fromkeys(made.events, ("Event", "{said}"))
    made.raw = lambda member, offset, length: payload.encode("utf-8", "replace")  # type: ignore[method-assign]
    return made


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_runs(payload: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.open(write(hostile(far(), payload), tmp_path))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.locator("summary").last.hover()
    page.wait_for_load_state("networkidle")
    shown = page.evaluate("said => document.body.textContent.split(said).length - 1", visible(payload))
    assert shown > 60, "the payload did not reach the page"
    assert page.evaluate("window.hit") is None
    assert browser.trouble == []
    assert len(browser.requests) == 1
    assert page.locator("script").count() == 1
    assert page.locator("iframe, img, body b b").count() == 0


def test_clean_page_has_no_trouble_and_loads_nothing(browser: Browser, tmp_path: Path) -> None:
    path = write(report_world(), tmp_path)
    page = browser.open(path)
    page.wait_for_load_state("networkidle")
    assert (browser.trouble, browser.requests) == ([], [path.as_uri()])


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_page_does_not_scroll_sideways(width: int, browser: Browser, tmp_path: Path) -> None:
    page = browser.open(write(far(), tmp_path), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_arrow_ends_at_the_life_lines(browser: Browser, tmp_path: Path) -> None:
    page = browser.open(write(report_world(), tmp_path))
    lives = page.locator(".chunk .lives i").evaluate_all(
        "all => all.map(i => i.getBoundingClientRect()).map(b => b.x + b.width / 2)"
    )
    arrow = page.locator(".arrow").first.bounding_box()
    assert arrow is not None
    assert abs(arrow["x"] - lives[0]) < 1.5
    assert abs(arrow["x"] + arrow["width"] - lives[1]) < 1.5


def test_filter_and_keys(browser: Browser, tmp_path: Path) -> None:
    page = browser.open(write(report_world(), tmp_path))
    page.keyboard.press("/")
    page.keyboard.type("no such number")
    assert page.locator("details.call").is_hidden()
    assert page.locator("#count").inner_text() == "0 of 1 calls"
    page.keyboard.press("Escape")
    assert page.locator("details.call").is_visible()
    page.locator("#filter").blur()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('details').className") == "call"
    page.keyboard.press("Enter")
    assert page.locator("details.call").get_attribute("open") is None


def test_readable_without_script(browser: Browser, tmp_path: Path) -> None:
    page = browser.open(write(report_world(), tmp_path), java_script_enabled=False)
    assert page.locator("#tools").is_hidden()
    assert page.get_by_text("100 Trying").first.is_visible()
    row = page.locator("details.row").nth(5)
    row.locator("summary").click()
    assert row.get_by_text("INVITE sip:9898@10.106.95.200:5061 SIP/2.0").is_visible()


def test_link_to_a_folded_call_unfolds_it(browser: Browser, tmp_path: Path) -> None:
    page = browser.open(write(report_world(), tmp_path), java_script_enabled=False)
    call = page.locator("details.call")
    call.locator("summary").first.click()
    assert call.get_attribute("open") is None
    page.locator("#finding-1").get_by_role("link").first.click()
    assert call.get_attribute("open") is not None


def test_print_shows_what_is_folded(browser: Browser, tmp_path: Path) -> None:
    page = browser.open(write(report_world(), tmp_path))
    page.locator("#fold").click()
    assert not page.locator("details.call .ladder").is_visible()
    page.emulate_media(media="print")
    assert page.locator("details.call .ladder").is_visible()
    assert page.locator("#finding-2").is_visible()


def test_text_of_a_folded_call_is_found(browser: Browser, tmp_path: Path) -> None:
    page = browser.open(write(report_world(), tmp_path))
    page.locator("#fold").click()
    assert page.evaluate("window.find('matched pattern 9898')") is True
    assert page.evaluate("window.find('no such words')") is False


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(scheme: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.open(write(report_world(), tmp_path), color_scheme=scheme)
    poor = page.evaluate(CONTRAST)
    assert poor == []


def test_notebook_frame_draws_and_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(
        render_call_html(build_ladder(CALL, hostile(report_world(), PAYLOADS[0]))), encoding="utf-8"
    )
    page = browser.open(path)
    page.frame_locator("iframe").locator(".arrow").first.wait_for()
    assert browser.trouble == []


CONTRAST = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const c = parse(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.closest(".spoken, script, style, .skip") || !e.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.add(`${e.className} ${e.textContent.trim().slice(0, 30)}`);
  }
  return [...poor];
}"""
