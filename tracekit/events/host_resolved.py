"""What DNS said of a SIP peer's name (SDL 11.5, `SIPDns - wait_SdlGetHostByNameRsp`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Host name resolved",
    columns={
        "hostname": "name that was looked up",
        "remote_ip": "address that came back; null when none did",
        "remote_port": "port that goes with it",
        "next_query": "number of the query that follows, 0 none",
    },
)
