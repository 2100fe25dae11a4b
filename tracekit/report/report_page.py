"""The whole report as the templates may use it."""

from dataclasses import dataclass

from tracekit.report.call_page import CallView, Digits, FindingView
from tracekit.report.input_page import Accounting
from tracekit.report.page import Fact, Sheet, Shown
from tracekit.report.wire_page import Mood, Wires


@dataclass(frozen=True, slots=True)
class Tile:
    """A number at the top of the page."""

    name: str
    value: str
    mood: Mood


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    title: str
    tool_version: str
    sheet: Sheet
    style_hash: str
    script_hash: str
    inputs: tuple[str, ...]
    tiles: tuple[Tile, ...]
    findings: tuple[FindingView, ...]
    findings_shown: Shown
    calls: tuple[CallView, ...]
    calls_shown: Shown
    messages_outside: tuple[Fact, ...]
    wires: Wires
    digits: Digits
    accounting: Accounting
