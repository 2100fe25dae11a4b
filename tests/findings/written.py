"""Traces written for one check each, and tables written where no trace line is needed."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from tests.accounting.built import Built, signal
from tracekit.correlate.events import event_frames
from tracekit.family import families
from tracekit.findings import checks, findings
from tracekit.findings.finding import Finding
from tracekit.scan import scan_member
from tracekit.tables.frame import table_frame
from tracekit.tables.schema import TABLES

Line = tuple[float, str, str]
"""Second of the day, type of the record, its text."""

START = 36_000.0
MEMBER = "case.zip!SDL001_100_000005.txt"
Rows = Sequence[Mapping[str, Any]]


def info(*texts: str, at: float = START + 10, step: float = 0.01) -> list[Line]:
    """Records of type AppInfo, one after the other."""
    return [(at + place * step, "AppInfo", text) for place, text in enumerate(texts)]


def alarm(name: str, at: float = START + 10, alarm_class: str = "CallManager", **parameters: object) -> Line:
    """A record of type AlarmErr."""
    told = ", ".join(f"{key}:{value}" for key, value in parameters.items())
    return (
        at,
        "AlarmErr",
        f"AlarmClass: {alarm_class}, AlarmName: {name}, AlarmSeverity: Error, AlarmMessage: , "
        "AlarmDescription: "
        f"made for a test, AlarmParameters: {told}, AppID:Cisco CallManager, ClusterID:StandAloneCluster, "
        "NodeID:cucm-1,",
    )


def signalled(name: str, rest: str, at: float = START + 10, source: str = "SIPHandler(1,100,72,1)") -> Line:
    """A record of type SdlSig."""
    return (at, "SdlSig", signal(name, "SIPD(1,100,74,16)", source, rest))


def told(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Slug and words of each finding in an SDL file of these lines; each proven by lines of it."""
    found = find(lines)
    proven = {f"{MEMBER}:{number}" for number in range(1, 200)}
    assert all(evidence and set(evidence) <= proven for evidence in found["evidence"])
    return list(zip(found["slug"], found["what"], strict=True))


def find(lines: Sequence[Line]) -> pd.DataFrame:
    """The findings table of an SDL file of these lines, read by the families and not tied together."""
    scan = scan_member(MEMBER, Built(records=tuple(lines), statistics=False).text(), "sdl")
    columns = {"ci": "Int64", "connection": "str", "call": "str"}
    events = {
        name: frame.assign(
            **{key: pd.Series(index=frame.index, dtype=type_) for key, type_ in columns.items()}
        )
        for name, frame in event_frames([scan]).items()
    }
    return findings(_nothing()[0], events)


@cache
def _nothing() -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Every table and every family without a row."""
    return {name: _table(name, ()) for name in TABLES}, {name: _events(name, ()) for name in families()}


def judge(
    slug: str, tables: Mapping[str, Rows] | None = None, events: Mapping[str, Rows] | None = None
) -> list[Finding]:
    """What one check finds in tables and events of which only these rows are there."""
    no_tables, no_events = _nothing()
    written = {name: _table(name, rows) for name, rows in (tables or {}).items()}
    happened = {name: _events(name, rows) for name, rows in (events or {}).items()}
    return list(checks()[slug].check({**no_tables, **written}, {**no_events, **happened}))


def place(line: int) -> dict[str, Any]:
    """Where a row's record stands."""
    return {"member": MEMBER, "line": line, "offset": line * 100, "length": 90}


def moment(second: float) -> pd.Timestamp:
    """An instant of the day of these tables."""
    return pd.Timestamp("2026-03-02T10:00:00Z") + pd.Timedelta(seconds=second)


def _table(name: str, rows: Rows) -> pd.DataFrame:
    columns = {column: [row.get(column) for row in rows] for column in TABLES[name].columns}
    unknown = {key for row in rows for key in row} - set(columns)
    assert not unknown, f"{name} has no {unknown}"
    return table_frame(name, columns)


def _events(name: str, rows: Rows) -> pd.DataFrame:
    known = [*families()[name].columns, "node", "epoch", "member", "seq", "line", "offset", "length", "time"]
    names = dict.fromkeys([*known, "ci", "connection", "call"])
    frame = pd.DataFrame({column: [row.get(column) for row in rows] for column in names})
    return frame.assign(time=pd.to_datetime(frame["time"], utc=True))
