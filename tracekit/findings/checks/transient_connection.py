"""Devices connect and are not let in: alarm EndPointTransientConnection with its reason code.

Reasons of CISCO-CCM-MIB (CcmDevRegFailCauseCode); 29 and 32 are seen in public traces, 28 is the security
mode that does not fit.
"""

from collections.abc import Iterator

from tracekit.findings.alarms import raised
from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, listed, many, number
from tracekit.tls.cisco_reason import DEVICE_FAILURES, explain_device_failure

SLUG = "transient-connection"
SEVERITY = "warning"
TITLE = "Devices come and are not registered"
WHY = "they retry for ever: the user has no phone, and each try costs the node and the database"
FIX = "add the device or correct its type and security mode in the configuration, or take it off the network"

_FIXES = {
    29: "add the devices to the configuration, or repair auto-registration (database replication, number "
    "range)",
    32: "correct the device type in the configuration, or connect the model that is configured",
}


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and reason."""
    for name in ("EndPointTransientConnection", "DeviceTransientConnection"):
        for (_, reason), rows in groups(raised(events, name), "node_name", "reason"):
            code = number(reason)
            found = DEVICE_FAILURES.get(code) if code is not None else None
            who = rows["device"].fillna(rows["remote_ip"])
            yield Finding(
                f"{many(len(rows), 'alarm')} of {many(who.nunique(), 'device')} ({listed(who)}): reason "
                f"{explain_device_failure(code) or 'not told'}",
                lines(rows),
                about=(
                    f"{found.name if found else 'reason not told'}, node "
                    f"{first(rows['node_name']) or 'unknown'}"
                ),
                time=first_time(rows),
                fix=_FIXES.get(code or 0) or (found.fix if found else None),
            )
