"""``tracekit ladder``: the ladder of one call."""

import click

from tracekit.cli.inputs import INPUT_HELP, inputs_argument, read

EPILOG = """\b
Examples:
  tracekit calls case123.zip
  tracekit ladder CALL case123.zip | less -S
"""


@click.command(
    help=f"Draw the ladder of CALL, an id as listed by `tracekit calls`.\n\n{INPUT_HELP}", epilog=EPILOG
)
@click.argument("call")
@inputs_argument
@click.option(
    "--format", "form", type=click.Choice(["text"]), default="text", show_default=True, help="How to draw."
)
def ladder(call: str, inputs: tuple[str, ...], form: str) -> int:
    """Prints the ladder."""
    from tracekit.cli.terminal import can_show_unicode, say, width
    from tracekit.text import render_ladder

    with read(inputs) as found:
        if not (found.traces.calls["call"] == call).any():
            raise click.UsageError(f"There is no call {call!r} in it; `tracekit calls` lists them.")
        say(render_ladder(found.traces.call(call).ladder(), width(), can_show_unicode()))
    return found.exit_code
