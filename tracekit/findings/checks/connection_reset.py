"""A connection broke while a request on it had no answer yet.

`ProcessSocketExcept` alone is noise: many peers open a connection for each OPTIONS and reset it. It counts
only when a transaction was open (RFC 3261 section 17). Peers that no trunk or phone has are told by
unroutable-peer, devices that are not let in by transient-connection.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, listed, many, peer

SLUG = "connection-reset"
SEVERITY = "warning"
TITLE = "Connection broke with a request open"
WHY = "the request is lost: a call may hang, a registration or a ping fails"
FIX = (
    "look at the peer's log at that time, at firewalls with idle time-outs, and for messages over the "
    "size limit"
)

_REFUSED = ("EndPointTransientConnection", "DeviceTransientConnection")
_TRANSACTION = ["node", "call_id", "cseq", "cseq_method"]


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and peer address."""
    broken = events["connection_exception"].dropna(subset=["connection"]).drop_duplicates("connection")
    open_requests = _unanswered(tables["messages"], broken)
    alarms = events["alarm"][events["alarm"]["alarm_name"].isin(_REFUSED)]
    kept_out = open_requests.loc[open_requests["device"].isin(alarms["device"].dropna()), "connection"]
    unknown = events["unroutable_message"]["connection"].dropna()
    lost = broken[
        broken["connection"].isin(open_requests["connection"]) & ~broken["connection"].isin(unknown)
    ]
    lost = lost[~lost["remote_ip"].isin(alarms["remote_ip"].dropna()) & ~lost["connection"].isin(kept_out)]
    for _, rows in groups(lost, "node", "remote_ip"):
        mine = open_requests[open_requests["connection"].isin(rows["connection"])]
        row = rows.iloc[0]
        yield Finding(
            f"{many(len(rows), 'connection')} with {peer(row['remote_ip'])} broken with no answer to "
            f"{listed(mine['label'])}",
            lines(mine, rows),
            about=first([*mine["device"].dropna(), peer(row["remote_ip"])]),
            time=first_time(rows),
            call=first(mine["call"]) if mine["call"].nunique() == 1 else None,
            connection=row["connection"],
        )


def _unanswered(messages: pd.DataFrame, broken: pd.DataFrame) -> pd.DataFrame:
    """Requests on those connections, ACK aside, without a final answer anywhere."""
    final = messages[messages["status"] >= 200][_TRANSACTION].drop_duplicates()
    asked = messages[messages["connection"].isin(broken["connection"]) & messages["method"].notna()]
    asked = asked[asked["method"] != "ACK"].merge(final.assign(done=True), on=_TRANSACTION, how="left")
    return asked[asked["done"].isna()]
