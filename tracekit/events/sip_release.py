"""A call is released between SIP stack and call control (SDL 10.5, 11.5, `SIPDisconnInd` …)."""

from tracekit.events.columns import SIGNAL, without_zero
from tracekit.events.event import Derived, Event, Fields, Items

ZERO_IS_NONE = ("ccb_id", "cause", "sip_cause")


def derive(fields: Fields, items: Items) -> Derived:
    """Numbers with null for the 0 that CUCM prints when there is none."""
    return {name: without_zero(fields[name]) for name in ZERO_IS_NONE}


EVENT = Event(
    title="SIP dialog released",
    columns={
        "signal": "SIPDisconnInd from the stack; SIPDisconnReq or SIPRelReq to it",
        **SIGNAL,
        "ccb_id": "CUCM's number of the SIP dialog",
        "trans_type": "transport: 1 TCP, 2 UDP, 4 TCP and UDP",
        "trans_security": "security of the transport, 0 none",
        "remote_ip": "address of the peer",
        "remote_port": "port of the peer",
        "sip_cause": "SIP status of the release; 200 with a BYE that came in",
        "cause": "cause of the release (Q.850); null when none is given",
        "reason_header": "T when the cause stood in the message's Reason header, F when CUCM chose it",
    },
    derive=derive,
)
