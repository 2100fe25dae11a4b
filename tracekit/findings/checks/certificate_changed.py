"""A peer presents another certificate than before.

Seen by subject, serial number or fingerprint of the presentations of one address, in order of time. Addresses
at which several certificates come and go, as behind Expressway, are left alone.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.proof import lines
from tracekit.findings.told import peer, text
from tracekit.tls.subject import identity_key

SLUG = "certificate-changed"
SEVERITY = "warning"
TITLE = "Peer presents another certificate than before"
WHY = "who trusts the old certificate by itself, or expects its name, refuses the new one"
FIX = (
    "if the change was meant, upload the new certificate (or its CA) as CallManager-trust on every "
    "node and check "
    "X.509 Subject Name; if not, find out who answers at that address"
)


def check(tables: Frames, events: Frames) -> Iterator[Finding]:
    """One finding for each change at one address."""
    table = tables["certificates"]
    shown = table[table["time"].notna() & table["remote_ip"].notna()]
    for (ip, _), rows in shown.groupby(["remote_ip", "source"], sort=True):
        if rows["subject"].nunique(dropna=False) + rows["serial"].nunique(dropna=False) <= 2:
            continue
        ordered = rows.sort_values(["time", "member", "offset"], kind="stable")
        names = _identities(ordered)
        turns = ordered[names != names.shift()]
        if len(turns) == names.nunique():
            yield from _changes(str(ip), turns)


def _changes(ip: str, turns: pd.DataFrame) -> Iterator[Finding]:
    for place in range(1, len(turns)):
        both = turns.iloc[place - 1 : place + 1]
        old, new = both.iloc[0], both.iloc[1]
        yield Finding(
            f"{_words(old)} until then, {_words(new)} from {new['time']:%Y-%m-%d %H:%M:%S} UTC on",
            lines(both),
            about=peer(ip),
            time=new["time"],
            connection=text(new["connection"]),
        )


def _identities(rows: pd.DataFrame) -> "pd.Series[str]":
    """Equal for the same certificate; one subject can be written in several ways."""
    keys = {subject: str(identity_key(subject)) for subject in rows["subject"].dropna().unique()}
    told = [rows["subject"].map(keys), rows["serial"], rows["fingerprint"]]
    return pd.Series("", index=rows.index).str.cat(pd.concat(told, axis=1).astype("str").fillna(""), sep=" ")


def _words(row: "pd.Series[Any]") -> str:
    serial = "" if pd.isna(row["serial"]) else f", serial {row['serial']}"
    return f"{row['cn'] if pd.notna(row['cn']) else row['subject']}{serial}"
