"""An offer of SRTP was refused with 488, 606 or 415, and no other offer of the same call was taken.

RFC 3261 section 21.4.26. On CUCM: `AllowSrtp=` of the trunk, fallback by `X-cisco-srtp-fallback`.
"""

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, holds, peer, text

SLUG = "srtp-refused"
SEVERITY = "warning"
TITLE = "Offer of SRTP refused"
WHY = "the call fails although signalling works: one side does not take encrypted media"
FIX = (
    "set SRTP Allowed on the trunk (only with TLS) and on the peer, let both have a common crypto "
    "suite, or allow "
    "the fallback to RTP"
)

_REFUSALS = [415, 488, 606]
_TRANSACTION = ["node", "call_id", "cseq"]


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each refused INVITE."""
    messages = tables["messages"]
    offers = messages[(messages["method"] == "INVITE") & holds(messages["srtp"])]
    answers = messages[messages["cseq_method"].eq("INVITE") & messages["status"].notna()]
    refused = answers[answers["status"].isin(_REFUSALS)].drop_duplicates(_TRANSACTION)
    good = answers.loc[holds(answers["status"].between(200, 299)), "call_id"]
    lost = refused[~refused["call_id"].isin(good)]
    both = pd.concat([offers.merge(lost[_TRANSACTION], on=_TRANSACTION), lost])
    for _, rows in groups(both, *_TRANSACTION):
        answer = rows.iloc[-1]
        if len(rows) == 1:
            continue
        yield Finding(
            f"{answer['label']} to an INVITE with SRTP, "
            f"{'from' if answer['direction'] == 'in' else 'sent to'} "
            f"{peer(answer['remote_ip'])}",
            lines(rows),
            about=first([answer["device"], peer(answer["remote_ip"])]),
            time=first_time(rows),
            call=text(answer["call"]),
            connection=text(answer["connection"]),
        )
