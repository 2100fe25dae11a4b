"""Tables of a few invented calls, for questions to be put to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pytest

from tracekit.query import Directory, Found, Kind, find
from tracekit.tables.frame import table_frame
from tracekit.tables.schema import TABLES

Rows = list[dict[str, object]]
TABLE_NAMES = ("members", "calls", "legs", "messages", "digit_analyses")


@dataclass
class World:
    """What a directory is built from."""

    members: pd.DataFrame
    calls: pd.DataFrame
    legs: pd.DataFrame
    messages: pd.DataFrame
    digit_analyses: pd.DataFrame
    events: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def find(self, what: str, kind: Kind | None = None) -> Found:
        return find(what, Directory(self), kind)

    def calls_of(self, what: str, kind: Kind | None = None) -> list[str]:
        return list(self.find(what, kind).calls)


def made(events: Mapping[str, pd.DataFrame] | None = None, **rows: Rows) -> World:
    """Tables of the schema; what a row does not say is null."""
    tables = {
        name: table_frame(
            name,
            {column: [row.get(column) for row in rows.get(name, [])] for column in TABLES[name].columns},
        )
        for name in TABLE_NAMES
    }
    return World(**tables, events=events or {})


def calls_to(numbers: Iterable[str]) -> World:
    """One call to each number, with ids from 1."""
    return made(
        calls=[{"call": str(n), "calling": "77", "called": to} for n, to in enumerate(numbers, start=1)]
    )


@pytest.fixture
def world() -> World:
    """A: 1018 dials 9898 digit by digit to a trunk. B: a phone calls +49 30 1234567 over TLS. C: SIP URIs."""
    return made(
        calls=[
            {"call": "A", "calling": "1018", "dialed": "9898", "called": "5001", "legs": ["101", "102"],
             "devices": ["SEP0011AABB0001", "Trunk_To_Peer"]},
            {"call": "B", "calling": "2002", "called": "+49301234567", "legs": ["201"]},
            {"call": "C", "calling": "alice", "called": "bob", "legs": ["301"]},
        ],
        legs=[
            {"call": "A", "ci": 101, "number": "1018", "device": "SEP0011AABB0001",
             "call_ids": ["0011aabb-00010006-0dd27a65@10.10.1.2"]},
            {"call": "A", "ci": 102, "number": "9", "device": "Trunk_To_Peer", "call_ids": ["x7@10.10.1.9"]},
            {"call": "B", "ci": 201, "number": "2002", "device": "SEP0011AABB0002"},
        ],
        messages=[
            {"call": "A", "from_number": "1018", "to_number": "9", "remote_ip": "10.10.1.2",
             "remote_port": 50412, "call_id": "0011aabb-00010006-0dd27a65@10.10.1.2",
             "request_uri": "sip:9@10.10.1.1;user=phone", "session_id": "0a1b2c3d00105000a0000011aabb0001"},
            {"call": "A", "from_number": "1018", "to_number": "5001", "remote_ip": "2001:db8::7",
             "remote_port": 5061, "request_uri": "sip:5001@[2001:db8::7]:5061"},
            {"call": None, "from_number": "1018", "to_number": "1018", "remote_ip": "10.10.1.2"},
            {"call": "C", "request_uri": "sip:Bob.Builder@lab.example"},
        ],
        digit_analyses=[
            {"call": "A", "calling": "1018", "dialed": "9", "result": "potential"},
            {"call": "A", "calling": "1018", "dialed": "98", "result": "potential"},
            {"call": "A", "calling": "1018", "fqcn": "+49891018", "dialed": "9898", "result": "matched",
             "called": "5001"},
        ],
        events={"call_log": pd.DataFrame({"call": ["B", None], "original_called": ["2900", "1018"],
                                          "ci_a": [201, 5], "device_b": ["Gateway-1", "x"]})},
    )  # fmt: skip
