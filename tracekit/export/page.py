"""A ladder as a page of its own: the report's ladder, alone."""

from dataclasses import replace

from tracekit.export.words import said
from tracekit.ladder import Ladder, Tables
from tracekit.report.compose import FEWEST_LANES
from tracekit.report.draw import ladder_view
from tracekit.report.excerpts import Excerpts
from tracekit.report.page import LadderPage, Sheet
from tracekit.report.render import environment, style_hash
from tracekit.text import clock_words, heading_words

MAX_MESSAGE_BYTES = 16_384
"""Of each record's text, as in the report."""


def page(ladder: Ladder, tables: Tables) -> str:
    """One HTML document without network or script: every row, each with the text of its records."""
    call, *words = map(said, heading_words(ladder))
    name = f"{call}: {words[0]}" if words else call
    sheet = Sheet(max(FEWEST_LANES, len(ladder.participants)))
    view = ladder_view(ladder, name, Excerpts(tables, MAX_MESSAGE_BYTES), len(ladder.rows))
    view = replace(view, clock=" · ".join((*words[1:], said(clock_words(ladder)))))
    made = LadderPage(name, sheet, style_hash(sheet), view)
    return environment().get_template("ladder_export.html.jinja").render(page=made)
