"""The result of an OPTIONS ping to a trunk's peer (SDL 10.5 and 11.5, `SIPPingResult`).

An internal error alone does not mean that nobody answered: it also follows a 483.
"""

from tracekit.events.columns import SIGNAL, without_zero
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``status`` and ``ccb_id`` with null for the 0 that CUCM prints when there is none."""
    return {"status": without_zero(fields["status"]), "ccb_id": without_zero(fields["ccb_id"])}


EVENT = Event(
    title="Trunk pinged",
    columns={
        **SIGNAL,
        "ccb_id": "CUCM's number of the OPTIONS dialog",
        "internal_error": "T when CUCM itself ended the ping, F when the peer answered",
        "status": "status code of the answer; null when none is told",
        "ping_state": "state of the peer as printed, 0 in all lines seen",
        "trans_type": "transport: 1 TCP, 2 UDP, 4 TCP and UDP",
        "trans_security": "security of the transport, 0 none",
        "remote_host": "host name or address of the peer",
        "remote_port": "port of the peer",
    },
    derive=derive,
)
