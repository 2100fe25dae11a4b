"""Media keys (`a=crypto`, RFC 4568) travelled over signalling without TLS.

The trace's `Incoming SIP TCP message` is also printed for TLS; where no line states the transport of the
connection the finding is marked inferred. SRTP Allowed belongs only on trunks with TLS (CUCM Security Guide).
"""

from collections.abc import Iterator

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, holds, listed, many, peer, text

SLUG = "srtp-keys-readable"
SEVERITY = "bad"
TITLE = "SRTP keys readable on the way"
WHY = "whoever can read the signalling can decrypt the conversation: the call only looks protected"
FIX = "run TLS on both ends of the trunk or phone, or turn SRTP Allowed off"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each call and peer."""
    messages, wires = tables["messages"], tables["connections"]
    told = wires.loc[holds(wires["srtp_keys_readable"]), "connection"]
    readable = messages["connection"].isin(told) | messages["transport"].eq("UDP")
    keyed = messages[holds(messages["srtp"]) & readable]
    stated = wires.loc[holds(wires["transport_seen"]), "connection"]
    for _, rows in groups(keyed, "call", "remote_ip"):
        row = rows.iloc[0]
        yield Finding(
            f"{many(len(rows), 'message')} with media keys over {row['transport']} with "
            f"{peer(row['remote_ip'])}: " + listed(rows["label"]),
            lines(rows),
            about=first([row["device"], peer(row["remote_ip"])]),
            time=first_time(rows),
            seen=bool(rows["connection"].isin(stated).any() or (rows["transport"] == "UDP").all()),
            call=text(row["call"]),
            connection=first(rows["connection"]),
        )
