"""CUCM failed to open a TLS connection for a device: alarm ConnectionFailure with its reason code.

1 the certificate was not accepted, 2 wrong name (seen in a public trace), 4 cipher. Reason 2 of a device
whose names are in the trace is told by certificate-name.
"""

from collections.abc import Iterator

from tracekit.findings.alarms import raised
from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, many, number, text
from tracekit.tls.cisco_reason import CONNECTION_FAILURES, explain_connection_failure

SLUG = "connection-failure"
SEVERITY = "bad"
TITLE = "TLS connection of a device failed"
WHY = "the device does not register, or loses its registration"
FIX = "check certificate, name and security mode of the device (for phones LSC, CTL and CAPF)"

_NAME = 2


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each device and reason."""
    checked = events["name_check"]
    named = set(checked.loc[checked["failed"] == "alternative names", "member"])
    known = set(checked.loc[checked["failed"].notna(), "expected"].dropna())
    for (device, reason), rows in groups(raised(events, "ConnectionFailure"), "device", "reason"):
        if reason == _NAME and device in known and rows["member"].isin(named).all():
            continue
        code = number(reason)
        found = CONNECTION_FAILURES.get(code) if code is not None else None
        yield Finding(
            f"{many(len(rows), 'alarm')} ConnectionFailure from "
            f"{first(rows['remote_ip']) or 'an unknown address'}: "
            f"reason {explain_connection_failure(code) or 'not told'}",
            lines(rows),
            about=text(device),
            time=first_time(rows),
            fix=found.fix if found else None,
        )
