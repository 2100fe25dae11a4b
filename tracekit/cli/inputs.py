"""INPUT… of a command: opened with a progress bar, and accounted for at the end."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tracekit.api import Expectations, TraceSet
    from tracekit.archive import Limits

Command = TypeVar("Command", bound=Callable[..., Any])

INPUT_HELP = """INPUT is any number of RTMT collections (folders or .zip), .txt, .gz and .gzo trace files,
pasted excerpts, or - for standard input. What a file is, its content tells, not its name."""


_NO_LIMITS = "tracekit.no_limits"
LOSSES, NOTHING_FOUND = 3, 1


def inputs_argument(command: Command) -> Command:
    """Adds INPUT… to a command, and the option that lifts the safety limits on archives."""
    option = click.option(
        "--no-limits",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="Read archives that a safety limit refuses (size, ratio, count). Only for input you trust.",
    )
    return click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")(option(command))


def _remember(context: click.Context, _: click.Parameter, lifted: bool) -> None:
    context.meta[_NO_LIMITS] = lifted


def limits() -> "Limits":
    """The limits on archives that the command's options ask for."""
    from tracekit.archive import Limits

    return Limits.lifted() if click.get_current_context().meta[_NO_LIMITS] else Limits()


@dataclass
class Read:
    """The traces of a command, and after its end the exit code that tells of losses."""

    traces: "TraceSet"
    exit_code: int = 0
    nothing: str = ""
    """Set by a command that looked for something and found none: what there is not."""


@contextmanager
def read(inputs: Sequence[str], expected: "Expectations | None" = None) -> Iterator[Read]:
    """Reads all inputs; at the end prints what became of them.

    ``expected``: what verdicts on TLS are held against. Raises NoInput when there is no trace in them.
    """
    import tracekit
    from tracekit.accounting import account, require_traces
    from tracekit.cli.progress import ProgressBar
    from tracekit.cli.terminal import tell
    from tracekit.errors import REFUSED
    from tracekit.secrets import without_secrets

    with ProgressBar() as progress:
        more: dict[str, Any] = {} if expected is None else {"expected": expected}
        traces = tracekit.open(*inputs, progress=progress, limits=limits(), **more)
        members = traces.members
    require_traces(members, inputs)
    found = Read(traces)
    yield found
    told = account(members, traces.problems, inputs, traces.coverage, traces.unparsed)
    for line in told.lines:
        tell(without_secrets(line))
    found.exit_code = REFUSED if told.refused else LOSSES if told.losses else 0
    if found.nothing:
        tell(found.nothing + (", but not everything was read" if found.exit_code else ""))
        found.exit_code = NOTHING_FOUND
    elif found.exit_code:
        tell(f"result complete with losses (exit {found.exit_code})")
