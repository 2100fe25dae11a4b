"""The intercluster lookup service refuses a peer's certificate or closes the connection for it.

Only `closing the connection` and a failed connection are failures; `X509_STORE_get_by_subject failed` alone
is also printed in good starts (Cisco document on ILS registration).
"""

from collections.abc import Iterator

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import listed, many, peer, same, text

SLUG = "ils-certificate"
SEVERITY = "bad"
TITLE = "ILS refuses the connection of another cluster"
WHY = "the clusters do not exchange their catalogues: dialling by URI or number between them fails"
FIX = (
    "exchange the Tomcat certificates of both clusters (tomcat-trust), or have all signed by one CA, "
    "and check "
    "that each uses the name that the other knows it by"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each refused name, one for each peer whose connections fail."""
    checked = events["certificate_check"]
    refused = checked[checked["result"] == "refused"]
    for (member, fqdn), rows in groups(refused, "member", "fqdn"):
        told = checked[(checked["result"] == "alarm") & (checked["member"] == member)]
        yield Finding(
            f"{many(len(rows), 'connection')} closed: the certificate is not in the store, and the name "
            f"{fqdn} is not that of a known peer",
            lines(rows, told[same(told["fqdn"], fqdn) | told["fqdn"].isna()]),
            about=text(fqdn),
            time=first_time(rows),
        )
    yield from _failed(events)


def _failed(events: Frames) -> Iterator[Finding]:
    """Failed connections that no error line of the same peer explains."""
    tried = events["ils_connection"]
    explained = set(events["tls_error"]["remote_ip"].dropna())
    failed = tried[(tried["outcome"] == "failed") & ~tried["remote_ip"].isin(explained)]
    for _, rows in groups(failed, "member", "remote_ip", "remote_port"):
        row = rows.iloc[0]
        reasons = listed(rows["reason"])
        yield Finding(
            f"{many(len(rows), 'connection')} to {peer(row['remote_ip'], row['remote_port'])} failed"
            + (f" with ConnReason {reasons}" if reasons else ""),
            lines(rows),
            about=peer(row["remote_ip"], row["remote_port"]),
            time=first_time(rows),
        )
