"""Looking up what is not there gives null, of whatever type."""

import pandas as pd
import pytest

from tracekit.correlate.join import first_of, latest_before, look_up, shaped


@pytest.mark.parametrize("dtype", ["bool", "boolean", "int64", "Int64", "str", "datetime64[ms, UTC]"])
def test_an_empty_lookup_knows_nothing(dtype: str) -> None:
    frame = pd.DataFrame({"member": ["a", "b"], "seq": [1, 2]})
    empty = pd.Series([], dtype=dtype, index=pd.MultiIndex.from_arrays([[], []]))
    assert look_up(frame, ["member", "seq"], empty).isna().all()


def test_a_null_key_finds_nothing() -> None:
    frame = pd.DataFrame({"ci": pd.array([7, None], dtype="Int64")})
    values = pd.Series(["leg"], index=pd.Index([7], dtype="Int64"))
    found = look_up(frame, ["ci"], values)
    assert found[0] == "leg" and pd.isna(found[1])


def test_the_first_known_value_counts() -> None:
    frame = pd.DataFrame({"key": ["a", "a", "b"], "value": pd.Series([None, "x", None], dtype="str")})
    assert first_of(frame, ["key"], "value").to_dict() == {"a": "x"}


def test_nearest_before_and_after_within_the_limit() -> None:
    left = pd.DataFrame({"life": ["n", "n"], "ms_of_life": [1000, 9000]})
    right = pd.DataFrame({"life": ["n", "n"], "ms_of_life": [900, 1100], "what": ["before", "after"]})
    assert latest_before(left, right, ["life"], ["what"], 500)["what"].tolist()[0] == "before"
    assert latest_before(left, right, ["life"], ["what"], 500, after=True)["what"].tolist()[0] == "after"
    assert pd.isna(latest_before(left, right, ["life"], ["what"], 500)["what"].tolist()[1])


def test_a_shape_has_its_types_even_when_all_is_null() -> None:
    shape = shaped(pd.DataFrame({"a": ["1"]}), {"a": "str", "t": "datetime64[ms, UTC]", "n": "Int64"})
    assert list(map(str, shape.dtypes)) == ["str", "datetime64[ms, UTC]", "Int64"]


def test_values_whose_key_is_null_in_part_belong_to_nobody() -> None:
    frame = pd.DataFrame({"member": ["a", "b"], "seq": pd.array([1, None], dtype="Int64")})
    keys = pd.DataFrame({"member": ["a", "a", "b"], "seq": pd.array([None, 1, None], dtype="Int64")})
    values = pd.Series(["x", "y", "z"], index=pd.MultiIndex.from_frame(keys))
    found = look_up(frame, ["member", "seq"], values)
    assert found[0] == "y" and pd.isna(found[1])
