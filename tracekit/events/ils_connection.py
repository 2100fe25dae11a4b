"""A connection of the intercluster lookup service came up or failed (SDL 10.5/11.x, application 600)."""

from tracekit.events.columns import one_line
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``process`` on one line; ``peer_id`` with null for the zeros of a peer that is not known yet."""
    return {
        "process": one_line(fields["process"]),
        "peer_id": [None if not str(peer).strip("0") else peer for peer in fields["peer_id"]],
    }


EVENT = Event(
    title="ILS connection",
    columns={
        "peer_id": "identifier of the other cluster's node; null while it is not known",
        "process": "process of the connection, node, app, type, instance",
        "remote_ip": "address of the peer",
        "remote_port": "port of the peer",
        "local_ip": "own address",
        "local_port": "own port; 7501 where ILS listens",
        "tls_requested": "t when TLS was asked for, f when not",
        "outcome": "established, succeeded or failed",
        "reason": "ConnReason of a failure",
    },
    derive=derive,
)
