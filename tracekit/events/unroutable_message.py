"""A SIP message of a peer that this node does not know (SDL 10.5 and 11.5, `SIPStationInit`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Message of an unknown peer",
    columns={
        "reason": "what failed: the way by connection, by the peer's address, or by its process",
        "conn_idx": "CUCM's number of the connection",
        "name": "address or name that no trunk and no phone has",
        "source_port": "port printed as Source Port, 5060 also on connections that came from another",
        "address_type": "0 for IPv4",
        "transport": "TCP or UDP; TLS is told as TCP",
        "ccb_id": "CUCM's number of the SIP dialog",
        "remote_ip": "address of the peer",
        "remote_port": "port of the peer",
    },
    note="no trunk or phone for the peer: {reason}",
)
