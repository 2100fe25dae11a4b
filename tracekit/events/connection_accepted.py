"""A connection that the peer opened (SDL 10.5 and 11.5, `sipConnectionManagerProcessNewConnMsg`).

CUCM writes it again with later messages of the same connection: the first one counts.
"""

from tracekit.events.columns import PEER, one_line
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``transport_text`` on one line."""
    return {"transport_text": one_line(fields["transport_text"])}


EVENT = Event(
    title="Connection accepted",
    columns={
        **PEER,
        "transport_text": "transport in the trace's words: `TCP`, `TLS Over TCP`",
    },
    derive=derive,
)
