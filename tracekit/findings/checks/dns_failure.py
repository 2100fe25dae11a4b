"""The name of a SIP peer has no address: DNS gave none, also not later in the trace.

`SIPDns - wait_SdlGetHostByNameRsp: hostname=…, IP=` (SDL 11.5). SRV is asked before A, so one empty answer
alone is no failure.
"""

from collections.abc import Iterator

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import many

SLUG = "dns-failure"
SEVERITY = "bad"
TITLE = "Host name of a peer not resolved"
WHY = "CUCM opens no connection to it: calls over the trunk fail before any SIP is sent"
FIX = "check the A or SRV record, the name in the trunk's destination, and the DNS servers of the node"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and name."""
    looked = events["host_resolved"].dropna(subset=["hostname"])
    resolved = looked.loc[looked["remote_ip"].notna(), ["node", "hostname"]].drop_duplicates()
    table = looked.merge(resolved.assign(resolved=True), on=["node", "hostname"], how="left")
    for (_, name), rows in groups(table[table["resolved"].isna()], "node", "hostname"):
        yield Finding(
            f"{many(len(rows), 'query')[:-1] + 'ies' if len(rows) > 1 else '1 query'} for {name}, no "
            "address came back",
            lines(rows),
            about=str(name),
            time=first_time(rows),
        )
