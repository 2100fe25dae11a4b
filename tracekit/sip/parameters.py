"""Lists and parameters in header values (RFC 3261 section 7.3.1): commas, semicolons, quoted strings."""

import re

Parameters = tuple[tuple[str, str | None], ...]
"""Name in lower case and value, in order; the value is null when there is none."""

BLANKS = " \t\r\n"
QUOTED = re.compile(r'[ \t]*"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_OPAQUE = r'"(?:[^"\\]++|\\.)*+"?|<[^>]*+>?'
_SEPARATORS = {
    ",": re.compile(rf"{_OPAQUE}|[^,\"<]++|(,)", re.DOTALL),
    ";": re.compile(rf"{_OPAQUE}|[^;\"<]++|(;)", re.DOTALL),
}


def split_outside(text: str, separator: str) -> list[str]:
    """Parts a value at ``,`` or ``;`` but not in quotes or angle brackets; an open one runs to the end."""
    if '"' not in text and "<" not in text:
        return text.split(separator)
    parts, start = [], 0
    for match in _SEPARATORS[separator].finditer(text):
        if match[1]:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return parts


def unquote(text: str) -> str:
    """``"a \\" b"`` → ``a " b``; text without quotes stays."""
    match = QUOTED.fullmatch(text)
    return _ESCAPED.sub(r"\1", match[1]) if match else text


def read_parameters(text: str) -> Parameters:
    """Reads ``;tag=1;lr``. Blanks inside a name go: pasted traces have ``;t ag=`` (12.5 excerpts)."""
    found = []
    for part in split_outside(text, ";"):
        name, equals, value = part.partition("=")
        name = "".join(name.split()).lower()
        if name:
            found.append((name, unquote(value.strip(BLANKS)) or None if equals else None))
    return tuple(found)


def parameter(parameters: Parameters, name: str) -> str | None:
    """The first value of that name, in lower case; null when it is absent or empty."""
    return next((value for key, value in parameters if key == name), None)
