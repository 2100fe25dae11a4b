"""A leg registers with location bandwidth management (SDL 10.5 and 11.5, `LBMIF … REGISTER`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Leg registered with location",
    columns={
        "ci": "call identifier of the leg",
        "process": "process of the leg, node,app,type,instance",
    },
)
