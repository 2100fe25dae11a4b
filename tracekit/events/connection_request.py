"""CUCM is about to open a connection for a SIP dialog (SDL 9.1, `createConnMsg`).

It names no address and no connection: the next connection_created of the node is the one. Reused connections
print neither.
"""

from tracekit.events.columns import without_zero
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``ccb_id`` and ``scb_id`` with null for the 0 that CUCM prints when it does not know them."""
    return {name: without_zero(fields[name]) for name in ("ccb_id", "scb_id")}


EVENT = Event(
    title="Connection requested",
    columns={
        "ccb_id": "CUCM's number of the SIP dialog; null when it is not known yet",
        "scb_id": "CUCM's number of the subscription; null when there is none",
        "tls_security": "security asked for: 1 non secure, 2 authenticated, 3 encrypted",
    },
    derive=derive,
    note="connection requested, tls_security={tls_security}",
)
