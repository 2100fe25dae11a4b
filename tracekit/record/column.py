"""One column of what many records say: Arrow inside, Python values where somebody looks at single ones.

Arrow is imported where the first column is made: a start, and input without records, does without it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Union, overload

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Value = str | int | bool | None


class Column(Sequence[Value]):
    """Texts, whole numbers or flags, null where unknown.

    Reads as a sequence of Python values; ``arrow`` has them without an object each, so a column is cheap to
    hand to another process and to make a frame of.
    """

    __slots__ = ("arrow",)

    def __init__(self, arrow: "pa.Array") -> None:
        self.arrow = arrow

    def __len__(self) -> int:
        return len(self.arrow)

    def __iter__(self) -> Iterator[Value]:
        return iter(self.arrow.to_pylist())

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> "Column": ...
    def __getitem__(self, at: int | slice) -> Union[Value, "Column"]:
        if isinstance(at, slice):
            return Column(self.arrow[at])
        value: Value = self.arrow[at].as_py()
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type["Column"], tuple["pa.Array"]]:
        return Column, (self.arrow,)

    def take(self, rows: NDArray[np.int64]) -> "Column":
        """The values of some rows, in their order."""
        import pyarrow as pa

        return Column(self.arrow.take(pa.array(rows)))


def as_column(values: Sequence[Value]) -> Column:
    """Python values as a column; one that is nothing but nulls fits any other."""
    import pyarrow as pa

    return values if isinstance(values, Column) else Column(pa.array(values))


def nulls(rows: int) -> Column:
    """Nothing known."""
    import pyarrow as pa

    return Column(pa.nulls(rows))


def concatenated(columns: Sequence[Column]) -> Column:
    """Columns of one type, or of nulls, behind one another."""
    import pyarrow as pa

    return Column(pa.concat_arrays(_alike([one.arrow for one in columns])))


def chunked(columns: Sequence[Column], usual: "pa.DataType") -> "pa.ChunkedArray":
    """The same without a copy; of type ``usual`` when no value is known."""
    import pyarrow as pa

    arrays = _alike([one.arrow for one in columns])
    kind = arrays[0].type if arrays else usual
    if pa.types.is_null(kind):
        return pa.chunked_array([array.cast(usual) for array in arrays], usual)
    return pa.chunked_array(arrays, kind)


def _alike(arrays: "list[pa.Array]") -> "list[pa.Array]":
    import pyarrow as pa

    kinds = {array.type for array in arrays if not pa.types.is_null(array.type)}
    if not kinds:
        return arrays
    kind = kinds.pop() if len(kinds) == 1 else pa.string()
    return [array if array.type == kind else array.cast(kind) for array in arrays]
