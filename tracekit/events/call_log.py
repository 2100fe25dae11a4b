"""A row of the Session Trace call log (RTMT Administration Guide 12.5, "Trace Calls"; CUCM 10.5 and 11.5).

CC rows tell a call's steps by its two legs; SIPL (line) and SIPT (trunk) rows list the SIP messages of a leg.
"""

from tracekit.events.columns import without_zero
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """Call identifiers with null for the 0 that CUCM prints when there is none (yet)."""
    return {name: without_zero(fields[name]) for name in ("ci", "ci_a", "ci_b")}


EVENT = Event(
    title="Call log row",
    columns={
        "event": "step of the call: SETUP, OFFERED, RELEASE, REJECT, SPLIT or JOIN; null on SIP rows",
        "ci_a": "call identifier of the first leg",
        "ci_b": "call identifier of the second leg; null when there is none",
        "calling": "calling number",
        "original_called": "number first called",
        "called": "number finally called",
        "device_a": "device of the first leg",
        "device_b": "device of the second leg; older guides print its address",
        "cause": "release cause, Q.850 or Cisco CDR value",
        "side": "SIPL for a line, SIPT for a trunk; null on CC rows",
        "ci": "call identifier of the message's leg; null before it has one",
        "transport": "TCP or UDP as printed",
        "direction": "IN or OUT, seen from CUCM",
        "local_ip": "address of the node",
        "local_port": "port of the node",
        "device": "phone or trunk at the far end",
        "remote_ip": "address of the far end",
        "remote_port": "port of the far end",
        "tag": "what started the chain of signals: node,app,type,instance.n^ip^device",
        "net_no": "number of the network message: the n of [n,NET] in the SDL trace",
        "call_id": "Call-ID of the message",
        "label": "method or status of the message",
    },
    derive=derive,
)
