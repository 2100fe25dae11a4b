"""The page as one HTML file."""

import base64
import hashlib
import os
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tracekit.ladder import Ladder, Tables
from tracekit.report.compose import FEWEST_LANES, compose
from tracekit.report.draw import ladder_view
from tracekit.report.excerpts import MAX_MESSAGE_BYTES, Excerpts
from tracekit.report.page import FramePage, LadderPage, Sheet, StylePage
from tracekit.report.source import ReportTables
from tracekit.resources import reports_folder

MAX_NOTEBOOK_ROWS = 500
MAX_NOTEBOOK_BYTES = 1_000_000
"""A notebook keeps what it shows; more belongs into the report."""

HEIGHT_PER_ROW, LEAST_HEIGHT, MOST_HEIGHT = 52, 240, 720
"""Pixels of the frame that holds a ladder in a notebook."""


def render_report(
    tables: ReportTables, *, title: str, tool_version: str, max_message_bytes: int = MAX_MESSAGE_BYTES
) -> str:
    """The report as one HTML document that needs neither network nor script.

    ``max_message_bytes``: how much of each record's text is shown. The same tables give the same page.
    """
    page = compose(tables, title=title, tool_version=tool_version, max_message_bytes=max_message_bytes)
    page = replace(page, style_hash=style_hash(page.sheet), script_hash=script_hash())
    return environment().get_template("report.html.jinja").render(page=page)


def write_report(
    tables: ReportTables,
    path: Path,
    *,
    title: str,
    tool_version: str,
    max_message_bytes: int = MAX_MESSAGE_BYTES,
) -> None:
    """Writes the report to ``path``: the whole file or, when that fails (OSError), none."""
    html = render_report(tables, title=title, tool_version=tool_version, max_message_bytes=max_message_bytes)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as part:
            part.write(html)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def render_call_html(ladder: Ladder, tables: Tables | None = None, title: str | None = None) -> str:
    """One ladder for a notebook: an inline frame, without script and apart from the notebook's page.

    ``tables``: where the text of its records comes from; without them only their places are shown.
    """
    name = title or f"call {ladder.call}"
    sheet = Sheet(max(FEWEST_LANES, len(ladder.participants)))
    read = None if tables is None else Excerpts(tables, MAX_MESSAGE_BYTES, MAX_NOTEBOOK_BYTES)
    view = ladder_view(ladder, name, read, MAX_NOTEBOOK_ROWS)
    page = LadderPage(view.name, sheet, style_hash(sheet), view)
    document = environment().get_template("ladder_page.html.jinja").render(page=page)
    height = min(max(LEAST_HEIGHT, HEIGHT_PER_ROW * (view.rows.shown + 3)), MOST_HEIGHT)
    return environment().get_template("frame.html.jinja").render(page=FramePage(view.name, document, height))


@cache
def environment() -> Environment:
    """Every template escapes, none may use what its page does not have."""
    return Environment(
        loader=FileSystemLoader(reports_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def style_hash(sheet: Sheet) -> str:
    """What the Content-Security-Policy names the style sheet by (CSP Level 3, section 2.3.1)."""
    return _hash(environment().get_template("report.css.jinja").render(page=StylePage(sheet)))


def script_hash() -> str:
    """The same for the script."""
    return _hash(environment().get_template("report.js.jinja").render())


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
