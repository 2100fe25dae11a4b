"""The OPTIONS that watch a trunk's peer get no answer, or 408 or 503.

`SIPPingResult … interErr=T resp=0`. An internal error alone proves nothing: it also follows a 483, and any
answer of the peer in the SIP messages shows that it lives. 408 and 503 take a destination out of service
(Cisco SIP trunk OPTIONS ping documentation).
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import known, many, peer, same

SLUG = "options-ping"
SEVERITY = "warning"
TITLE = "OPTIONS ping fails"
WHY = "CUCM takes the destination out of service and sends calls elsewhere or nowhere"
FIX = (
    "check that the peer listens on that port and transport, answers OPTIONS, and knows CUCM's address; with "
    "TLS look at the handshake first"
)

_DEAD = [408, 503]


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and destination."""
    pings = events["ping_result"].dropna(subset=["remote_host"])
    failed = (pings["internal_error"].eq("T") & pings["status"].isna()) | pings["status"].isin(_DEAD)
    addresses = events["host_resolved"].dropna(subset=["hostname", "remote_ip"])
    answers = _answers(tables["messages"])
    for (node, host, port), rows in groups(pings, "node", "remote_host", "remote_port"):
        bad = rows[failed[rows.index].fillna(False).astype(bool)]
        ips = {str(host), *known(addresses.loc[addresses["hostname"] == host, "remote_ip"])}
        alive = answers[answers["remote_ip"].isin(ips) & same(answers["node"], node)]
        if bad.empty or not alive.empty:
            continue
        states = known(bad["status"])
        yield Finding(
            f"{len(bad):,} of {many(len(rows), 'ping')} to {peer(host, port)} failed: "
            + (f"answered {', '.join(states)}" if states else "no answer is in the trace"),
            lines(bad),
            about=peer(host, port),
            time=first_time(bad),
            seen=bool(states),
        )


def _answers(messages: pd.DataFrame) -> pd.DataFrame:
    """Answers to OPTIONS that say that the peer lives."""
    answers = messages[messages["cseq_method"].eq("OPTIONS") & messages["status"].notna()]
    return answers[(answers["direction"] == "in") & ~answers["status"].isin(_DEAD)]
