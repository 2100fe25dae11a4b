"""An INVITE that CUCM sent got no answer at all, not even 100 Trying.

Repeated (RFC 3261 section 17.1.1.2), or alone on a connection for 32 s (64 × T1) while the trace goes on;
`SIP_TIMER_TRYING` tells of the repetitions. An outgoing INVITE is only queued: behind it may be a TLS
handshake that does not end.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, many, peer, text

SLUG = "invite-unanswered"
SEVERITY = "bad"
TITLE = "INVITE without any answer"
WHY = "the call waits up to half a minute and then fails, or goes to the next member of the route group"
FIX = (
    "check that the far end is in service, listens on that port and transport and knows CUCM's "
    "address; look for "
    "firewalls, with TLS for an unfinished handshake"
)

TIMER_B = pd.Timedelta(seconds=32)
"""RFC 3261 section 17.1.1.2: 64 × T1, with T1 500 ms."""

_TRANSACTION = ["node", "call_id", "cseq"]


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each INVITE."""
    messages = tables["messages"]
    ends = messages.groupby("member")["time"].max()
    answered = messages[messages["cseq_method"].eq("INVITE") & messages["status"].notna()]
    sent = messages[
        (messages["method"] == "INVITE") & (messages["direction"] == "out") & messages["to_tag"].isna()
    ]
    table = sent.merge(
        answered[_TRANSACTION].drop_duplicates().assign(done=True), on=_TRANSACTION, how="left"
    )
    silent = table[table["done"].isna() & table["call_id"].notna()]
    none = events["timer_expired"].head(0)
    expired = _expired(events["timer_expired"])
    for _, rows in groups(silent, *_TRANSACTION):
        row = rows.iloc[0]
        timers = expired.get((row["member"], row["ccb_id"]), none)
        waited = (ends.get(row["member"], row["time"]) - row["time"]) >= TIMER_B
        if len(rows) < 2 and timers.empty and not waited:
            continue
        yield Finding(
            f"INVITE to {peer(row['remote_ip'], row['remote_port'])} sent {many(len(rows), 'time')}, "
            "no answer is in the "
            "trace" + (f"; {many(len(timers), 'timer')} SIP_TIMER_TRYING expired" if len(timers) else ""),
            lines(rows, timers),
            about=first([row["device"], peer(row["remote_ip"], row["remote_port"])]),
            time=first_time(rows),
            seen=bool(len(rows) > 1 or len(timers)),
            call=text(row["call"]),
            connection=text(row["connection"]),
        )


def _expired(timers: pd.DataFrame) -> dict[object, pd.DataFrame]:
    """Time-outs of the wait for an answer, by file and SIP dialog."""
    trying = timers[(timers["timer"] == "SIP_TIMER_TRYING") & timers["ccb_id"].notna()]
    return dict(iter(trying.groupby(["member", "ccb_id"], sort=False)))
