"""Order in time, also where a trace tells no date."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from tracekit.ladder.model import Moment, Proof

T = TypeVar("T")
TIME_OF_DAY = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,6}))?")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HALF_A_DAY = 12 * 3_600_000
A_DAY = 24 * 3_600_000

Instant = tuple[bool, int]
"""Undated?, milliseconds since 1970 or since the first midnight. Only equal first halves compare."""


def milliseconds(moment: Moment) -> Instant | None:
    """The moment as a number; null when neither clock is known."""
    if moment.utc is not None:
        return False, round((moment.utc - EPOCH).total_seconds() * 1000)
    found = TIME_OF_DAY.search(moment.local or "")
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups()
    return True, ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(
        (fraction or "0").ljust(3, "0")[:3]
    )


def clock_face(moment: Moment) -> str | None:
    """``19:59:21.224``: the time of day by the node's own clock, else UTC with a Z."""
    found = TIME_OF_DAY.search(moment.local or "")
    if found is not None:
        return found.group()
    return None if moment.utc is None else f"{moment.utc:%H:%M:%S}.{moment.utc.microsecond // 1000:03}Z"


def delta_ms(before: Instant | None, now: Instant | None) -> int | None:
    """Milliseconds between two instants of one kind."""
    if before is None or now is None or before[0] != now[0]:
        return None
    return now[1] - before[1]


def in_order(
    items: Iterable[T],
    proof: Callable[[T], Proof],
    node: Callable[[T], int | None],
    lead: Callable[[T], int] = lambda _: 0,
) -> list[tuple[T, Instant | None]]:
    """Items by time, then node, then file position, each with its instant.

    ``lead``: milliseconds that the clock of an item's server runs ahead.
    An item without a time takes that of the record before it in its file; an undated clock that falls by
    more than half a day within a file has passed midnight.
    """
    by_position = sorted(items, key=lambda item: (proof(item).member, proof(item).offset or 0))
    instants = _instants([proof(item) for item in by_position])
    timed = [
        (item, None if now is None else (now[0], now[1] - lead(item)))
        for item, now in zip(by_position, instants, strict=True)
    ]
    return sorted(
        timed,
        key=lambda pair: (
            pair[1] or (True, -1),
            node(pair[0]) or 0,
            proof(pair[0]).member,
            proof(pair[0]).offset or 0,
        ),
    )


def _instants(proofs: Sequence[Proof]) -> list[Instant | None]:
    found: list[Instant | None] = []
    member: str | None = None
    last: Instant | None = None
    days = 0
    for proof in proofs:
        if proof.member != member:
            member, last, days = proof.member, None, 0
        now = milliseconds(proof.moment)
        if now is not None and now[0]:
            now = (True, now[1] + days * A_DAY)
            if last is not None and last[0] and last[1] - now[1] > HALF_A_DAY:
                days += 1
                now = (True, now[1] + A_DAY)
        last = now or last
        found.append(last)
    return found
