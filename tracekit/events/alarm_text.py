"""An alarm in words, printed just before its AlarmErr record (SDL 10.5 to 12.x)."""

from tracekit.events.columns import one_line
from tracekit.events.event import Derived, Event, Fields, Items

TEXTS = {
    "device": ("device name", "name of device", "sip trunk name"),
    "remote_ip": ("ip address", "device ip address", "ipv6address", "device ipv6 address"),
    "protocol": ("protocol",),
    "device_description": ("device description",),
    "reason_text": ("the cause of the connection failure",),
    "last_signal": ("lastsignalreceived",),
    "peers": ("policy decision point",),
    "node_name": ("node id",),
}
NUMBERS = {
    "device_type": ("device type",),
    "listening_port": ("connecting port",),
    "reason": ("reason code", "reason"),
}


def derive(fields: Fields, items: Items) -> Derived:
    """The columns from the alarm's labels, of whatever capitals; one that is missing or empty is null."""
    records = [{pair["key"].lower(): pair.get("value") for pair in pairs} for pairs in items["pair"]]
    columns: Derived = {"description": one_line(fields["description"])}
    for name, labels in TEXTS.items():
        columns[name] = [next((record[key] for key in labels if record.get(key)), None) for record in records]
    for name, labels in NUMBERS.items():
        values = [next((record[key] for key in labels if record.get(key)), None) for record in records]
        columns[name] = [
            int(value) if value and value.isascii() and value.isdigit() else None for value in values
        ]
    return columns


EVENT = Event(
    title="Alarm in words",
    columns={
        "alarm_name": "name of the alarm, as in Cisco's alarm catalogue",
        "description": "what the alarm means, in the catalogue's words",
        "device": "phone, gateway or trunk",
        "remote_ip": "address of the device",
        "listening_port": "port of CUCM that the device came to (Connecting Port)",
        "protocol": "SIP, SCCP …",
        "device_type": "Cisco's number of the device model",
        "device_description": "description of the device in the configuration",
        "reason": "reason code; its meaning depends on the alarm",
        "reason_text": "reason in words, where the alarm has it",
        "last_signal": "last signal that the device's process got",
        "peers": "address of a policy server that could not be reached",
        "node_name": "host that raised the alarm",
    },
    derive=derive,
)
