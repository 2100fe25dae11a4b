"""Devices that lost their registration, and when that was an outage of many."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.alarms import raised
from tracekit.findings.finding import Frames

REASONS = {
    1: "Unknown",
    6: "ConnectivityError",
    8: "DeviceInitiatedReset",
    9: "CallManagerReset",
    10: "DeviceUnregistered",
    11: "MalformedRegisterMsg",
    12: "SCCPDeviceThrottling",
    13: "KeepAliveTimeout",
    14: "ConfigurationMismatch",
    15: "CallManagerRestart",
    16: "DuplicateRegistration",
    17: "CallManagerApplyConfig",
    18: "DeviceNoResponse",
}
"""Reasons of EndPointUnregistered and DeviceUnregistered (Cisco error message guide; 13 seen)."""

ADMINISTRATIVE = (8, 9, 10, 17)
"""What the device or an administrator asked for: no fault."""

KEEPALIVE_TIMEOUT = 13

FEWEST_DEVICES = 5
WITHIN = pd.Timedelta(seconds=120)
"""One keepalive interval of SIP phones (service parameter SIP Station KeepAlive Interval, 120 s)."""


def unregistrations(events: Frames) -> pd.DataFrame:
    """The alarms of both names with ``subnet``, the first three parts of an IPv4 address."""
    table = pd.concat(
        [raised(events, "EndPointUnregistered"), raised(events, "DeviceUnregistered")], ignore_index=True
    )
    subnet = table["remote_ip"].astype("str").str.extract(r"^(\d+\.\d+\.\d+)\.\d+$", expand=False)
    return table.assign(subnet=subnet)


def outages(lost: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Keepalive time-outs of five devices or more of one node and subnet within one keepalive interval."""
    silent = lost[(lost["reason"] == KEEPALIVE_TIMEOUT) & lost["time"].notna()]
    ordered = silent.sort_values(["node_name", "subnet", "time"], kind="stable")
    for _, rows in ordered.groupby(["node_name", "subnet"], dropna=False, sort=True):
        burst = (rows["time"].diff() > WITHIN).cumsum()
        for _, group in rows.groupby(burst, sort=True):
            if group["device"].nunique() >= FEWEST_DEVICES:
                yield group
