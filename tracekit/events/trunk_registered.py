"""A SIP trunk is up in its process (SDL 11.5, `SIP TRUNK registered`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Trunk registered",
    columns={
        "instance": "instance of the trunk's SIPD process; changes at each reset",
        "device": "name of the trunk",
        "remote_host": "host name or address of its peer",
        "remote_port": "port of the peer",
        "local_port": "port that CUCM listens on for the trunk",
        "trans_type": "transport: 1 TCP, 2 UDP, 4 TCP and UDP",
    },
)
