"""``tracekit calls``: one line per call."""

import sys
from typing import TYPE_CHECKING

import click

from tracekit.cli.colour import colour_option
from tracekit.cli.inputs import INPUT_HELP, inputs_argument, read

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from tracekit.api import TraceSet
    from tracekit.ladder import WindowEnd

EPILOG = """\b
Examples:
  tracekit calls case123.zip
  tracekit calls case123.zip --from 16:55 --to 17:00
  tracekit calls case123.zip --outcome failed --outcome rejected
  tracekit calls case123.zip --json | jq 'select(.cause == 47)'
  tracekit calls case123.zip --csv > calls.csv
"""

OUTCOMES = ("answered", "busy", "no answer", "rejected", "cancelled", "failed", "in progress")


def _clock(context: click.Context, option: click.Parameter, text: str | None) -> "WindowEnd | None":
    from tracekit.ladder import read_window_end

    try:
        return None if text is None else read_window_end(text)
    except ValueError as error:
        raise click.BadParameter(str(error), context, option) from None


@click.command(
    help=f"List the calls, one line each; times are those of the node's own clock.\n\n{INPUT_HELP}",
    epilog=EPILOG,
)
@inputs_argument
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, all columns, times in UTC.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV with a header, all columns, times in UTC.")
@click.option(
    "--from",
    "first",
    callback=_clock,
    metavar="TIME",
    help="Calls that were up at this time or later, by the node's clock: [DATE] HH:MM[:SS[.mmm]].",
)
@click.option("--to", "last", callback=_clock, metavar="TIME", help="Calls that had begun by this time.")
@click.option(
    "--outcome", "outcomes", type=click.Choice(OUTCOMES), multiple=True, help="Only these; repeatable."
)
@colour_option
def calls(
    inputs: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
    first: "WindowEnd | None",
    last: "WindowEnd | None",
    outcomes: tuple[str, ...],
    colour: str,
) -> int:
    """Prints the calls table."""
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other.")
    with read(inputs) as found:
        kept = _wanted(found.traces, first, last, outcomes)
        if as_json or as_csv:
            _print_data(kept, as_json)
        else:
            _print_lines(kept, found.traces, colour)
    return found.exit_code


def _wanted(
    traces: "TraceSet", first: "WindowEnd | None", last: "WindowEnd | None", outcomes: tuple[str, ...]
) -> "pd.DataFrame":
    """The rows that are asked for; what cannot be judged is left out and said."""
    from tracekit.cli.terminal import tell
    from tracekit.query import up_between

    kept = traces.calls
    if outcomes:
        kept = kept[kept["outcome"].isin(outcomes)]
    if first is not None or last is not None:
        undated = int(kept["started"].isna().sum())
        if undated:
            tell(f"{undated} calls left out: the trace does not tell their date and zone" if undated > 1
                 else "1 call left out: the trace does not tell its date and zone")  # fmt: skip
        kept = kept[up_between(kept, traces.members, _end(first), _end(last))]
    if len(kept) < len(traces.calls):
        tell(f"{len(kept)} of {len(traces.calls)} calls")
    return kept.reset_index(drop=True)


def _end(end: "WindowEnd | None") -> "tuple[date | None, int] | None":
    return None if end is None else (end.day, end.time_ms)


def _print_data(kept: "pd.DataFrame", as_json: bool) -> None:
    from tracekit.cli.rows import csv_lines, json_lines
    from tracekit.cli.terminal import say
    from tracekit.text import visible

    for line in json_lines("calls", kept) if as_json else csv_lines("calls", kept, visible):
        say(line)


def _print_lines(kept: "pd.DataFrame", traces: "TraceSet", colour: str) -> None:
    from tracekit.cli.colour import paint_for
    from tracekit.cli.terminal import can_show_unicode, say, width
    from tracekit.text import render_calls

    columns = width() if sys.stdout.isatty() else None
    say(render_calls(kept, columns, can_show_unicode(), traces.members, paint_for(colour)))
