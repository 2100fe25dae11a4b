"""Calls as lines for the terminal."""

from collections.abc import Sequence

import pandas as pd

from tracekit.ladder import Record, records
from tracekit.secrets import without_secrets
from tracekit.text.paint import Paint, outcome_colour, plain
from tracekit.text.style import ASCII, UNICODE, Style
from tracekit.text.zone import Shown, Zones, shown
from tracekit.visible import cells, clipped, visible

STARTED = "STARTED"
HEADINGS = ("CALLING", "DIALED", "CALLED", "OUTCOME", "DURATION", "SIGNALLING", "NODES", "CALL")
OUTCOME = HEADINGS.index("OUTCOME") + 1
_FIRST_TO_GO = ("NODES", "SIGNALLING", "DURATION")
"""Columns that a narrow terminal can do without; the id is what the next command asks for."""

_LEAST = 8
_GAP = 2


def render_calls(
    calls: pd.DataFrame,
    width: int | None = None,
    unicode: bool = True,
    members: pd.DataFrame | None = None,
    paint: Paint = plain,
) -> str:
    """One line per call under a line of headings; times by the clock of the node, in UTC without ``members``.

    Where lines are longer than ``width``, columns that matter less are left out and then numbers clipped;
    None leaves them whole. ``paint`` colours the outcome.
    """
    style = UNICODE if unicode else ASCII
    rows = list(records(calls))
    zones = Zones(pd.DataFrame() if members is None else members)
    times = [_started(row, zones) for row in rows]
    known = {time.zone for time in times if time is not None}
    zone = next(iter(known)) if len(known) == 1 else None
    headings = (f"{STARTED} ({zone})" if zone else STARTED, *HEADINGS)
    lines = [headings, *((_clock(time, zone), *_cells(row)) for row, time in zip(rows, times, strict=True))]
    safe = [[visible(without_secrets(cell), ascii_only=style.ascii_only) for cell in line] for line in lines]
    widths = [max(cells(line[column]) for line in safe) for column in range(len(headings))]
    widths = widths if width is None else _fitting(widths, width)
    return "".join(_line(line, widths, number > 0, style, paint) for number, line in enumerate(safe))


def _started(call: Record, zones: Zones) -> Shown | None:
    instant = call.instant("started")
    return None if instant is None else shown(instant, zones.of_row(call))


def _clock(time: Shown | None, zone: str | None) -> str:
    if time is None:
        return "time unknown"
    return f"{time.day} {time.clock}" + ("" if zone else f" {time.zone}")


def _cells(call: Record) -> tuple[str, ...]:
    seconds = call.real("duration_s")
    found = (
        *map(call.text, ("calling", "dialed", "called", "outcome")),
        None if seconds is None else f"{seconds:.1f} s",
        call.text("transport"),
        ", ".join(call.texts("nodes")),
        call.text("call"),
    )
    return tuple(cell or "-" for cell in found)


def _fitting(widths: Sequence[int], width: int) -> list[int]:
    """Widths whose sum fits; 0 leaves a column out."""
    fitted = list(widths)
    for name in _FIRST_TO_GO:
        if _sum(fitted) > width:
            fitted[HEADINGS.index(name) + 1] = 0
    for columns, least in ((range(1, OUTCOME), _LEAST), (range(len(fitted)), 1)):
        while _sum(fitted) > width and max(fitted[column] for column in columns) > least:
            fitted[max(columns, key=lambda column: fitted[column])] -= 1
    return fitted


def _sum(widths: Sequence[int]) -> int:
    shown_columns = [room for room in widths if room]
    return sum(shown_columns) + _GAP * (len(shown_columns) - 1)


def _line(cells_of: Sequence[str], widths: Sequence[int], is_call: bool, style: Style, paint: Paint) -> str:
    parts = []
    for column, (text, room) in enumerate(zip(cells_of, widths, strict=True)):
        if room:
            kept = clipped(text, room, style.more)
            coloured = is_call and column == OUTCOME and text != "-"
            parts.append(
                (paint(kept, outcome_colour(text)) if coloured else kept) + " " * (room - cells(kept))
            )
    return (" " * _GAP).join(parts).rstrip() + "\n"
