"""TLS is asked for, by the trunk's security profile, the request or port 5061, and the connection is plain.

`SecurityMode=2` or `3` of the trunk, `createConnMsg tls_security=` 2 or 3, or `transport=TCP` stated for a
connection with port 5061 (RFC 3261 section 18.2.1).
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, holds, many, peer
from tracekit.tls.recognise import SECURE_PORT

SLUG = "tls-plain"
SEVERITY = "bad"
TITLE = "Plain where TLS is asked for"
WHY = "signalling is readable, and a peer that waits for TLS does not answer"
FIX = (
    "set device security mode Encrypted and transport TLS in the SIP trunk security profile on both "
    "ends, with "
    "its own incoming port, then reset the trunk"
)

SECURE_MODE = 2
"""Device security mode 2 is authenticated, 3 encrypted; 1 is non secure."""


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and peer."""
    wires, profiles = tables["connections"], events["trunk_profile"]
    asked = profiles[holds(profiles["security_mode"] >= SECURE_MODE)]
    plain = wires[wires["transport"].isin(["TCP", "UDP"]) & wires["conn_idx"].notna()]
    reasons = {
        "the request asks for TLS": holds(plain["tls_security"] >= SECURE_MODE),
        "the trunk's profile asks for TLS": plain["device"].isin(asked["device"].dropna()),
        f"it is the secure port {SECURE_PORT}": holds(plain["remote_port"] == SECURE_PORT)
        | holds(plain["local_port"] == SECURE_PORT),
    }
    wrong = plain[pd.concat(list(reasons.values()), axis=1).any(axis=1)]
    for _, rows in groups(wrong, "node", "remote_ip", "device"):
        told = [words for words, flags in reasons.items() if flags.loc[rows.index].any()]
        row = rows.iloc[0]
        where = peer(row["remote_ip"], row["remote_port"])
        yield Finding(
            f"{many(len(rows), 'connection')} with {where} over {row['transport']}, but {' and '.join(told)}",
            lines(rows, asked[asked["device"] == row["device"]]),
            about=first([row["device"], where]),
            time=first_time(rows, "opened"),
            connection=row["connection"],
        )
