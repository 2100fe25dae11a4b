"""A peer has connected to a listening port (SDL 10.5 and 11.5, `SIPTcp - New Connection`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Connection indicated",
    columns={
        "conn_idx": "CUCM's number of the connection",
        "local_port": "port that CUCM listens on",
        "remote_port": "port of the peer",
    },
)
