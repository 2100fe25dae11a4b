"""A SIP message that CUCM received or queued for sending.

TLS connections are logged as TCP and in clear text. An outgoing line means queued to the socket, not sent.
The message ends where the record ends; SIP text is cut from ``raw`` (SDL 8.x to 15).
"""

from tracekit.events.event import Event

EVENT = Event(
    title="SIP message",
    columns={
        "direction": "Incoming or Outgoing, seen from CUCM",
        "transport": "TCP or UDP as printed; TLS is printed as TCP",
        "remote_ip": "address of the peer",
        "remote_port": "port of the peer",
        "conn_idx": "CUCM's number of the connection; null over UDP",
        "size": "bytes of the message, printed on incoming ones",
        "net_no": "the n of [n,NET]: CUCM's number of the network message",
        "raw": "text of the message as logged, all behind [n,NET]",
    },
)
