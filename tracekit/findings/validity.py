"""Certificates with the moment at which they are judged: that of the trace or capture, not today."""

from __future__ import annotations

import pandas as pd

from tracekit.findings.finding import Frames
from tracekit.findings.told import first, peer

IDENTITY = ["serial", "issuer", "subject"]
"""What tells one certificate from another (RFC 5280 section 4.1.2.2: serial and issuer)."""

_CLOCKS = (
    ("messages", "time"),
    ("handshakes", "started"),
    ("certificates", "time"),
    ("connections", "opened"),
)


def judged(tables: Frames) -> pd.DataFrame:
    """The certificates table with ``moment``: when it was presented; for files the end of what was traced."""
    table = tables["certificates"]
    last = [tables[name][column].max() for name, column in _CLOCKS]
    known = [moment for moment in last if not pd.isna(moment)]
    moment = table["time"].fillna(max(known)) if known else table["time"]
    return table.assign(moment=moment)


def named(rows: pd.DataFrame) -> str:
    """The certificate's own name, and who presented it or which file holds it."""
    row = rows.iloc[0]
    name = first([row["cn"], row["subject"]]) or "a certificate without a name"
    return f"{name} of {peer(row['remote_ip'])}" if pd.notna(row["remote_ip"]) else name
