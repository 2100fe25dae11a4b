"""``tracekit tls``: connections and what is known of their security."""

import click

from tracekit.cli.inputs import INPUT_HELP, inputs_argument, read

EPILOG = """\b
Examples:
  tracekit tls case123.zip
  tracekit tls case123.zip --expect-cn cucm10.example.com
  tracekit tls case123.zip --json | jq 'select(.transport == "TLS")'
"""

MATCHES = "cn_matches"
"""Added to the rows of ``--json`` by ``--expect-cn``; null where no common name is known."""


@click.command(
    help=f"""List the connections: transport, peer, cipher and the peer's common name.

{INPUT_HELP}""",
    epilog=EPILOG,
)
@inputs_argument
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, all columns.")
@click.option(
    "--expect-cn",
    "expected",
    multiple=True,
    metavar="NAME",
    help="A common name that peers may have; any other is marked. Repeatable.",
)
def tls(inputs: tuple[str, ...], as_json: bool, expected: tuple[str, ...]) -> int:
    """Prints the connections table."""
    from tracekit.cli.connection_lines import connection_lines, names_match
    from tracekit.cli.rows import json_lines
    from tracekit.cli.terminal import can_show_unicode, say

    with read(inputs) as found:
        connections = found.traces.connections
        if not as_json:
            say(connection_lines(connections, expected, ascii_only=not can_show_unicode()))
        else:
            if expected:
                connections = connections.copy()
                connections[MATCHES] = [names_match(name, expected) for name in connections["remote_cn"]]
            say("".join(json_lines("connections", connections)))
    return found.exit_code
