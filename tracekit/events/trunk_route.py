"""Which SIP trunk an address and a local port stand for (SDL 11.5, `updateSIPTrunkInfo: routing map`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Route of a trunk",
    columns={
        "remote_host": "host name or address of the trunk's peer",
        "remote_port": "port of the peer",
        "local_port": "port that CUCM listens on for the trunk",
        "device": "name of the trunk",
    },
)
