"""The media of two legs is to be connected (SDL 10.5, 11.5 and 12.5, `wait_MediaConnectRequest`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Media connection requested",
    columns={
        "ci_a": "call identifier of the first leg",
        "ci_b": "call identifier of the second leg",
    },
)
