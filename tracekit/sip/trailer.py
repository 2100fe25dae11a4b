"""What stands behind a message in a trace and is no part of it."""

import re

TRAILER = re.compile(
    rb"[ \t]*(?:\|<[A-Za-z]+::[^\n]*|(?:UTC )?Timestamp:[ \t]*[0-9]{13}|Source Filename:[^\n]*)[ \t\r]*"
)
"""SDI of 5.x to 8.x ends a record with `|<CLID::…><NID::…>`, on a line of its own behind a message;
TranslatorX writes `Timestamp: …` (milliseconds since 1904), `UTC Timestamp:…`, `Source Filename: …`."""

MOST_LINES = 4
BLANKS = b" \t\r\n"


def text_end(raw: bytes) -> int:
    """Where the message ends: before such lines and the line end that leads to them, else with the text."""
    end = len(raw)
    for _ in range(MOST_LINES):
        last = len(raw[:end].rstrip(BLANKS))
        line = raw.rfind(b"\n", 0, last)
        if line < 0 or TRAILER.fullmatch(raw, line + 1, last) is None:
            break
        end = line
    return end
