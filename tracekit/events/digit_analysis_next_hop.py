"""Where the matched pattern leads: the process that gets the call (SDL 10.5, 11.5; `wait_DmPidRes`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Digit analysis: next hop",
    columns={
        "partition": "id of the pattern's partition",
        "pattern": "pattern that matched",
        "device_type": "kind of the device behind it: UserDevice, AccessDevice, Unknown …",
        "next_hop": "process that gets the call: a line (LineControl), a trunk (SIPD), a route list …",
        "ci": "call identifier of the calling leg",
        "sender": "process that asked",
    },
)
