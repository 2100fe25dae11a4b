"""Music on hold is given to a held party (SDL 10.5 and 11.5, `MrmAllocateMohResourceRes`)."""

from tracekit.events.columns import SIGNAL
from tracekit.events.event import Event

EVENT = Event(
    title="Music on hold",
    columns={
        **SIGNAL,
        "ci": "call identifier that stands for the music",
        "device": "music server that plays it (Name)",
    },
)
