"""Calls as lines and as blocks for the terminal."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from tracekit.ladder import Record, Tables, records
from tracekit.ladder.clock import clock_face
from tracekit.secrets import without_secrets
from tracekit.text.style import ASCII, UNICODE, Style
from tracekit.visible import cells, clipped, visible

HEADINGS = (
    *("STARTED (UTC)", "CALLING", "DIALED", "CALLED", "OUTCOME"),
    *("DURATION", "SIGNALLING", "NODES", "CALL"),
)


def render_calls(calls: pd.DataFrame, width: int | None = None, unicode: bool = True) -> str:
    """One line per call under a line of headings; ``width`` clips lines, None leaves them whole."""
    style = UNICODE if unicode else ASCII
    lines = [HEADINGS, *(_cells(call, style) for call in records(calls))]
    widths = [max(cells(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "".join(_line(line, widths, width, style) for line in lines)


def render_call_block(call_id: str, tables: Tables, width: int = 100, unicode: bool = True) -> str:
    """One call for ``grep``: a heading, its legs, its digit analyses, each with the place of its proof."""
    style = UNICODE if unicode else ASCII
    call = next(records(_where(tables.calls, "call", call_id)), Record({"call": call_id}))
    lines = [_heading(call, style)]
    lines += [_leg(leg, tables, style) for leg in records(_where(tables.legs, "call", call_id))]
    lines += [_digits(row, style) for row in records(_where(tables.digit_analyses, "call", call_id))]
    return "".join(clipped(line, width, style.more).rstrip() + "\n" for line in lines)


def _heading(call: Record, style: Style) -> str:
    numbers = dict.fromkeys(n for n in map(call.text, ("calling", "dialed", "called")) if n is not None)
    who = f" {style.leads} ".join(numbers) or "numbers unknown"
    started = call.instant("started")
    when = _instant(started) + ("" if started is None else " UTC")
    parts = [when, who, call.text("outcome"), _seconds(call.real("duration_s")), call.text("transport")]
    said = "  ".join(part for part in parts if part)
    return _safe(f"call {call.text('call')}  {said}", style)


def _leg(leg: Record, tables: Tables, style: Style) -> str:
    connection = next(records(_where(tables.connections, "connection", leg.text("connection"))), Record({}))
    port = connection.number("local_port") or connection.number("remote_port")
    name = connection.text("remote_cn")
    parts = [
        f"{leg.text('role') or 'leg'}:",
        leg.text("number"),
        leg.text("device"),
        None if leg.number("node") is None else f"node {leg.number('node')}",
        " ".join(str(part) for part in (leg.text("transport"), port) if part is not None),
        connection.text("cipher"),
        None if name is None else f"CN {name}",
        None if leg.number("ci") is None else f"CI {leg.number('ci')}",
        *(f"Call-ID {call_id}" for call_id in leg.texts("call_ids")),
        f"[{leg.proof.place}]",
    ]
    return "  " + _safe(" ".join(part for part in parts if part), style)


def _digits(row: Record, style: Style) -> str:
    face = clock_face(row.moment) or "time unknown"
    said = f"digit analysis {face}: {row.text('calling') or '?'} dialled {row.text('dialed') or '?'}"
    parts = [said, row.text("result"), row.text("pattern"), row.text("device"), f"[{row.proof.place}]"]
    return "  " + _safe(" ".join(part for part in parts if part), style)


def _cells(call: Record, style: Style) -> tuple[str, ...]:
    found = (
        _instant(call.instant("started")),
        call.text("calling"),
        call.text("dialed"),
        call.text("called"),
        call.text("outcome"),
        _seconds(call.real("duration_s")),
        call.text("transport"),
        ", ".join(call.texts("nodes")),
        call.text("call"),
    )
    return tuple(_safe(cell or "-", style) for cell in found)


def _line(line: Sequence[str], widths: Sequence[int], width: int | None, style: Style) -> str:
    padded = [cell + " " * (room - cells(cell)) for cell, room in zip(line, widths, strict=True)]
    whole = "  ".join(padded).rstrip()
    return (whole if width is None else clipped(whole, width, style.more)) + "\n"


def _where(frame: pd.DataFrame, column: str, value: str | None) -> pd.DataFrame:
    return frame[(frame[column] == value).fillna(False).astype(bool)]


def _instant(value: datetime | None) -> str:
    return "time unknown" if value is None else f"{value:%Y-%m-%d %H:%M:%S}.{value.microsecond // 1000:03}"


def _seconds(value: float | None) -> str | None:
    return None if value is None else f"{value:.1f} s"


def _safe(text: str, style: Style) -> str:
    return visible(without_secrets(text), ascii_only=style.ascii_only)
