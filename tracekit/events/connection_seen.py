"""A connection as the SIP stack knows it (SDL 10.5 and 11.5, `sipConnectionManagerProcessNewConnMsg`).

CUCM writes it with nearly every message, on connections of either direction: it tells address, index and
transport, and not that the connection is new.
"""

from tracekit.events.columns import PEER, one_line
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``transport_text`` on one line."""
    return {"transport_text": one_line(fields["transport_text"])}


EVENT = Event(
    title="Connection seen",
    columns={
        **PEER,
        "transport_text": "transport in the trace's words: `TCP`, `TLS Over TCP`",
    },
    derive=derive,
)
