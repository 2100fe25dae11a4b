"""Devices lost their registration: alarms EndPointUnregistered and DeviceUnregistered with their reason.

Reasons of the Cisco error message guide; what an administrator did (reset, apply configuration, delete) is
left out, and many keepalive time-outs at once are told by mass-unregistration.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, listed, many
from tracekit.findings.unregistrations import ADMINISTRATIVE, REASONS, outages, unregistrations

SLUG = "endpoint-unregistered"
SEVERITY = "warning"
TITLE = "Devices lost their registration"
WHY = "they can neither call nor be called until they register again"
FIX = "check the device's network and power, and its own last-out-of-service reason"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and reason."""
    lost = unregistrations(events)
    massed = pd.Index([]).append([rows.index for rows in outages(lost)])
    lost = lost[~lost["reason"].isin(ADMINISTRATIVE) & ~lost.index.isin(massed)]
    for (_, reason), rows in groups(lost, "node_name", "reason"):
        told = "not told" if pd.isna(reason) else f"{int(reason)} {REASONS.get(int(reason), 'unknown')}"
        devices = rows["device"].fillna(rows["remote_ip"])
        signals = listed(rows["last_signal"])
        yield Finding(
            f"{many(devices.nunique(), 'device')} ({listed(devices)}): reason {told}"
            + (f", last signal {signals}" if signals else ""),
            lines(rows),
            about=f"{told}, node {first(rows['node_name']) or 'unknown'}",
            time=first_time(rows),
        )
