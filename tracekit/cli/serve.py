"""``tracekit serve``: the upload page."""

import click

EPILOG = """\b
Example:
  tracekit serve --port 8001
"""


@click.command(
    help="""Serve a page that takes a zip and answers with its report.

The page is for this machine alone: it listens on the loopback address, and uploading needs the token in
the address that is printed. Uploads are deleted once they are read, reports when the program ends.""",
    epilog=EPILOG,
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
def serve(host: str, port: int) -> None:
    """Serves until it is interrupted."""
    from tracekit.cli.terminal import tell
    from tracekit.web.serve import serve as run

    run(host, port, announce=lambda address: tell(f"open {address}"))
