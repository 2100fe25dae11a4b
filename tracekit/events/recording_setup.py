"""A leg to a recorder is set up (SDL 10.5, `CcSetupReq onBehalfOf=Recording refCI=…`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Recording",
    columns={
        "ci": "call identifier of the leg to the recorder",
        "ref_ci": "call identifier of the leg that is recorded",
    },
)
