"""The media of two legs cannot be connected (SDL 11.5, `MediaConnectErrorInd`)."""

from tracekit.events.columns import SIGNAL
from tracekit.events.event import Event

EVENT = Event(
    title="Media not connected",
    columns={
        **SIGNAL,
        "ci_a": "call identifier of one leg",
        "ci_b": "call identifier of the other leg",
        "media_cause": "cause given by media control, as printed",
    },
    note="media of {ci_a} and {ci_b} cannot be connected",
)
