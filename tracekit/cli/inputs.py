"""INPUT… of a command: opened with a progress bar, and accounted for at the end."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tracekit.api import TraceSet

Command = TypeVar("Command", bound=Callable[..., Any])

INPUT_HELP = """INPUT is any number of RTMT collections (folders or .zip), .txt, .gz and .gzo trace files,
pasted excerpts, or - for standard input. What a file is, its content tells, not its name."""


def inputs_argument(command: Command) -> Command:
    """Adds INPUT… to a command."""
    return click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")(command)


@dataclass
class Read:
    """The traces of a command, and after its end the exit code that tells of losses."""

    traces: "TraceSet"
    exit_code: int = 0


@contextmanager
def read(inputs: Sequence[str]) -> Iterator[Read]:
    """Reads all inputs; at the end prints what became of them.

    Raises NoInput when there is no trace in them.
    """
    import tracekit
    from tracekit.accounting import LOSSES, account, require_traces
    from tracekit.cli.progress import ProgressBar
    from tracekit.cli.terminal import tell
    from tracekit.text import without_secrets

    with ProgressBar() as progress:
        traces = tracekit.open(*inputs, progress=progress)
        members = traces.members
    require_traces(members, inputs)
    found = Read(traces)
    yield found
    told = account(members, traces.problems, inputs, traces.coverage, traces.unparsed)
    for line in told.lines:
        tell(without_secrets(line))
    if told.losses:
        tell(f"result complete with losses (exit {LOSSES})")
        found.exit_code = LOSSES
