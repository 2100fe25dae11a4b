"""``tracekit tls``: connections, certificates and trunks, each with a verdict on its security."""

from typing import TYPE_CHECKING

import click

from tracekit.cli.inputs import INPUT_HELP, inputs_argument, limits, read

if TYPE_CHECKING:
    import pandas as pd

    from tracekit.api import Expectations, TraceSet

BAD = 1
"""Exit code of --fail-on: what was asked for was found, as grep says it the other way round."""

EPILOG = """\b
Examples:
  tracekit tls case123.zip
  tracekit tls case123.zip --capture packets.cap --cert CallManager.pem --ca root.pem
  tracekit tls case123.zip --expect-cn cucm10.example.com --fail-on bad
  tracekit tls packets.cap
  tracekit tls case123.zip --json | jq 'select(.table == "trunks") | [.trunk, .verdict]'

\b
Exit codes with --fail-on bad: 0 no bad verdict, 1 at least one (also when there are losses),
  3 no bad verdict, but not everything was read. Others as for every command.
\b
Bad are: handshake not finished, wrong name, closed after the handshake, a broken cipher, plain where TLS is
  asked for, on port 5061 or with SRTP keys; a file of --cert that is not what the peer presented; a
  certificate that does not go back to the CA of --ca.
"""

TABLES = ("connections", "handshakes", "certificates", "trunks", "trunk_checks")
"""What --json prints, in this order; each row names its table."""


@click.command(
    help=f"""Say how secure each SIP connection and trunk is, why, and what to do.

Lists the connections with transport, peer, cipher and the peer's common name, then the reasons of each
verdict, the trunks, for each TLS trunk Cisco's five steps as a checklist, and the certificates. Packet
captures and certificates may be among the INPUT, too.

{INPUT_HELP}""",
    epilog=EPILOG,
)
@inputs_argument
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, all columns, `table` last.")
@click.option(
    "--capture", "captures", multiple=True, metavar="FILE", help="A packet capture, or its text. Repeatable."
)
@click.option(
    "--cert",
    "certificates",
    multiple=True,
    metavar="FILE",
    help="A certificate that a peer or this node should present. Repeatable.",
)
@click.option("--ca", "authorities", multiple=True, metavar="FILE", help="Certificates of CAs. Repeatable.")
@click.option(
    "--expect-cn",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name that peers of trunks may have, instead of those of the trunks' profiles. Repeatable.",
)
@click.option("--fail-on", "fail_on", type=click.Choice(["bad"]), help="Exit 1 when there is a bad verdict.")
def tls(
    inputs: tuple[str, ...],
    as_json: bool,
    captures: tuple[str, ...],
    certificates: tuple[str, ...],
    authorities: tuple[str, ...],
    names: tuple[str, ...],
    fail_on: str | None,
) -> int:
    """Prints what the tables say."""
    from tracekit.cli.terminal import say, tell
    from tracekit.cli.tls_files import require_kind

    require_kind("--capture", captures, limits())
    require_kind("--cert", certificates, limits())
    expected = _expected(names, authorities)
    with read(list(dict.fromkeys([*inputs, *captures, *certificates])), expected) as found:
        for text in _json(found.traces) if as_json else _lines(found.traces):
            say(text)
        bad = _bad(found.traces)
    if fail_on and bad:
        tell(f"{bad} bad {'verdict' if bad == 1 else 'verdicts'} (exit {BAD})")
        return BAD
    return found.exit_code


def _expected(names: tuple[str, ...], authorities: tuple[str, ...]) -> "Expectations | None":
    if not names and not authorities:
        return None
    from tracekit.api import Expectations
    from tracekit.cli.tls_files import authorities as read_authorities

    return Expectations(names, read_authorities(authorities, limits()))


def _json(traces: "TraceSet") -> list[str]:
    from tracekit.cli.rows import json_lines

    return [line for name in TABLES for line in json_lines(name, traces.tables[name].assign(table=name))]


def _lines(traces: "TraceSet") -> list[str]:
    from tracekit.cli.connection_lines import connection_lines
    from tracekit.cli.terminal import can_show_unicode
    from tracekit.cli.tls_lines import certificate_lines, check_lines, summary, trunk_lines, verdict_lines

    plain = not can_show_unicode()
    parts = [
        (summary(traces), True),
        (connection_lines(traces.connections, _hosts(traces.members), plain), len(traces.connections)),
        (verdict_lines(traces, plain), True),
        (trunk_lines(traces.trunks, plain), len(traces.trunks)),
        (check_lines(traces.trunk_checks, plain), True),
        (certificate_lines(traces.certificates, plain), True),
    ]
    return ["\n".join(text for text, shown in parts if shown and text)]


def _hosts(members: "pd.DataFrame") -> dict[int, str]:
    """Node numbers with their host, where the traces tell it."""
    known = members.dropna(subset=["node", "host"])
    return {int(node): f"{node} {host}" for node, host in zip(known["node"], known["host"], strict=True)}


def _bad(traces: "TraceSet") -> int:
    """How many bad verdicts there are; what a capture shows of a connection is that connection's."""
    own = traces.handshakes["connection"].isna()
    certificates = traces.certificates
    return (
        int(traces.connections["bad"].fillna(False).sum())
        + int(traces.handshakes["bad"].fillna(False)[own].sum())
        + int(traces.trunks["bad"].fillna(False)[traces.trunks["connections"] == 0].sum())
        + int((~certificates["same"].fillna(True).astype(bool)).sum())
        + int((~certificates["trusted"].fillna(True).astype(bool)).sum())
    )
