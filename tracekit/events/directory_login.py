"""The directory did not check a login in time (CTIManager SDL of CUCM 14, `CtiLoginCheckTimeout`)."""

from tracekit.events.columns import SIGNAL
from tracekit.events.event import Event

EVENT = Event(
    title="Directory login timed out",
    columns={**SIGNAL, "request_number": "number of the application's request (mSequenceNumber)"},
)
