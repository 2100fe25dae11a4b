"""A leg of a call is released (SDL 10.5 and 11.5, `CcDisconnReq`, `CcDisconnInd`, `CcRelInd`).

Each process on the way hands the signal on: one release gives several rows with the same call identifier.
"""

from tracekit.events.columns import SIGNAL, without_zero
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``cause`` and ``media_cause`` with null for the 0 that CUCM prints when there is none."""
    return {name: without_zero(fields[name]) for name in ("cause", "media_cause")}


EVENT = Event(
    title="Leg released",
    columns={
        "signal": "CcDisconnReq towards the leg; CcDisconnInd, CcRelInd or CcRejInd from it",
        **SIGNAL,
        "ci": "call identifier of the leg",
        "cause": "cause of the release (Q.850): 16 normal, 47 no resource …; null when none is given",
        "on_behalf_of": "part of CUCM that asked for it: Device, Transfer, Media …",
        "media_cause": "cause given by media control; null when none is given",
    },
    derive=derive,
)
