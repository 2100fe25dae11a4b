"""A device or line is known on this node (SDL 10.5, 11.5 and 12.5, `SMDMSharedData::findLocalDevice`)."""

from tracekit.events.event import Event

EVENT = Event(
    title="Device found",
    columns={
        "device": "name of the device; of a line, number:partition id",
        "key": "id of the device in the database",
        "active": "1 when it is in service",
        "process": "process that stands for it, node,type,instance",
    },
)
