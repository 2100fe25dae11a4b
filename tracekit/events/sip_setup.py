"""A call set-up between the SIP stack and call control, with the SIP dialog's number (SDL 10.5 and 11.5).

SIPSetupInd goes from the stack to the call, once for every process on the way; SIPSetupReq the other way.
"""

from tracekit.events.columns import SIGNAL, without_zero
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``ccb_id`` with null for the 0 that CUCM prints when it does not know it."""
    return {"ccb_id": without_zero(fields["ccb_id"])}


EVENT = Event(
    title="SIP call set-up",
    columns={
        "signal": "SIPSetupInd or SIPSetupReq",
        **SIGNAL,
        "signal_info": "SIPInviteSdp or SIPInviteNoSdp: whether the INVITE has a session description",
        "ccb_id": "CUCM's number of the SIP dialog",
        "trans_type": "transport: 1 TCP, 2 UDP, 4 TCP and UDP",
        "trans_security": "security of the transport, 0 none",
        "remote_ip": "address of the peer",
        "remote_port": "port of the peer",
        "calling": "calling number",
        "called": "called number",
        "session_id": "session identifier of the calling device, 32 hexadecimal digits",
    },
    derive=derive,
)
