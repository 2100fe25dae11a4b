"""The signal that brings the result of digit analysis back to the call (SDL 10.5 and 11.5, `DaRes`)."""

from tracekit.events.columns import SIGNAL
from tracekit.events.event import Event

EVENT = Event(
    title="Digit analysis answered",
    columns={
        **SIGNAL,
        "ci": "call identifier of the calling leg",
        "action": "Dial when the call goes on, Block while digits are missing or when nothing matches",
        "potential": "whether more digits could match another pattern",
        "network": "OnNet or OffNet",
        "partition": "id of the pattern's partition",
        "pattern": "pattern that matched",
        "process": "process behind the pattern, node,type,instance",
        "called": "called number after translation",
    },
)
