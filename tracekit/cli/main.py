"""The ``tracekit`` command: its sub-commands, and the console script."""

import sys
import warnings

import click

from tracekit import __version__
from tracekit.cli.calls import calls
from tracekit.cli.families import families
from tracekit.cli.findings import findings
from tracekit.cli.grep import grep
from tracekit.cli.ladder import ladder
from tracekit.cli.outcome import outcome
from tracekit.cli.report import report
from tracekit.cli.serve import serve
from tracekit.cli.tables import tables
from tracekit.cli.terminal import never_fail_on_a_character
from tracekit.cli.tls import tls

COMMANDS = (report, grep, calls, ladder, tls, tables, serve, families, findings)

EPILOG = """\b
Exit codes:
  0 complete (grep: found)     4 no usable input
  1 grep found nothing         5 output or resource failure
  2 usage                      6 refused by a safety limit
  3 result written, but with   70 a bug of tracekit
    losses that are listed     130 interrupted
"""


class InOrder(click.Group):
    """Commands in the order in which one comes to need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="tracekit %(version)s")
def tracekit() -> None:
    """Turn Cisco Unified Communications Manager traces into the call that happened."""


for command in COMMANDS:
    tracekit.add_command(command)


def run() -> None:
    """The console script: runs the command line and ends the process with its exit code."""
    never_fail_on_a_character()
    warnings.simplefilter("ignore")
    sys.exit(outcome(lambda: tracekit.main(prog_name="tracekit", standalone_mode=False)))
