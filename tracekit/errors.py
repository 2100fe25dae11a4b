"""What can go wrong for a user, as exceptions that carry their exit code.

The exit codes are those of the command line: 4 no usable input, 5 output or resource failure,
6 refused by a safety limit. Nothing here is raised for a trace line that cannot be read: that is a
row of the problems table.
"""

import re

NO_INPUT, OUTPUT_FAILED, REFUSED = 4, 5, 6

LONGEST_PROBLEM = 200
"""Characters of one problem line: what fits on a wide terminal in two lines."""

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with every control, bidi and invisible character written as an escape (``\\x1b``).

    Line ends too, so that the result is always one line. For text from a trace or an archive that goes
    to a terminal, a log or an error (CWE-150, Unicode TR36 on bidi spoofing).
    """
    return _HIDDEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shortened(text: str, room: int) -> str:
    """The text in at most ``room`` characters; the middle gives way, as the ends tell names apart."""
    if len(text) <= room:
        return text
    head = (room - 1) // 2
    return text[:head] + "…" + text[len(text) - (room - 1 - head) :]


def reason(what: str, done: str, cure: str) -> str:
    """The three parts of every explanation a user reads, joined as they are always joined."""
    return f"{what} – {done} – {cure}"


class TracekitError(Exception):
    """Something a user must be told, in ``message``, and the exit code that goes with it."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message, exit_code)
        self.message = message
        self.exit_code = exit_code

    def __str__(self) -> str:
        return self.message


class NoInput(TracekitError):
    """Nothing that was given can be used."""

    def __init__(self, message: str) -> None:
        super().__init__(message, NO_INPUT)
        self.args = (message,)


class InputProblem(TracekitError):
    """One input cannot be used: ``member: what – what was done – what you can do``."""

    def __init__(self, member: str, what: str, done: str, cure: str, exit_code: int = NO_INPUT) -> None:
        explained = visible(reason(what, done, cure))
        room = max(LONGEST_PROBLEM - len(explained) - len(": "), 40)
        text = f"{shortened(visible(member), room)}: {explained}"
        super().__init__(shortened(text, LONGEST_PROBLEM), exit_code)
        self.args = (member, what, done, cure, exit_code)


class OutputFailed(TracekitError):
    """The result could not be written, or memory or disk ran out."""

    def __init__(self, message: str) -> None:
        super().__init__(message, OUTPUT_FAILED)
        self.args = (message,)


class Refused(TracekitError):
    """A safety limit forbids it; the message names the limit."""

    def __init__(self, message: str) -> None:
        super().__init__(message, REFUSED)
        self.args = (message,)
