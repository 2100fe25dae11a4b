"""What can go wrong for a user, as exceptions that carry their exit code.

The exit codes are those of the command line: 4 no usable input, 5 output or resource failure,
6 refused by a safety limit. Nothing here is raised for a trace line that cannot be read: that is a
row of the problems table.
"""

from tracekit.visible import visible

NO_INPUT, OUTPUT_FAILED, REFUSED = 4, 5, 6

LONGEST_PROBLEM = 200
"""Characters of one problem line: what fits on a wide terminal in two lines."""


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
