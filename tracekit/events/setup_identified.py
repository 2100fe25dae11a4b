"""A phone's SIP dialog gets its call identifier (SDL 10.5 and 11.5, `processSIPSetupInd`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Call set-up identified",
    columns={
        "ci": "call identifier of the leg",
        "ccb_id": "CUCM's number of the leg's SIP dialog",
    },
)
