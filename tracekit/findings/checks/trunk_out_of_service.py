"""A SIP trunk went out of service: alarm SIPTrunkOOS, with the reason for each of its peers.

`Local=1` no answer, `2` no socket (a failed TLS handshake counts here), `3` DNS; `Remote=` the SIP status
that the peer answered (Managed Services Guide 8.5).
"""

import re
from collections.abc import Iterator

from tracekit.findings.alarms import raised
from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import first, listed, text
from tracekit.tls.cisco_reason import TRUNK_LOCAL, explain_trunk_out_of_service

SLUG = "trunk-out-of-service"
SEVERITY = "bad"
TITLE = "SIP trunk out of service"
WHY = "no call goes over the trunk until a peer answers again"
FIX = "check route, firewall, port and service of the peers; with TLS the certificates of both ends"

_LOCAL = re.compile(r"local\s*[=:]\s*([0-9])", re.IGNORECASE)
_REMOTE = re.compile(r"remote\s*[=:]\s*([0-9]{3})", re.IGNORECASE)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each node and trunk."""
    for (_, device), rows in groups(raised(events, "SIPTrunkOOS"), "node_name", "device"):
        words = " ".join(str(value) for value in [*rows["peers"].dropna(), *rows["reason_text"].dropna()])
        told = [explain_trunk_out_of_service(local=int(number)) for number in _numbers(_LOCAL, words)]
        told += [explain_trunk_out_of_service(remote=int(number)) for number in _numbers(_REMOTE, words)]
        cures = [
            TRUNK_LOCAL[int(number)].fix for number in _numbers(_LOCAL, words) if int(number) in TRUNK_LOCAL
        ]
        yield Finding(
            f"alarm SIPTrunkOOS; peers {listed([words]) or 'not told'}"
            + (f": {'; '.join(map(str, told))}" if told else ""),
            lines(rows),
            about=text(device),
            time=first_time(rows),
            fix=first(cures) if cures else None,
        )


def _numbers(pattern: re.Pattern[str], words: str) -> list[str]:
    return list(dict.fromkeys(pattern.findall(words)))
