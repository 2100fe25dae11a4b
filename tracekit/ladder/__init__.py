"""The call drawn as values: participants, arrows, notes."""

from tracekit.ladder.build import Ladders, build_ladder
from tracekit.ladder.model import Arrow, Ladder, Moment, Note, Participant, Proof, Row
from tracekit.ladder.source import Grouped, Record, Rows, Tables, records

__all__ = [
    "Arrow",
    "Grouped",
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
    "build_ladder",
    "records",
]
