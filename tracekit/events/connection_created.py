"""A connection that CUCM opened (SDL 9.1, `sipConnectionManagerProcessConnCreated`)."""

from tracekit.events.columns import PEER, one_line
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``transport_text`` on one line."""
    return {"transport_text": one_line(fields["transport_text"])}


EVENT = Event(
    title="Connection created",
    columns={
        **PEER,
        "transport_text": "transport in the trace's words: `TCP`, `TLS Over TCP`",
    },
    derive=derive,
)
