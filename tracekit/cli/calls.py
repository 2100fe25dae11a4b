"""``tracekit calls``: one line per call."""

import click

from tracekit.cli.inputs import INPUT_HELP, inputs_argument, read

EPILOG = """\b
Examples:
  tracekit calls case123.zip
  tracekit calls case123.zip --json | jq 'select(.outcome == "failed")'
  tracekit calls case123.zip --csv > calls.csv
"""


@click.command(help=f"List the calls, one line each.\n\n{INPUT_HELP}", epilog=EPILOG)
@inputs_argument
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, all columns.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV with a header, all columns.")
def calls(inputs: tuple[str, ...], as_json: bool, as_csv: bool) -> int:
    """Prints the calls table."""
    from tracekit.cli.rows import csv_lines, json_lines
    from tracekit.cli.terminal import can_show_unicode, say
    from tracekit.text import render_calls, visible

    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other.")
    with read(inputs) as found:
        table = found.traces.calls
        if as_json:
            say("".join(json_lines("calls", table)))
        elif as_csv:
            say("".join(csv_lines("calls", table, visible)))
        else:
            say(render_calls(table, unicode=can_show_unicode()))
    return found.exit_code
