"""A call set-up between the processes of call control (SDL 10.5 and 11.5, `CcSetupInd` and `CcSetupReq`).

Null data: the signal was saved, queued or discarded, its data withheld, or cut by a page.
"""

from tracekit.events.columns import SIGNAL
from tracekit.events.event import Event

EVENT = Event(
    title="Call set-up",
    columns={
        "signal": "CcSetupInd from a leg, CcSetupReq towards one",
        **SIGNAL,
        "ci": "call identifier of the leg",
        "calling": "calling number (cgpn)",
        "dialed": "dialled number (DD)",
        "called": "called number (cdpn)",
        "calling_device": "device of the calling leg (cgPtyDev)",
    },
)
