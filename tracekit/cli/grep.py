"""``tracekit grep``: the calls of a number."""

import click

from tracekit.cli.inputs import INPUT_HELP, inputs_argument, limits, read

NOTHING_FOUND = 1
WHOLE_LINES = 1_000_000
"""Columns: a terminal wraps what is too long, but a Call-ID that is cut is of no use."""

EPILOG = """\b
Examples:
  tracekit grep 1018 case123.zip
  tracekit grep +4930123456 node1/ node2/
  tracekit grep 1018 case123.zip --raw > records.txt
  tracekit grep SEP0011AABB0001 case123.zip --all-records
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
@click.option(
    "--all-records",
    is_flag=True,
    help="Print every record that holds NUMBER as a word, whole, call or no call.",
)
def grep(number: str, inputs: tuple[str, ...], raw: bool, all_records: bool) -> int:
    """Prints one block per call, or the records of all of them, or every record that holds the text."""
    if all_records:
        return _records(number, inputs)
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


def _records(text: str, inputs: tuple[str, ...]) -> int:
    """Every record that holds the text, as it stands in the files; nothing heavy is imported for it."""
    from tracekit.archive import find_members
    from tracekit.cli.terminal import can_show_unicode, say, tell
    from tracekit.search import search
    from tracekit.visible import visible

    ascii_only = not can_show_unicode()
    found = 0
    lifted = limits()
    for hits in search(find_members(inputs, lifted), text.encode(), lifted):
        for hit in hits:
            found += 1
            say(visible(hit.text.decode("utf-8", "replace"), keep="\n\t\r", ascii_only=ascii_only))
    if not found:
        tell(f"no record holds {visible(text)}")
    return 0 if found else NOTHING_FOUND
