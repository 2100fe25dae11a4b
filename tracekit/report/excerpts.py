"""Trace text for the page, within a budget."""

from tracekit.ladder import Proof, Tables
from tracekit.report import say
from tracekit.report.page import Excerpt

MAX_MESSAGE_BYTES = 16_384
"""Per record: three times the largest SIP message that CUCM takes by default (5 000 bytes)."""

MAX_TEXT_BYTES = 5_000_000
"""On one page: with the markup around it the page stays below 15 MB."""


class Excerpts:
    """Gives the text of records until the page holds enough of it."""

    def __init__(self, tables: Tables, per_message: int, altogether: int = MAX_TEXT_BYTES) -> None:
        self._tables = tables
        self._per_message = per_message
        self._left = altogether

    def of(self, proof: Proof) -> Excerpt:
        """The text of a record, or a remark that says why it is not there."""
        place = say.said(proof.place)
        if proof.offset is None or proof.length is None:
            return Excerpt(place, None, "Its place in the file is unknown.")
        taken = min(proof.length, self._per_message)
        if taken > self._left:
            return Excerpt(place, None, "Left out: the page holds as much trace text as it may.")
        raw = self._tables.raw(proof.member, proof.offset, proof.length)[:taken]
        if not raw:
            return Excerpt(place, None, "The trace text is not at hand.")
        self._left -= len(raw)
        remark = None if taken == proof.length else f"First {taken} of {proof.length} bytes."
        return Excerpt(place, say.lines_of(raw.decode("utf-8", errors="replace")).rstrip("\n"), remark)
