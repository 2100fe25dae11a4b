"""A feature joins two legs to one call (SDL 10.5, `SsJoinReq` of a completed transfer)."""

from tracekit.events.columns import SIGNAL
from tracekit.events.event import Event

EVENT = Event(
    title="Join requested",
    columns={
        **SIGNAL,
        "ci_a": "call identifier of the first leg (SsParty1)",
        "ci_b": "call identifier of the second leg (SsParty2)",
        "join_reason": "why, as a number; 4 at a transfer",
    },
)
