"""``tracekit tables``: every table as a file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracekit.cli.inputs import INPUT_HELP, inputs_argument, read

if TYPE_CHECKING:
    import pandas as pd

EPILOG = """\b
Examples:
  tracekit tables case123.zip -o tables --format parquet
  tracekit tables case123.zip -o tables --format jsonl
"""

Writer = Callable[[str, "pd.DataFrame", Path], None]


@click.command(help=f"Write all tables into a folder, one file each.\n\n{INPUT_HELP}", epilog=EPILOG)
@inputs_argument
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder to write to.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    default="jsonl",
    show_default=True,
    help="JSON lines, CSV for spreadsheets, or Parquet.",
)
def tables(inputs: tuple[str, ...], output: str, form: str) -> int:
    """Writes the files, all of them or none."""
    from tracekit.cli.terminal import say
    from tracekit.cli.unfinished import unfinished
    from tracekit.visible import visible

    writer: Writer = {"jsonl": _write_jsonl, "csv": _write_csv, "parquet": _write_parquet}[form]
    with read(inputs) as found:
        frames = found.traces.tables
        with unfinished(Path(output)) as place:
            for name, frame in frames.items():
                writer(name, frame, place / f"{name}.{form}")
        for name, frame in frames.items():
            say(visible(f"{Path(output) / name}.{form}  {len(frame):,} rows") + "\n")
    return found.exit_code


def _write_jsonl(table: str, frame: "pd.DataFrame", path: Path) -> None:
    from tracekit.cli.rows import json_lines

    _write_lines(json_lines(table, frame), path)


def _write_csv(table: str, frame: "pd.DataFrame", path: Path) -> None:
    from tracekit.cli.rows import csv_lines

    _write_lines(csv_lines(table, frame), path)


def _write_lines(lines: Iterator[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(lines)


def _write_parquet(table: str, frame: "pd.DataFrame", path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from tracekit.tables.schema import TABLES

    types = {
        "text": pa.string(), "int": pa.int64(), "float": pa.float64(), "flag": pa.bool_(),
        "time": pa.timestamp("ms", tz="UTC"), "list": pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema([(name, types[column.type]) for name, column in TABLES[table].columns.items()])
    pq.write_table(pa.Table.from_pandas(frame, schema=schema, preserve_index=False), path, compression="zstd")
