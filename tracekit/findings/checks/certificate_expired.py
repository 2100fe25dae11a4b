"""A certificate was expired, or not valid yet, when it was presented or when the trace ends.

Judged by the time of the trace or capture, never by today's (RFC 5280 section 4.1.2.5). OpenSSL refuses it
with verification error 10 or 9; a wrong clock on either side looks the same.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import first_time, lines
from tracekit.findings.told import holds
from tracekit.findings.validity import IDENTITY, judged, named

SLUG = "certificate-expired"
SEVERITY = "bad"
TITLE = "Certificate not valid at that time"
WHY = "the other side refuses it: every new TLS connection fails, running ones last until they are reset"
FIX = "issue and upload a new certificate, restart CallManager; check the clock (NTP) on both ends"


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each certificate."""
    table = judged(tables)
    wrong = table[holds(table["not_after"] < table["moment"]) | holds(table["not_before"] > table["moment"])]
    for _, rows in groups(wrong, *IDENTITY):
        row = rows.iloc[0]
        yield Finding(_words(row), lines(rows), about=named(rows), time=first_time(rows))


def _words(row: "pd.Series[Any]") -> str:
    moment = pd.Timestamp(str(row["moment"]))
    for column, past, words in (("not_after", True, "expired on"), ("not_before", False, "valid only from")):
        limit = pd.Timestamp(str(row[column]))
        if not pd.isna(limit) and (limit < moment) == past:
            days = abs((moment - limit).days)
            return (
                f"{words} {limit:%Y-%m-%d %H:%M} UTC, {days} days {'before' if past else 'after'} the trace"
            )
    return "outside of its validity"
