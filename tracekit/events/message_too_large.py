"""A SIP message larger than CUCM takes (SDL 8.6 to 9.x, `Ignoring large message`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Message too large",
    columns={
        "remote_ip": "address of the peer that sent it; null where the line does not tell",
        "remote_port": "port of the peer",
        "limit_bytes": "bytes that CUCM takes (service parameter SIP Max Incoming Message Size)",
    },
    note="message over {limit_bytes} bytes dropped, connection reset",
)
