"""Where the proof of a finding stands, and what it says."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tracekit.findings.finding import Frames

MOST_LINES = 12
"""Lines of proof of one finding; its words give the true number."""

PLACE = ["member", "line", "offset", "length"]


def lines(*frames: pd.DataFrame) -> tuple[str, ...]:
    """``member:line`` of the rows, each once, in the order given; of many the first ones."""
    told: dict[str, None] = {}
    for frame in frames:
        room = len(told) + MOST_LINES
        for member, line in zip(frame["member"], frame["line"], strict=True):
            if not pd.isna(member):
                told.setdefault(str(member) if pd.isna(line) else f"{member}:{line}")
            if len(told) == room:
                break
    return tuple(told)[:MOST_LINES]


def first_time(frame: pd.DataFrame, column: str = "time") -> pd.Timestamp | None:
    """The earliest instant of the rows; null when none is known."""
    known = frame[column].dropna()
    return None if known.empty else pd.Timestamp(known.min())


def places(evidence: Sequence[str], tables: Frames, events: Frames) -> pd.DataFrame:
    """``member, line, offset, length`` of lines of proof, in their order: what ``TraceSet.raw`` asks for.

    A line that no row of a table or family stands on is left out.
    """
    wanted = pd.DataFrame(
        [_split(line) for line in evidence], columns=["member", "line"], index=range(len(evidence))
    )
    numbers = wanted.astype({"member": "str", "line": "Int64"}).reset_index(names="rank")
    found = [
        numbers.merge(frame[PLACE].dropna(), on=["member", "line"])
        for frame in (*tables.values(), *events.values())
        if not frame.empty and set(PLACE) <= set(frame.columns)
    ]
    if not found:
        return pd.DataFrame(columns=PLACE)
    kept = pd.concat(found, ignore_index=True).sort_values(["rank", "length"], ascending=[True, False])
    return kept.drop_duplicates("rank")[PLACE].reset_index(drop=True)


def _split(line: str) -> tuple[str, int | None]:
    member, _, number = line.rpartition(":")
    return (member, int(number)) if number.isascii() and number.isdigit() else (line, None)
