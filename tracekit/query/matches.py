"""What is asked for → a test that each distinct value is put to."""

import re
from collections.abc import Callable
from fnmatch import fnmatchcase

from tracekit.query.kinds import Kind, address_and_port, host_of
from tracekit.query.number import normal_number, user_part

Test = Callable[[str], bool]

_RANGE = re.compile(r"\s*(\\?\+?[0-9]+)\s*[-\u2013]\s*(\\?\+?[0-9]+)\s*")
_WILD = re.compile(r"(?<!\\)[xX!*?\[]")
_TOKEN = re.compile(
    r"\\(?P<plain>.)|(?P<set>\[\^?[0-9*#\-]+\])|(?P<one>[xX])|(?P<wild>[!*?])|(?P<other>.)", re.DOTALL
)
_ABROAD = re.compile(r"^00(?=[1-9](?:\[[^\]]*\]|.){6})")
_WILDS = {"!": "[0-9]+", "*": ".*", "?": "."}
_BETWEEN = re.compile(r"(\[[^\]]*\])|[\s().\-/\u2010-\u2015]+")


def matcher(kind: Kind, text: str) -> Test:
    """The test of a kind; a text that cannot be of that kind passes nothing."""
    return _TESTS[kind](text.strip())


def number_range(text: str) -> tuple[str, str] | None:
    """First and last number of ``9800-9899``: as many digits, the last one larger; None for anything else.

    A local number with a hyphen, such as ``555-1234``, is none.
    """
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    first, last = normal_number(found[1]), normal_number(found[2])
    return (first, last) if len(first) == len(last) and first < last else None


def has_wildcard(text: str) -> bool:
    """Whether it is a pattern (``98XX``, ``98[12]X``, ``9898!``, ``98*``) and not one number."""
    return _WILD.search(user_part(text)) is not None


def _number(text: str) -> Test:
    span = number_range(text)
    if span is not None:
        first, last = span
        return lambda value: (
            len(it := normal_number(value)) == len(first) and it.isdigit() and first <= it <= last
        )
    if has_wildcard(text):
        pattern = _number_pattern(user_part(text))
        return lambda value: pattern is not None and pattern.fullmatch(normal_number(value)) is not None
    wanted = normal_number(text)
    return lambda value: bool(wanted) and normal_number(value) == wanted


def _number_pattern(text: str) -> re.Pattern[str] | None:
    """CUCM's X, !, [12] and the shell's * and ?; None where a bracket holds no set of digits."""
    bare = _BETWEEN.sub(lambda it: it[1] or "", text).removeprefix("\\").removeprefix("+")
    parts = []
    for token in _TOKEN.finditer(_ABROAD.sub("", bare, count=1)):
        if token["set"]:
            parts.append(re.sub(r"[*#]", r"\\\g<0>", token["set"]))
        elif token["one"]:
            parts.append("[0-9]")
        elif token["wild"]:
            parts.append(_WILDS[token["wild"]])
        else:
            parts.append(re.escape(token["plain"] or token["other"]))
    try:
        return re.compile("".join(parts), re.DOTALL)
    except re.error:
        return None


def _name(text: str) -> Test:
    """A device or user: letters of any case, shell wildcards, with or without scheme and host."""
    whole, user = text.lower(), user_part(text).lower()
    if any(mark in user for mark in "*?["):
        return lambda value: fnmatchcase(value.lower(), whole) or fnmatchcase(user_part(value).lower(), user)
    return lambda value: bool(user) and (value.lower() == whole or user_part(value).lower() == user)


def _device(text: str) -> Test:
    whole, user = text.lower(), user_part(text).lower()
    if any(mark in whole for mark in "*?["):
        return lambda value: fnmatchcase(value.lower(), whole)
    return lambda value: bool(user) and value.lower() in (whole, user)


def _address(text: str) -> Test:
    asked = address_and_port(text) or address_and_port(host_of(text))
    if asked is None:
        return lambda value: fnmatchcase(value.partition(" ")[0], text)
    host, port = asked
    return lambda value: _same_address(value, host, port)


def _same_address(value: str, host: str, port: int | None) -> bool:
    told, _, its_port = value.partition(" ")
    known = address_and_port(told)
    same = known is not None and known[0] == host
    return same and (port is None or its_port == str(port))


def _call_id(text: str) -> Test:
    """Whole, or the part before the host, which is unique by itself."""
    return lambda value: bool(text) and (value == text or value.partition("@")[0] == text)


def _ci(text: str) -> Test:
    return lambda value: value == text


def _session_id(text: str) -> Test:
    """Both halves of `local;remote=…`; dashes do not count, and zeros name no session (RFC 7989)."""
    halves = {half.strip().replace("-", "") for half in text.lower().split(";remote=")}
    wanted = {half for half in halves if half.strip("0")}
    return lambda value: value.lower().replace("-", "") in wanted


_TESTS: dict[Kind, Callable[[str], Test]] = {
    "number": _number, "user": _name, "device": _device, "ip": _address, "call-id": _call_id, "ci": _ci,
    "session-id": _session_id,
}  # fmt: skip
