"""What digit analysis was asked: the search space, or how the address is to be matched (SDL 10.5, 11.5)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Digit analysis: request",
    columns={
        "partition_ids": "calling search spaces by their ids, line and device parted by a colon",
        "filtered_pss": "partitions that apply at this time of day",
        "pss": "partition search space, partitions parted by colons",
        "matching": "how the address is matched: `SIP URL, Numeric User`, `Legacy Numeric`",
        "dialed": "user part or digits that are looked up",
    },
)
