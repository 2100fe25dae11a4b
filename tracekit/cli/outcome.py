"""Exceptions to exit codes, in one place; never a traceback."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from traceback import walk_tb

import click

from tracekit.cli.terminal import tell
from tracekit.errors import OUTPUT_FAILED, TracekitError
from tracekit.visible import visible

OUR_BUG, INTERRUPTED = 70, 130

_PACKAGE = Path(__file__).parent.parent


def outcome(command: Callable[[], int | None]) -> int:
    """Runs a command and gives its exit code; whatever went wrong is one sentence on standard error."""
    try:
        code = command() or 0
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _told("interrupted", INTERRUPTED)
    except TracekitError as error:
        return _told(error.message, error.exit_code)
    except MemoryError:
        return _told("out of memory – stopped – give fewer files or use a larger machine", OUTPUT_FAILED)
    except BrokenPipeError:
        return _reader_left()
    except SystemExit:
        # only click exits by itself: on a closed pipe, with 1, which for grep would mean nothing found
        return _reader_left()
    except OSError as error:
        return _told(_system_words(error), OUTPUT_FAILED)
    except Exception as error:
        return _told(_bug_words(error), OUR_BUG)
    return code


def _told(sentence: str, code: int) -> int:
    """Red on a terminal, unless NO_COLOR has any value but the empty one (https://no-color.org)."""
    coloured = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    tell((click.style("tracekit:", fg="red") if coloured else "tracekit:") + " " + visible(sentence))
    return code


def _reader_left() -> int:
    """The reader of our output, say ``head``, has enough: no error, and nothing more to flush at the end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())
    return 0


def _system_words(error: OSError) -> str:
    what = (
        f"{error.filename}: {error.strerror}"
        if error.filename
        else (error.strerror or "input or output failed")
    )
    return f"{what} – stopped, no result was written – check the path, its permissions and the free space"


def _bug_words(error: Exception) -> str:
    """Type and place of the error alone: its own text may hold what a trace says."""
    from tracekit import __version__

    place = "unknown place"
    for frame, line in walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            place = f"{path.relative_to(_PACKAGE.parent).as_posix()}:{line}"
    return (
        f"internal error {type(error).__name__} at {place}, version {__version__} – a bug of tracekit, "
        "not of your input – report this line and the command you gave; it holds nothing of your traces, and "
        "please send none"
    )
