"""A column reads like a list of Python values, and keeps its values on its way to another process."""

import pickle

import numpy as np
import pyarrow as pa
import pytest

from tracekit.record.column import Value, as_column, chunked, concatenated, nulls

VALUES: list[list[Value]] = [["a", None, "Ü"], [1, None, 2**40], [True, False, None], [None, None], []]


@pytest.mark.parametrize("values", VALUES, ids=str)
def test_reads_like_a_list(values: list[Value]) -> None:
    column = as_column(values)
    assert (len(column), list(column)) == (len(values), values)
    assert [column[at] for at in range(len(values))] == values
    assert column[1:] == values[1:]
    assert pickle.loads(pickle.dumps(column)) == values
    assert column.take(np.arange(len(values))[::-1].copy()) == values[::-1]


def test_nulls_take_the_type_of_what_they_stand_beside() -> None:
    assert concatenated([nulls(2), as_column([7]), nulls(1)]) == [None, None, 7, None]
    assert chunked([nulls(1), as_column([7])], pa.string()).type == pa.int64()
    assert chunked([nulls(1)], pa.string()).type == pa.string()
    assert chunked([], pa.string()).to_pylist() == []
