"""What the terminal can show, and results on standard output."""

import shutil
import sys

WIDTH_OF_A_FILE = 200
"""Columns when standard output is no terminal: a file or a pipe has no edge, but lines should end."""


def say(text: str) -> None:
    """A result, on standard output, as it is: the caller has made it visible."""
    sys.stdout.write(text)


def tell(line: str) -> None:
    """Progress, problems and numbers, a line on standard error."""
    sys.stderr.write(line + "\n")


def width() -> int:
    """Columns to draw in."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH_OF_A_FILE


def can_show_unicode() -> bool:
    """Whether lines and arrows beyond ASCII survive the encoding of standard output."""
    try:
        "│═▶◆…→".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def never_fail_on_a_character() -> None:
    """What the encoding of a terminal cannot show is written as an escape instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
