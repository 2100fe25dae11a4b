"""``tracekit grep``: the calls of a number, device, address or identifier."""

import sys
from typing import TYPE_CHECKING

import click

from tracekit.cli.colour import colour_option
from tracekit.cli.inputs import INPUT_HELP, LOSSES, NOTHING_FOUND, inputs_argument, limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracekit.search import Hit

EPILOG = """\b
Examples:
  tracekit grep 1018 case123.zip
  tracekit grep "+49 30 123456" node1/ node2/
  tracekit grep '98[12]X' case123.zip          a pattern: X ! [12], or * ? as in a shell
  tracekit grep 9800-9899 case123.zip --json   a range
  tracekit grep SEP0011AABB0001 case123.zip    a phone, trunk, user or SIP URI
  tracekit grep 10.10.1.2:5061 case123.zip     an address with or without port
  tracekit grep 1018 case123.zip --raw > 1018.txt
  tracekit report 1018.txt -o 1018.html        what --raw wrote is input again
  tracekit grep SEP0011AABB0001 case123.zip --all-records
"""

KINDS = ("number", "user", "device", "ip", "call-id", "ci", "session-id")
"""Those of ``tracekit.query``, whose import would load pandas before there is anything to look for."""

AS_HELP = """Look for WHAT as this alone instead of telling by its looks. number: any written form, a pattern
or a range; ci: CUCM's call identifier; call-id and session-id: SIP headers."""


@click.command(
    help=f"""Show the calls in which WHAT takes part in any role.

WHAT is a number in any written form, a pattern, a range, a SIP user, a device, an IP address, a Call-ID, a
Session-ID or a CI. Numbers are found as dialled, digit by digit, translated, transferred to, hunted or
recorded; the host of a SIP URI is not compared. One block per call; the exit code is 1 when there is none.

{INPUT_HELP}""",
    epilog=EPILOG,
)
@click.argument("what")
@inputs_argument
@click.option("--as", "kind", type=click.Choice(KINDS), help=AS_HELP)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a call, with its legs and digits.")
@click.option(
    "--raw",
    is_flag=True,
    help="Print the trace records of those calls: for each file its name, its FileHead (it tells node, date "
    "and zone) and the records, so that tracekit can read them again.",
)
@click.option(
    "--all-records",
    is_flag=True,
    help="Print every record that holds WHAT as a word, whole, call or no call.",
)
@click.option(
    "--heading/--no-heading",
    default=None,
    help="With --all-records: the name of each file above its records, as on a terminal. Into a file or pipe "
    "go by default records alone, which tracekit can read again.",
)
@colour_option
def grep(
    what: str,
    inputs: tuple[str, ...],
    kind: str | None,
    as_json: bool,
    raw: bool,
    all_records: bool,
    heading: bool | None,
    colour: str,
) -> int:
    """Prints one block per call, or the records of all of them, or every record that holds the text."""
    if not what.strip():
        raise click.UsageError("WHAT is empty")
    forms = [
        f"--{name}"
        for name, asked in (("json", as_json), ("raw", raw), ("all-records", all_records))
        if asked
    ]
    if len(forms) > 1:
        raise click.UsageError(f"{' and '.join(forms)} exclude each other.")
    if all_records:
        if kind is not None:
            raise click.UsageError("--as is for calls; --all-records looks for the text as it is.")
        return _records(what, inputs, sys.stdout.isatty() if heading is None else heading)
    from tracekit.cli.grep_calls import print_calls

    return print_calls(what, kind, inputs, "json" if as_json else "raw" if raw else "block", colour)


def _records(text: str, inputs: tuple[str, ...], heading: bool) -> int:
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
        if found.hits:
            say(("\n" if hits else "") + _heading(found.member) if heading else "")
            say(_printed(found.hits))
            hits += len(found.hits)
    if not traces:
        raise NoInput("no CUCM trace in the input – nothing was searched – give SDL or calllogs files")
    if not hits:
        tell(f"no record holds {visible(text)}" + (", but not everything was read" if losses else ""))
        return NOTHING_FOUND
    return REFUSED if refused else LOSSES if losses else 0


def _heading(member: str) -> str:
    """The name of a file on a line of its own, as ``head`` and ``tail`` write it."""
    from tracekit.cli.terminal import can_show_unicode
    from tracekit.visible import visible

    return f"==> {visible(member, ascii_only=not can_show_unicode())} <==\n"


def _printed(hits: "Sequence[Hit]") -> str:
    """The records of one file; the last one of a file may lack its line end."""
    from tracekit.cli.shown import made_visible
    from tracekit.secrets import without_secrets

    texts = [hit.text.decode("utf-8", "replace").replace("\r\n", "\n") for hit in hits]
    shown = made_visible("".join(map(without_secrets, texts)))
    return shown if shown.endswith("\n") else shown + "\n"
