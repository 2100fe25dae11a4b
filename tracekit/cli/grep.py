"""``tracekit grep``: the calls of a number."""

import click

from tracekit.cli.inputs import INPUT_HELP, LOSSES, NOTHING_FOUND, inputs_argument, limits, read

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
    if not number.strip():
        raise click.UsageError("NUMBER is empty")
    if all_records:
        return _records(number, inputs)
    from tracekit.cli.terminal import can_show_unicode, say
    from tracekit.text import render_call_block
    from tracekit.visible import visible

    unicode = can_show_unicode()
    with read(inputs) as found:
        calls = found.traces.calls_of(number)
        found.nothing = "" if calls else f"no call of {visible(number)}"
        for position, call in enumerate(calls):
            if raw:
                say(_shown(call.raw()).rstrip("\n") + "\n")
                continue
            say("\n" if position else "")
            say(render_call_block(call.call, found.traces, WHOLE_LINES, unicode))
            say(f"  messages: {len(call.messages)}\n")
    return found.exit_code


def _shown(text: str) -> str:
    """Trace text for a terminal or a pipe: secrets out, line ends made one kind, all else made visible."""
    from tracekit.cli.terminal import can_show_unicode
    from tracekit.secrets import without_secrets
    from tracekit.visible import visible

    lines = without_secrets(text.replace("\r\n", "\n"))
    return visible(lines, keep="\n\t", ascii_only=not can_show_unicode())


def _records(text: str, inputs: tuple[str, ...]) -> int:
    """Every record that holds the text, whole; nothing heavy is imported for it."""
    from tracekit.archive import find_members
    from tracekit.cli.terminal import say, tell
    from tracekit.errors import REFUSED, NoInput
    from tracekit.search import search
    from tracekit.visible import visible

    hits = losses = traces = refused = 0
    lifted = limits()
    for found in search(find_members(inputs, lifted), text.encode(), lifted):
        traces += found.is_trace
        if found.state in ("partly read", "refused") or (found.state == "skipped" and not found.harmless):
            losses += 1
            refused += found.state == "refused"
            tell(f"  {visible(found.member)}: {visible(found.reason or found.state)}")
        for hit in found.hits:
            hits += 1
            say(_shown(hit.text.decode("utf-8", "replace")))
    if not traces:
        raise NoInput("no CUCM trace in the input – nothing was searched – give SDL or calllogs files")
    if not hits:
        tell(f"no record holds {visible(text)}" + (", but not everything was read" if losses else ""))
        return NOTHING_FOUND
    return REFUSED if refused else LOSSES if losses else 0
