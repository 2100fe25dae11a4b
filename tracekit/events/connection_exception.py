"""A connection that broke (SDL 10.5 and 11.5, `sipConnectionManagerProcessSocketExcept`)."""

from tracekit.events.columns import PEER, one_line
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``transport_text`` on one line."""
    return {"transport_text": one_line(fields["transport_text"])}


EVENT = Event(
    title="Connection broken",
    columns={
        **PEER,
        "transport_text": "transport in the trace's words; mostly printed empty, which is null",
    },
    derive=derive,
    note="connection {conn_idx} to {remote_ip}:{remote_port} broken",
)
