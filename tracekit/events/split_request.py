"""A feature takes a leg out of its call (SDL 10.5, `SsSplitReq` of a transfer)."""

from tracekit.events.columns import SIGNAL
from tracekit.events.event import Event

EVENT = Event(
    title="Split requested",
    columns={
        **SIGNAL,
        "ci": "call identifier of the leg (SsParty)",
        "split_reason": "why, as a number; 4 at a transfer",
    },
)
