"""Every table has exactly its columns, in order and of their types, whatever it is given."""

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import tracekit
from tests.record.built import HEAD, file, record
from tracekit.clock import NO_TIME
from tracekit.tables.frame import instants, series, table_frame
from tracekit.tables.schema import TABLES, Column

PAIR = "LBMIF: CI: {0} ASSOC {0}"
TYPES = {
    "text": "str",
    "int": "Int64",
    "float": "Float64",
    "flag": "boolean",
    "time": "datetime64[ms, UTC]",
    "list": "object",
}
VALUES: dict[str, list[Any]] = {
    "text": ["a", None],
    "int": [1, None],
    "float": [1.5, None],
    "flag": [True, None],
    "time": [1_772_425_369_350, None],
    "list": [["a", "b"], None],
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("rows", [0, 1, 3])
def test_without_columns_all_is_null_and_typed(name: str, rows: int) -> None:
    some = next(iter(TABLES[name].columns))
    frame = table_frame(name, {some: [None] * rows})
    assert_shape(name, frame, rows)
    assert frame.isna().all(axis=None)


@pytest.mark.parametrize("name", TABLES)
def test_values_keep_their_types(name: str) -> None:
    given = {column: VALUES[schema.type] for column, schema in TABLES[name].columns.items()}
    frame = table_frame(name, given)
    assert_shape(name, frame, 2)
    assert frame.iloc[1].isna().all() and frame.iloc[0].notna().all()
    assert_shape(name, table_frame(name, frame), 2)
    assert_shape(name, table_frame(name, frame.iloc[1:]), 1)
    assert_shape(name, table_frame(name, frame.iloc[:0]), 0)


@pytest.mark.parametrize("name", TABLES)
def test_what_the_table_does_not_have_is_left_out(name: str) -> None:
    assert_shape(name, table_frame(name, {"not a column": ["x"]}), 1)


@pytest.mark.parametrize("rows", [0, 2])
def test_rows_of_frames_of_both_kinds_are_one_table(rows: int) -> None:
    empty, full = table_frame("legs", {"ci": []}), table_frame("legs", {"ci": [5] * rows})
    assert_shape("legs", pd.concat([full, empty], ignore_index=True), rows)


def test_instants() -> None:
    found = instants([1_772_425_369_350, None, NO_TIME, 0])
    assert str(found.dtype) == TYPES["time"]
    assert found.isna().tolist() == [False, True, True, False]
    assert found[0] == dt.datetime(2026, 3, 2, 4, 22, 49, 350_000, dt.UTC)
    assert found[3] == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "values",
    [
        [dt.datetime(2026, 3, 2, tzinfo=dt.UTC), None],
        [pd.Timestamp("2026-03-02T05:30+05:30"), pd.NaT],
        pd.Series(pd.to_datetime(["2026-03-02T00:00Z", "NaT"])),
        pd.Series([1_772_409_600_000, None], dtype="Int64", index=[7, 9]),
        [1_772_409_600_000, NO_TIME],
    ],
    ids=["datetime", "timestamp", "series", "milliseconds", "no time"],
)
def test_an_instant_may_come_in_any_shape(values: Any) -> None:
    found = series(values, Column("time", "when"))
    assert str(found.dtype) == TYPES["time"]
    assert found.index.tolist() == [0, 1]
    assert found[0] == dt.datetime(2026, 3, 2, tzinfo=dt.UTC) and found.isna().tolist() == [False, True]


def test_the_largest_number_that_fits() -> None:
    assert series([2**63 - 1, -(2**63)], Column("int", "n")).tolist() == [2**63 - 1, -(2**63)]


@pytest.mark.parametrize("number", [str(2**63), "9" * 30, "9" * 5000], ids=len)
def test_a_number_that_no_column_holds_is_unknown(number: str, tmp_path: Path) -> None:
    """RFC 4475 has such a CSeq: one of them must not take the whole table down."""
    where = (
        f"SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 10.10.96.7 on port {number} index {number}"
    )
    text = f"BYE sip:a@b SIP/2.0\r\nCSeq: {number} BYE\r\nTo: <sip:x@y>;tag=1~2-{number}\r\n"
    lines = (
        HEAD,
        record(1, f"{where} with {number} bytes:\n[{number},NET]\n{text}"),
        record(2, PAIR.format(number)),
    )
    path = tmp_path / "SDL.txt"
    path.write_bytes(file(*lines))
    messages = tracekit.open(path).messages
    assert messages[["cseq", "conn_idx", "remote_port", "net_no", "ci"]].isna().all(axis=None)
    assert messages["label"].tolist() == ["BYE"]


def test_every_table_and_column_says_what_it_is() -> None:
    silent = [name for name, table in TABLES.items() if not table.sentence]
    silent += [
        f"{name}.{column}" for name, t in TABLES.items() for column, c in t.columns.items() if not c.sentence
    ]
    assert not silent


def test_a_column_name_has_one_type_in_all_tables() -> None:
    """But for a file's first and last record: a node's own clock, which may not be known in UTC."""
    types: dict[str, set[str]] = {}
    for table in TABLES.values():
        for name, column in table.columns.items():
            types.setdefault(name, set()).add(column.type)
    two = {name: sorted(found) for name, found in types.items() if len(found) > 1}
    assert set(two) == {"first_time", "last_time"}


def assert_shape(name: str, frame: pd.DataFrame, rows: int) -> None:
    columns = TABLES[name].columns
    assert list(frame.columns) == list(columns) and len(frame) == rows
    assert {column: str(type_) for column, type_ in frame.dtypes.items()} == {
        column: TYPES[schema.type] for column, schema in columns.items()
    }
    assert frame.index.tolist() == list(range(rows))
