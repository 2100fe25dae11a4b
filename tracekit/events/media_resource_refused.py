"""A transcoder or media termination point could not be had (SDL 11.5 and 12.x).

One refusal of one device is no failure yet: the next of the list may have one.
"""

from tracekit.events.event import Event

EVENT = Event(
    title="Media resource refused",
    columns={
        "instance": "instance of the process that says so",
        "reason": "why, in the trace's words; null on the line that names the device",
        "ci": "call identifier of the media resource, a third one beside those of the legs",
        "error_bits": "reasons as bits: 0x2 not enough resources, 0x4 and 0x40 codec mismatch",
        "device": "transcoder or media termination point that refused",
    },
)
