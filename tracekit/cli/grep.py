"""``tracekit grep``: the calls of a number."""

import click

from tracekit.cli.inputs import INPUT_HELP, inputs_argument, read

NOTHING_FOUND = 1
WHOLE_LINES = 1_000_000
"""Columns: a terminal wraps what is too long, but a Call-ID that is cut is of no use."""

EPILOG = """\b
Examples:
  tracekit grep 1018 case123.zip
  tracekit grep +4930123456 node1/ node2/
  tracekit grep 1018 case123.zip --raw > records.txt
"""


@click.command(
    help=f"""Show the calls in which NUMBER takes part in any role.

Dialled, digit by digit, translated, transferred to, hunted or recorded; one block per call. The exit code is
1 when there is none.

{INPUT_HELP}""",
    epilog=EPILOG,
)
@click.argument("number")
@inputs_argument
@click.option("--raw", is_flag=True, help="Print the trace records of those calls.")
def grep(number: str, inputs: tuple[str, ...], raw: bool) -> int:
    """Prints one block per call, or the records of all of them."""
    from tracekit.cli.terminal import can_show_unicode, say, tell
    from tracekit.text import render_call_block, visible, without_secrets

    unicode = can_show_unicode()
    with read(inputs) as found:
        calls = found.traces.calls_of(number)
        for position, call in enumerate(calls):
            if raw:
                say(
                    visible(without_secrets(call.raw()), keep="\n\t", ascii_only=not unicode).rstrip("\n")
                    + "\n"
                )
                continue
            say("\n" if position else "")
            say(render_call_block(call.call, found.traces, WHOLE_LINES, unicode))
            say(f"  messages: {len(call.messages)}\n")
    if not calls:
        tell(f"no call of {visible(number)}")
        return NOTHING_FOUND
    return found.exit_code
