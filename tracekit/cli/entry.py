"""The console script: loads the command line where an interruption is heard already."""

import sys


def run() -> None:
    """Runs the command line and ends the process with its exit code, 130 when it is interrupted."""
    try:
        from tracekit.cli.main import run as run_command

        run_command()
    except KeyboardInterrupt:  # while the command line is loaded, or ends; in between it tells it itself
        sys.stderr.write("tracekit: interrupted\n")
        sys.exit(130)
