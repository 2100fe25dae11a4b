"""An alarm of CallManager, with its parameters (SDL 10.5 to 12.x, records of type AlarmErr)."""

from collections.abc import Mapping

from tracekit.events.columns import one_line
from tracekit.events.event import Derived, Event, Fields, Items

Parameters = Mapping[str, str | None]

TEXTS = {
    "device": ("DeviceName", "SIPTrunkName"),
    "protocol": ("Protocol",),
    "device_description": ("Description",),
    "reason_text": ("FailedToConnectReason", "ReasonForOutOfServiceText"),
    "last_signal": ("LastSignalReceived",),
    "peers": (
        "UnavailableRemotePeersWithReasonCode",
        "UnavailableRemotePeersWithReasonCodes",
        "PolicyDecisionPoint",
    ),
    "node_name": ("NodeID",),
}
NUMBERS = {
    "device_type": ("DeviceType",),
    "listening_port": ("ConnectingPort",),
    "reason": ("Reason", "ReasonForOutOfService", "FailureReason"),
}
ADDRESSES = (
    "IPAddress",
    "IPv4Address",
    "DeviceIPv4Address",
    "IPV6Address",
    "IPv6Address",
    "DeviceIPv6Address",
)


def derive(fields: Fields, items: Items) -> Derived:
    """The columns from the alarm's parameters; one that is missing or empty is null."""
    records = [{pair["key"]: pair.get("value") for pair in pairs} for pairs in items["pair"]]
    columns: Derived = {name: [_first(record, keys) for record in records] for name, keys in TEXTS.items()}
    columns["device"] = [None if name == "null" else name for name in columns["device"]]
    columns["description"] = one_line(fields["description"])
    for name, keys in NUMBERS.items():
        columns[name] = [_number(_first(record, keys)) for record in records]
    columns["remote_ip"] = [_address(_first(record, ADDRESSES)) for record in records]
    return columns


def _first(record: Parameters, keys: tuple[str, ...]) -> str | None:
    return next((value for key in keys if (value := record.get(key))), None)


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() else None


def _address(value: str | None) -> str | None:
    """Without the mask that phones print behind it; `::` is no address."""
    address = (value or "").partition("/")[0].strip()
    return None if address in ("", "::") else address


EVENT = Event(
    title="Alarm",
    columns={
        "alarm_class": "class of the alarm: CallManager, or Phone when the phone reported it",
        "alarm_name": "name of the alarm, as in Cisco's alarm catalogue",
        "severity": "its severity: Critical, Error …",
        "description": "what the alarm means, in the catalogue's words",
        "device": "phone, gateway or trunk",
        "remote_ip": "address of the device",
        "listening_port": "port of CUCM that the device came to (ConnectingPort)",
        "protocol": "SIP, SCCP …",
        "device_type": "Cisco's number of the device model",
        "device_description": "description of the device in the configuration",
        "reason": "reason code; its meaning depends on the alarm",
        "reason_text": "reason in words, where the alarm has it",
        "last_signal": "last signal that the device's process got",
        "peers": "peers of a trunk that are not reachable with their reason, or the policy server's address",
        "node_name": "host that raised the alarm",
    },
    derive=derive,
)
