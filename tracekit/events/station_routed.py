"""Which phone sits behind a connection (SDL 10.5 and 11.5, `SIPStationInit: connID=…`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Phone of a connection",
    columns={
        "conn_idx": "CUCM's number of the connection",
        "device": "name of the phone",
        "remote_ip": "address of the phone",
        "remote_port": "port of the phone",
        "next_hop": "process of the phone, node,app,type,instance",
    },
)
