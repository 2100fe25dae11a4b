"""The answer to a question for calls, and what is to be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracekit.query.kinds import Kind
from tracekit.visible import visible

MOST = 5
"""Spellings that a sentence names."""


@dataclass(frozen=True)
class Found:
    """``calls``: ids in order of time. ``kinds``: as what ``asked`` was found, or else was looked for.

    ``forms``: other written forms (with another code before it) whose calls are among them, each with the
    number of its calls. ``near``: where nothing was found, numbers that end alike.
    """

    asked: str
    kinds: tuple[Kind, ...]
    calls: tuple[str, ...] = ()
    forms: Mapping[str, int] = field(default_factory=dict)
    near: Mapping[str, int] = field(default_factory=dict)

    def words(self) -> str:
        """One sentence for people: what was not found and how it was looked for, or what is found with it."""
        if self.calls:
            return f"with calls of other written forms: {_listed(self.forms)}" if self.forms else ""
        how = f", looked for as {_looked_for(self.kinds)}" if self.kinds else ""
        near = f"; nearest: {_listed(self.near)}" if self.near else ""
        return f"no call of {visible(self.asked)}{how}{near}"


_NAMES = {"ip": "IP address", "call-id": "Call-ID", "ci": "CI", "session-id": "Session-ID"}


def _looked_for(kinds: tuple[Kind, ...]) -> str:
    names = [_NAMES.get(kind, kind) for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _listed(spellings: Mapping[str, int]) -> str:
    said = [f"{visible(it)} ({count} {'call' if count == 1 else 'calls'})" for it, count in spellings.items()]
    return ", ".join(said[:MOST]) + (f" and {len(said) - MOST} more" if len(said) > MOST else "")
