"""Colours of what a line says; the caller decides whether there are any."""

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""Text and the name of a colour → the text in that colour."""

_GOOD, _BAD = frozenset(["answered"]), frozenset(["failed", "rejected"])


def plain(text: str, _: str) -> str:
    """No colours."""
    return text


def outcome_colour(outcome: str) -> str:
    """Green for an answered call, red for one that failed, yellow for all between."""
    return "green" if outcome in _GOOD else "red" if outcome in _BAD else "yellow"
