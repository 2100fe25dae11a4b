"""Numbers that traces, alarms and captures give as the reason of a TLS failure, in words with a cure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One number of one list."""

    number: int
    name: str
    """as the source of the list calls it"""
    meaning: str
    fix: str | None = None
    """null where the number says too little for an advice"""

    @property
    def text(self) -> str:
        """`18 DEPTH_ZERO_SELF_SIGNED_CERT: … – …`."""
        cure = f" – {self.fix}" if self.fix else ""
        return f"{self.number} {self.name}: {self.meaning}{cure}"


def table(reasons: Iterable[Reason]) -> Mapping[int, Reason]:
    """The list by number."""
    return {reason.number: reason for reason in reasons}


def explained(reasons: Mapping[int, Reason], number: int | None) -> str | None:
    """The text of a number; `unknown code N` for one that the list lacks, null for none."""
    if number is None:
        return None
    found = reasons.get(number)
    return found.text if found else f"unknown code {number}"
