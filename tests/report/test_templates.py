"""Rules that every template keeps."""

import base64
import hashlib
import re
from dataclasses import is_dataclass
from pathlib import Path

from tests.ladder.scenario import CALL, world
from tests.report.world import report_world
from tracekit.ladder import build_ladder
from tracekit.report import call_page, render_call_html, render_report, report_page, wire_page
from tracekit.report.render import environment
from tracekit.resources import reports_folder

TAG = re.compile(r"<[a-zA-Z](?:\{\{.*?\}\}|\{%.*?%\}|\"[^\"]*\"|[^>\"])*>", re.DOTALL)
ATTRIBUTE = re.compile(r"([a-zA-Z:-]+)\s*=\s*(\"(?:\{\{.*?\}\}|\{%.*?%\}|[^\"])*\"|\S+)", re.DOTALL)
NO_DATA_HERE = re.compile(r"(href|src|style|id|name|for|action|formaction|on\w+|http-equiv)\Z")
COUNTER = re.compile(r"#?(?:call|finding|trunk)-\{\{ (?:\w+\.)+number \}\}\Z")
"""The only values that may act: numbers that the page itself counts."""

NOT_OURS = ("upload.html.jinja",)


def templates() -> list[Path]:
    return [path for path in sorted(reports_folder().glob("*.html.jinja")) if path.name not in NOT_OURS]


def test_nothing_switches_escaping_off() -> None:
    forbidden = re.compile(r"\|\s*safe|Markup|autoescape\s+false|\|\s*forceescape|\|\s*tojson")
    offenders = [path.name for path in reports_folder().glob("*.jinja") if forbidden.search(path.read_text())]
    assert not offenders


def test_every_attribute_is_quoted_and_none_that_acts_holds_data() -> None:
    offenders = []
    for path in templates():
        for tag in TAG.findall(path.read_text(encoding="utf-8")):
            for name, value in ATTRIBUTE.findall(tag):
                if not value.startswith('"'):
                    offenders.append(f"{path.name}: unquoted {name}={value}")
                acts = NO_DATA_HERE.match(name.lower()) is not None
                if acts and "{" in value and not COUNTER.match(value.strip('"')):
                    offenders.append(f"{path.name}: data in {name}={value}")
    assert not offenders, offenders


def test_the_lint_finds_what_it_looks_for() -> None:
    tag = TAG.findall('<a href="{{ page.x }}" title={{ page.y }}>')[0]
    assert [name for name, value in ATTRIBUTE.findall(tag) if not value.startswith('"')] == ["title"]
    assert [name for name, _ in ATTRIBUTE.findall(tag) if NO_DATA_HERE.match(name)] == ["href"]


def test_what_the_page_counts_is_a_number() -> None:
    views = [
        view
        for module in (call_page, wire_page, report_page)
        for view in vars(module).values()
        if isinstance(view, type) and is_dataclass(view) and "number" in view.__dataclass_fields__
    ]
    counted = {view.__name__: view.__dataclass_fields__["number"].type for view in views}
    assert counted.pop("LegView") == str | None, "a party's number, which no template puts into an attribute"
    assert set(counted) == {"CallLink", "CallView", "FindingView", "TrunkView"}
    assert set(counted.values()) == {int}


def test_script_and_style_have_no_data() -> None:
    assert "{{" not in (reports_folder() / "report.js.jinja").read_text(encoding="utf-8")
    style = (reports_folder() / "report.css.jinja").read_text(encoding="utf-8")
    assert set(re.findall(r"\{\{(.*?)\}\}", style)) == {" n ", " 2 * n ", " k "}
    assert set(re.findall(r"page\.[\w.]+", style)) == {"page.sheet.lanes", "page.sheet.lines"}


def test_page_names_only_its_dataclass() -> None:
    assert environment().autoescape is True
    for path in templates():
        source = environment().loader.get_source(environment(), path.name)[0]  # type: ignore[union-attr]
        from jinja2.meta import find_undeclared_variables

        assert find_undeclared_variables(environment().parse(source)) <= {"page"}, path.name


def test_policy_names_the_style_and_the_script() -> None:
    html = render_report(report_world(), title="t", tool_version="0")
    policy = html.split('Content-Security-Policy" content="')[1].split('"')[0].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        parts = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(parts) == 1
        digest = base64.b64encode(hashlib.sha256(parts[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_notebook_page_allows_no_script() -> None:
    frame = render_call_html(build_ladder(CALL, world()))
    assert "script-src" not in frame
    assert "&lt;script" not in frame


def test_nothing_is_loaded_from_anywhere() -> None:
    html = render_report(report_world(), title="t", tool_version="0")
    assert not re.search(r"(?:src|href)\s*=\s*\"(?!#)", html)
    assert not re.search(r"url\(|@import|https?://", html)
