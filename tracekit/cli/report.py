"""``tracekit report``: one HTML page."""

from pathlib import Path

import click

from tracekit.cli.inputs import INPUT_HELP, inputs_argument, read

EPILOG = """\b
Examples:
  tracekit report case123.zip
  tracekit report node1/ node2/ -o call.html
"""


@click.command(
    help=f"Write one self-contained HTML report that opens offline.\n\n{INPUT_HELP}", epilog=EPILOG
)
@inputs_argument
@click.option(
    "-o", "--output", metavar="FILE", default="report.html", show_default=True, help="The page to write."
)
def report(inputs: tuple[str, ...], output: str) -> int:
    """Writes the page, or leaves an older one as it is."""
    from tracekit import __version__
    from tracekit.cli.terminal import say
    from tracekit.errors import OutputFailed
    from tracekit.report import write_report
    from tracekit.visible import visible

    target = Path(output)
    if target.exists() and not target.is_file():
        what = "is a folder" if target.is_dir() else "is a device or pipe"
        raise OutputFailed(f"{target} {what} – nothing was written – give the name of a file with -o")
    with read(inputs) as found:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_report(
            found.traces,
            target,
            title=", ".join(Path(name).name or name for name in inputs),
            tool_version=__version__,
        )
    say(visible(output) + "\n")
    return found.exit_code
