"""Connections and captured handshakes by the grade of their cipher."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from tracekit.findings.finding import Finding, Frames
from tracekit.findings.groups import groups
from tracekit.findings.proof import PLACE, first_time, lines
from tracekit.findings.told import first, many, peer
from tracekit.tls.grade import CipherGrade, grade

_FACTS = ["connection", "ip", "port", "device", "cipher", "version", "time", *PLACE]


def graded(tables: Frames, wanted: str) -> Iterator[Finding]:
    """One finding for each peer and suite of that grade (weak, broken), with the reasons."""
    used = pd.concat([_logged(tables), _captured(tables["handshakes"])], ignore_index=True)
    for (cipher, version), rows in groups(used, "cipher", "version"):
        found = grade(cipher, version if isinstance(version, str) else None)
        if found is None or found.grade != wanted:
            continue
        for _, mine in groups(rows, "ip", "device"):
            yield _finding(mine, found)


def _finding(rows: pd.DataFrame, found: CipherGrade) -> Finding:
    row = rows.iloc[0]
    told = f"{row['cipher']}{f' with {version}' if (version := first(rows['version'])) else ''}"
    return Finding(
        f"{many(len(rows), 'connection')} with {peer(row['ip'], row['port'])} over {told}: "
        + "; ".join(found.reasons),
        lines(rows),
        about=f"{told}, {first([row['device'], peer(row['ip'], row['port'])])}",
        time=first_time(rows),
        connection=first(rows["connection"]),
    )


def _logged(tables: Frames) -> pd.DataFrame:
    """Connections with the place of the certificate line that tells their cipher."""
    wires = tables["connections"].dropna(subset=["cipher"])
    shown = tables["certificates"].dropna(subset=["connection"]).drop_duplicates("connection")
    place = shown.set_index("connection")[PLACE]
    proof = place.reindex(wires["connection"]).set_axis(wires.index).fillna(wires[PLACE])
    table = wires.rename(columns={"remote_ip": "ip", "remote_port": "port", "opened": "time"})
    return table.assign(version=pd.Series(index=wires.index, dtype="str"), **proof)[_FACTS]


def _captured(shakes: pd.DataFrame) -> pd.DataFrame:
    table = shakes.dropna(subset=["cipher"]).rename(
        columns={"server_ip": "ip", "server_port": "port", "started": "time"}
    )
    return table.assign(device=pd.Series(index=table.index, dtype="str"))[_FACTS]
