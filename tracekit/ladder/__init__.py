"""The call drawn as values: participants, arrows, notes."""

from tracekit.ladder.build import Ladders, build_ladder
from tracekit.ladder.model import Arrow, Heading, Ladder, Moment, Note, Participant, Proof, Row
from tracekit.ladder.noise import without_noise
from tracekit.ladder.source import Grouped, Record, Rows, Tables, records
from tracekit.ladder.window import WindowEnd, read_window_end, within

__all__ = [
    "Arrow",
    "Grouped",
    "Heading",
    "Ladder",
    "Ladders",
    "Moment",
    "Note",
    "Participant",
    "Proof",
    "Record",
    "Row",
    "Rows",
    "Tables",
    "WindowEnd",
    "build_ladder",
    "read_window_end",
    "records",
    "within",
    "without_noise",
]
