"""What CUCM did with the legs of a call: the rows of ``call_events`` as notes."""

from collections.abc import Iterable, Mapping, Sequence

from tracekit.cause import cause_text
from tracekit.ladder.narrate import Party, Told
from tracekit.ladder.source import Record

TITLES = {
    "SETUP": "Call set up",
    "OFFERED": "Call offered",
    "RELEASE": "Call released",
    "REJECT": "Call rejected",
    "SPLIT": "Legs parted",
    "JOIN": "Legs joined",
}
"""By the ``event`` column; any other event stands under its own name."""

JOINTS = {"SETUP": "calls", "OFFERED": "is offered to", "SPLIT": "parted from", "JOIN": "joined with"}

WITH_DEVICES = {"OFFERED", "SPLIT", "JOIN"}
"""Steps after which a leg has another partner: here the device matters beside the number."""


def told(rows: Iterable[Record], legs: Iterable[Record]) -> list[Told]:
    """One note a row: ``JOIN``'s is *1013 (SEP0011AABB0001, CI 1) joined with 1000 (TRUNK, CI 2)*."""
    by_ci = {leg.number("ci"): leg for leg in legs}
    return [_step(row, by_ci) for row in rows]


def caller(steps: Sequence[Told]) -> str | None:
    """The device that the first step with two legs names first."""
    named = (step.parties[0].device for step in steps if len(step.parties) > 1)
    return next((device for device in named if device is not None), None)


def _step(row: Record, legs: Mapping[int | None, Record]) -> Told:
    event = row.text("event") or "unknown step"
    parties = _parties(row, legs)
    whole = event in WITH_DEVICES
    named = (party.name if whole else party.short_name for party in parties)
    names = f" {JOINTS.get(event, 'and')} ".join(named)
    cause = row.number("cause")
    said = None if cause is None else f"cause {cause} {cause_text(cause) or ''}".rstrip()
    text = ", ".join(part for part in (names, said) if part) or event
    return Told("step", TITLES.get(event, event), text, (row,), row.moment, parties)


def _parties(row: Record, legs: Mapping[int | None, Record]) -> tuple[Party, ...]:
    """The legs that a row names, with what the legs table knows of them."""
    found = []
    for ci, device, number in (("ci_a", "device_a", "calling"), ("ci_b", "device_b", "called")):
        leg = legs.get(row.number(ci), Record({}))
        party = Party(
            row.number(ci),
            leg.text("device") or row.text(device),
            leg.text("number") or row.text(number),
        )
        if party.ci is not None or party.device is not None:
            found.append(party)
    return tuple(found)
