"""The signal that asks digit analysis to look a number up; its call identifier ties the analysis to a call.

SDL 10.5 and 11.5, `DaReq`. Null data: the signal was saved, queued or discarded, or its data withheld.
"""

from tracekit.events.columns import SIGNAL
from tracekit.events.event import Event

EVENT = Event(
    title="Digit analysis requested",
    columns={
        **SIGNAL,
        "ci": "call identifier of the calling leg",
        "fqcn": "fully qualified calling number",
        "calling": "calling number",
        "dialed": "digits so far",
        "calling_device": "device that the call comes from",
    },
)
