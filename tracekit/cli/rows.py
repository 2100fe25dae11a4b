"""Tables as JSON lines and CSV."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tracekit.tables.schema import TABLES, Column

if TYPE_CHECKING:
    import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the start of a formula, full width too (OWASP, CSV injection)."""

_AFTER_SEMICOLON = re.compile(r";(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where Excel in a country that writes `0,5` starts another cell."""

_encode = json.JSONEncoder(allow_nan=False, separators=(", ", ": ")).encode


def json_lines(table: str, frame: "pd.DataFrame") -> Iterator[str]:
    """One JSON object a row, keys in the order of the schema and then the frame's own, each with a line feed.

    Null stays, instants are UTC ISO-8601 with milliseconds and ``Z``, lists are arrays. ASCII only: whatever
    a trace holds, a terminal shows it as an escape.
    """
    return map(json_text, _objects(table, frame))


def json_objects(table: str, frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """Each row as the object that ``json_lines`` writes."""
    return list(_objects(table, frame))


def _objects(table: str, frame: "pd.DataFrame") -> Iterator[dict[str, Any]]:
    names, columns = _values(table, frame)
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def json_text(told: dict[str, Any]) -> str:
    """An object on a line of its own."""
    return _encode(told).replace("\x7f", "\\u007f") + "\n"


def csv_lines(table: str, frame: "pd.DataFrame", show: Callable[[str], str] = str) -> Iterator[str]:
    """The header and one line a row; null is an empty cell, items of a list are parted by ``; ``.

    Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers. ``show``
    is applied to every text, to make it fit for a terminal.
    """
    names, columns = _values(table, frame)
    yield _csv_line(names)
    for row in zip(*columns, strict=True):
        yield _csv_line([_cell(value, show) for value in row])


def _csv_line(cells: Sequence[Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)  # with its own line end: then it quotes a lone carriage return too
    return line.getvalue().removesuffix("\r\n") + "\n"


def _cell(value: Any, show: Callable[[str], str]) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = show("; ".join(map(str, value)) if isinstance(value, list) else value)
    text = _AFTER_SEMICOLON.sub(";'", text)
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _values(table: str, frame: "pd.DataFrame") -> tuple[list[str], list[list[Any]]]:
    schema = TABLES[table].columns
    names = [*schema, *(str(column) for column in frame.columns if column not in schema)]
    return names, [_column(frame[name], schema.get(name)) for name in names]


def _column(values: "pd.Series[Any]", column: Column | None) -> list[Any]:
    """Plain Python values, None for null."""
    import numpy as np

    unknown = values.isna().tolist()
    if column is not None and column.type == "time":
        texts = np.datetime_as_string(values.dt.tz_localize(None).to_numpy(dtype="datetime64[ms]"))
        return [None if null else f"{text}Z" for null, text in zip(unknown, texts.tolist(), strict=True)]
    return [None if null else _plain(value) for null, value in zip(unknown, values.tolist(), strict=True)]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else value
