"""``tracekit ladder``: the ladder of one call, on the terminal or as a file."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracekit.cli.inputs import INPUT_HELP, inputs_argument, read

if TYPE_CHECKING:
    from tracekit.api import TraceSet
    from tracekit.ladder import Ladder, WindowEnd

EPILOG = """\b
Examples:
  tracekit calls case123.zip
  tracekit ladder CALL case123.zip | less -S
  tracekit ladder CALL case123.zip --no-noise --from 19:59:20 --to 19:59:30
  tracekit ladder CALL case123.zip --format svg -o call.svg
  tracekit ladder CALL case123.zip --format pcapng -o call.pcapng
"""

FORMATS = ("text", "svg", "mermaid", "html", "pcapng", "pcap", "json")

FORM_HELP = """text for the terminal; svg, a picture; mermaid, text of a sequence diagram; html, a page;
pcapng, the SIP of the call in clear text for Wireshark, keys and credentials overwritten; pcap, the same as
UDP packets for sngrep; json, one object a row.  [default: text]"""


def _clock(context: click.Context, option: click.Parameter, text: str | None) -> "WindowEnd | None":
    from tracekit.ladder import read_window_end

    try:
        return None if text is None else read_window_end(text)
    except ValueError as error:
        raise click.BadParameter(str(error), context, option) from None


@click.command(
    help=f"Draw the ladder of CALL, an id as listed by `tracekit calls`.\n\n{INPUT_HELP}", epilog=EPILOG
)
@click.argument("call")
@inputs_argument
@click.option("--format", "form", type=click.Choice(FORMATS), default=None, help=FORM_HELP)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option(
    "--from",
    "first",
    callback=_clock,
    metavar="TIME",
    help="From this time on, as printed: [DATE] HH:MM:SS[.mmm].",
)
@click.option("--to", "last", callback=_clock, metavar="TIME", help="Up to this time, as printed.")
@click.option(
    "--no-noise", is_flag=True, help="Fold OPTIONS, REGISTER, subscriptions and KPML into one line each."
)
def ladder(
    call: str,
    inputs: tuple[str, ...],
    form: str | None,
    as_json: bool,
    output: str | None,
    first: "WindowEnd | None",
    last: "WindowEnd | None",
    no_noise: bool,
) -> int:
    """Writes the ladder."""
    from tracekit.cli.terminal import tell
    from tracekit.ladder import within, without_noise

    form = _form(form, as_json)
    to_terminal = output in (None, "-") and sys.stdout.isatty()
    if form in ("pcapng", "pcap") and to_terminal:
        raise click.UsageError("A capture is no text for a terminal; give a file with -o, or a pipe.")
    with read(inputs) as found:
        if not (found.traces.calls["call"] == call).any():
            raise click.UsageError(f"There is no call {call!r} in it; `tracekit calls` lists them.")
        drawn = found.traces.call(call).ladder()
        if first is not None or last is not None:
            drawn = within(drawn, first, last)
        if no_noise:
            drawn = without_noise(drawn, found.traces)
        if not drawn.rows:
            tell("nothing of this call to draw" + (" in that time" if first or last else ""))
        parts = _parts(form, drawn, found.traces, output in (None, "-"))
        if output is None or output == "-":
            _print(parts)
        else:
            _save(parts, Path(output))
    return found.exit_code


def _form(form: str | None, as_json: bool) -> str:
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} are two forms; give one.")
    return "json" if as_json else form or "text"


def _parts(form: str, drawn: "Ladder", traces: "TraceSet", to_stdout: bool) -> Iterable[str | bytes]:
    """The ladder in the form that is asked for, piece by piece."""
    from tracekit import export
    from tracekit.cli.terminal import WIDTH_OF_A_FILE, can_show_unicode, width
    from tracekit.text import render_ladder

    if form == "pcapng":
        return export.pcapng(drawn, traces)
    if form == "pcap":
        return export.pcap(drawn, traces)
    if form == "json":
        return export.json_rows(drawn)
    if form == "html":
        return [export.page(drawn, traces)]
    if form == "text":
        columns, unicode = (width(), can_show_unicode()) if to_stdout else (WIDTH_OF_A_FILE, True)
        return [render_ladder(drawn, columns, unicode)]
    return [export.svg(drawn) if form == "svg" else export.mermaid(drawn)]


def _print(parts: Iterable[str | bytes]) -> None:
    """On standard output: text in its encoding, bytes as they are."""
    from tracekit.cli.terminal import say

    for part in parts:
        if isinstance(part, str):
            say(part)
        else:
            sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()


def _save(parts: Iterable[str | bytes], target: Path) -> None:
    """In a file: the whole of it, or what was there before."""
    from tracekit.cli.terminal import say
    from tracekit.cli.unfinished import unfinished
    from tracekit.errors import OutputFailed
    from tracekit.visible import visible

    if target.exists() and not target.is_file():
        what = "is a folder" if target.is_dir() else "is a device or pipe"
        raise OutputFailed(f"{target} {what} – nothing was written – give the name of a file with -o")
    with unfinished(target.parent) as place, (place / target.name).open("wb") as stream:
        for part in parts:
            stream.write(part.encode("utf-8", "backslashreplace") if isinstance(part, str) else part)
    say(visible(str(target)) + "\n")
