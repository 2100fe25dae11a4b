"""The command line run in this process, over tables built by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

import pandas as pd
import pytest

import tracekit
from tracekit.api import Call, TraceSet
from tracekit.cli.main import tracekit as command_line
from tracekit.cli.outcome import outcome
from tracekit.ladder import Ladders
from tracekit.query import Directory, Found, Kind, find
from tracekit.tables.frame import table_frame
from tracekit.tables.schema import TABLES

HOSTILE = "a\x1b[2Jb\x9bc\u202ed\x7f"
MEMBER = "case.zip!SDL001_100_000001.txt"
PLACE = {"member": MEMBER, "line": 1, "offset": 0, "length": 40}
TIME = pd.Timestamp("2024-03-01T10:00:00.007Z")

GOOD_MEMBER: dict[str, object] = {
    "member": MEMBER, "kind": "sdl", "state": "read", "node": 1, "utc_offset_minutes": -240, "records": 9,
    "bytes": 1000, "bytes_parsed": 900, "bytes_continuation": 95, "bytes_unparsed": 5,
}  # fmt: skip
ROWS: dict[str, list[dict[str, object]]] = {
    "members": [GOOD_MEMBER],
    "calls": [
        {"call": "1-1", "started": TIME, "duration_s": 1.5, "calling": "1018", "dialed": "9898",
         "secure": True, "called": "+4930123", "devices": ["SEP0011AABB0001", "=TRUNK"],
         "outcome": "answered", **PLACE},
        {"call": "1-2", "calling": HOSTILE, "dialed": "2002", "secure": False, **PLACE},
    ],
    "legs": [{"call": "1-1", "ci": 101, "node": 1, "number": "1018", "role": "calling", **PLACE}],
    "connections": [
        {"connection": "1-e-12", "conn_idx": 12, "transport": "TLS", "remote_ip": "192.0.2.10",
         "remote_port": 5061, "tls_security": 3, "remote_cn": "CUCM10", "cipher": "AES128-SHA",
         "device": "TRUNK", "messages_in": 4, "messages_out": 5, **PLACE},
        {"connection": "1-e-13", "conn_idx": 13, "transport": "TCP", "remote_ip": "2001:db8::7",
         "remote_port": 5060, "device": HOSTILE, "messages_in": 0, "messages_out": 1, **PLACE},
    ],
    "messages": [{"message": "m", "call": "1-1", "node": 1, "label": "INVITE", "time": TIME, **PLACE}],
}  # fmt: skip


RECORD = f'00000001.001 |10:00:00.007 |AppInfo  |{HOSTILE}\n\tAuthorization: Digest response="hidden"\n'


@dataclass
class Traces:
    """The tables by attribute, as a TraceSet has them."""

    tables: Mapping[str, pd.DataFrame]
    events: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> pd.DataFrame:
        try:
            return self.tables[name]
        except KeyError:
            raise AttributeError(name) from None

    def find(self, what: str, kind: Kind | None = None) -> Found:
        return find(what, Directory(self), kind)

    def call(self, call: str) -> Call:
        return Call(cast(TraceSet, self), call)

    def rows_of(self, call: str, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["call"] == call].reset_index(drop=True)

    @property
    def ladders(self) -> Ladders:
        return Ladders(self)

    def raw(self, member: str, offset: int, length: int) -> bytes:
        return RECORD.encode()


def frame(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """A table of the schema; what a row does not say is null."""
    return table_frame(name, {column: [row.get(column) for row in rows] for column in TABLES[name].columns})


@dataclass
class Ran:
    """What a command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs ``tracekit`` with arguments."""

    def command(*arguments: str) -> Ran:
        capsys.readouterr()
        code = outcome(
            lambda: command_line.main(list(arguments), prog_name="tracekit", standalone_mode=False)
        )
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return command


@pytest.fixture
def traces(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Traces]:
    """Puts traces in the place of every input: the rows above, with some tables replaced."""

    def put(**replaced: list[dict[str, object]]) -> Traces:
        rows = {**{name: [] for name in TABLES}, **ROWS, **replaced}
        made = Traces({name: frame(name, rows[name]) for name in TABLES})

        def open_traces(
            *inputs: str, progress: Callable[[int, int, str], None] | None = None, limits: object = None
        ) -> Traces:
            return made

        monkeypatch.setattr(tracekit, "open", open_traces)
        return made

    return put
