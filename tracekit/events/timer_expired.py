"""A timer of the SIP stack that ran out (SDL 10.5 and 11.5, `TimerExpired`)."""

from tracekit.events.columns import without_zero
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``ccb_id`` with null for the 0 that CUCM prints when it does not know it."""
    return {"ccb_id": without_zero(fields["ccb_id"])}


EVENT = Event(
    title="Timer expired",
    columns={
        "ccb_id": "CUCM's number of the SIP dialog",
        "scb_id": "CUCM's number of the subscription, 0 none",
        "timer": "name of the timer",
        "value_ms": "milliseconds that it ran",
        "retries": "how often the request was repeated before",
    },
    derive=derive,
)
