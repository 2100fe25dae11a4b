"""A connection that ends: CUCM posts its close, or tells its processes that it is gone.

SDL 10.5 and 11.5, `sipTransportPostCloseConnection` and the signal `SIPConnControlInd`, which every process
on the way hands on: one end of a connection gives several rows.
"""

from tracekit.events.columns import PEER, SIGNAL
from tracekit.events.event import Event

EVENT = Event(
    title="Connection closed",
    columns={
        **PEER,
        "control_operation": "what the signal asks for; 1 at the end of a connection",
        **SIGNAL,
    },
    note="connection {conn_idx} to {remote_ip} closed",
)
