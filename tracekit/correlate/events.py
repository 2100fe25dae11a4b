"""All members' events as one frame a family, with the node and process life that each comes from."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from tracekit.clock import DAY_MS, NO_TIME, Clock
from tracekit.family import families
from tracekit.record.column import chunked, nulls
from tracekit.scan.member import MemberScan
from tracekit.scan.reader import RAW
from tracekit.sip import COLUMNS as SIP_COLUMNS
from tracekit.tables.frame import arrow_series, instants

Frames = Mapping[str, pd.DataFrame]

PLACE = ["member", "line", "offset", "length"]
_OWN = {"life": "str", "node": "Int64", "epoch": "str", **dict.fromkeys(["member", "time_local"], "str")}
_SIP_TYPES = {
    **dict.fromkeys(["status", "cseq", "reason_cause"], "Int64"),
    **dict.fromkeys(["from_ci", "from_ccb_id", "to_ci", "to_ccb_id"], "Int64"),
    **dict.fromkeys(["has_sdp", "srtp"], "boolean"),
}
"""What is not text among the columns of a message's text, also when a file has none of it."""

_MESSAGE_TEXT = ("raw_offset", "raw_length", *SIP_COLUMNS)
_NUMBERS = ("record", "seq", "sub", "line", "offset", "length")


def event_frames(scans: Sequence[MemberScan]) -> dict[str, pd.DataFrame]:
    """One frame a family, every family included, rows in order of time within each process life.

    Files of one life follow each other by FileNumber, whatever their names; records of a file keep its order.

    Columns: the family's own, and ``life`` (one run of CallManager on one node: the scope of indexes and
    sequence numbers), ``node, epoch, member, record, seq, sub, time, time_local, line, offset, length``.
    """
    ordered = sorted(scans, key=_place_in_life)
    return {name: _family_frame(name, ordered) for name in families()}


def _place_in_life(scan: MemberScan) -> tuple[str, int, str]:
    member = scan.member
    return (life_of(member), member.get("file_number") or 0, member["member"])


def life_of(member: Mapping[str, Any]) -> str:
    """The name of a process life: node and start time; a file that tells neither is a life of its own."""
    if member.get("epoch") is not None:
        start = "".join(char for char in str(member["epoch"]) if char.isdigit())
        return f"{member.get('node')}-{start}"
    node = member.get("node")
    return f"{'x' if node is None else node}-{zlib.crc32(member['member'].encode()):08x}"


def _family_frame(name: str, scans: Sequence[MemberScan]) -> pd.DataFrame:
    found = [scan for scan in scans if name in scan.events]
    own = families()[name].columns
    told = [*(column for column in own if column != RAW), *(_MESSAGE_TEXT if RAW in own else ()), *_NUMBERS]
    columns: dict[str, Any] = {}
    for column in dict.fromkeys(told):
        columns[column] = _gather(found, name, column)
    for column, values in (
        ("life", life_of),
        ("node", _get("node")),
        ("epoch", _get("epoch")),
        ("member", _get("member")),
    ):
        if column in columns and column != "member":
            columns[f"stated_{column}"] = columns[column]
        columns[column] = _repeat(found, name, values)
    frame = pd.DataFrame({key: _typed(key, values) for key, values in columns.items()})
    frame["time"], frame["time_local"], frame["ms_of_life"] = _times(name, found)
    return frame


def _times(name: str, found: Sequence[MemberScan]) -> tuple[pd.Series[Any], pd.Series[Any], pd.Series[Any]]:
    """Instants, the node's own clock in words, and as milliseconds for comparing records of one life."""
    utc: list[Any] = [np.zeros(0, dtype=np.int64)]
    own: list[Any] = [np.zeros(0, dtype=np.int64)]
    local: list[str] = []
    for scan in found:
        clock = Clock(None, scan.member.get("utc_offset_minutes"))
        columns = scan.events[name]
        days, ms = np.asarray(columns["day"]), np.asarray(columns["ms"])
        utc.append(clock.utc(days, ms))
        own.append(np.where(days == NO_TIME, ms, days * DAY_MS + ms))
        local += clock.local(days, ms)
    return instants(np.concatenate(utc)), pd.Series(local, dtype="str"), pd.Series(np.concatenate(own))


def _gather(found: Sequence[MemberScan], name: str, column: str) -> Any:
    """A column of all files: an array where all values are numbers, else of Arrow."""
    values = [scan.events[name].get(column) for scan in found]
    if column in _NUMBERS and not values:
        return np.zeros(0, dtype=np.int64)
    arrays = [value for value in values if isinstance(value, np.ndarray)]
    if arrays and len(arrays) == len(values):
        return np.concatenate(arrays)
    columns = [
        nulls(_rows(scan, name)) if value is None else value
        for value, scan in zip(values, found, strict=True)
    ]
    return chunked(columns, _arrow_type(name, column))


def _rows(scan: MemberScan, name: str) -> int:
    return len(scan.events[name]["record"])


def _get(column: str) -> Any:
    return lambda member: member.get(column)


def _repeat(found: Sequence[MemberScan], name: str, value: Any) -> pa.Array:
    """What a file says of itself, in each row that comes from it."""
    told = pa.array([value(scan.member) for scan in found])
    rows = np.repeat(np.arange(len(found)), [_rows(scan, name) for scan in found])
    return pa.chunked_array([told.take(pa.array(rows, pa.int64()))])


def _arrow_type(name: str, column: str) -> pa.DataType:
    """The type of a column, also where no value is known."""
    if column in _SIP_TYPES and RAW in families()[name].columns:
        return pa.bool_() if _SIP_TYPES[column] == "boolean" else pa.int64()
    types = {plan.types[column] for plan in families()[name].plans.values() if column in plan.types}
    return pa.int64() if types == {"int"} else pa.string()


def _typed(column: str, values: Any) -> pd.Series[Any]:
    if isinstance(values, np.ndarray):
        if column in ("seq", "sub"):
            return pd.Series(pd.arrays.IntegerArray(values, values < 0))
        return pd.Series(values)
    return arrow_series(values, _OWN.get(column))
