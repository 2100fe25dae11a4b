"""Digit analysis waits for more digits, or has none to wait for (SDL 10.5, 11.5; overlap dialling)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Digit analysis: no result yet",
    columns={
        "potential": "PotentialMatchesExist while more digits can match, else NoPotentialMatchesExist",
    },
)
