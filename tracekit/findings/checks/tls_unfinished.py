"""A TLS handshake did not finish: no certificate was logged and no message came in.

`createConnMsg tls_security=2` or `3` and `transport=TLS Over TCP` without a certificate line within 5 s; an
outgoing INVITE on it proves nothing. From captures: a handshake that is whole in them and does not end.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, many, peer
from tracekit.findings.wires import by_peer, judged_wires
from tracekit.tls.verdict import UNFINISHED

SLUG = "tls-unfinished"
SEVERITY = "bad"
TITLE = "TLS handshake not finished"
WHY = "no message runs over the connection; what CUCM logs as outgoing was only queued"
FIX = (
    "capture port 5061 with `size all` and look for the alert; check that each end trusts the CA of "
    "the other, "
    "that TLS versions and ciphers meet, and that a firewall lets the port through"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and peer; peers whose error lines say more are told by those."""
    explained = events["tls_error"]["remote_ip"].dropna()
    stuck = judged_wires(tables, UNFINISHED)
    yield from by_peer(stuck[~stuck["remote_ip"].isin(explained)], tables)
    yield from _captured(tables["handshakes"])


def _captured(shakes: pd.DataFrame) -> Iterator[Finding]:
    open_end = shakes["complete"].eq(False).fillna(False) & shakes["alert"].isna()
    for _, rows in groups(shakes[open_end], "server_ip", "server_port", "client_ip"):
        row = rows.iloc[0]
        server = peer(row["server_ip"], row["server_port"])
        note = first(rows["note"])
        yield Finding(
            f"{many(len(rows), 'handshake')} of {row['client_ip']} with {server} ended without an alert"
            + (f"; {note}" if note else ""),
            lines(rows),
            about=server,
            time=first_time(rows, "started"),
            seen=False,
            connection=first(rows["connection"]),
        )
