"""What stands above a ladder, in words that every face uses: the call, its clock, its participants."""

import re

from tracekit.cause import cause_text
from tracekit.ladder import Heading, Ladder, Moment, Participant
from tracekit.ladder.clock import clock_face

LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)([+-]\d{2}:\d{2}|Z)?")


def heading_words(ladder: Ladder, leads: str = "→") -> tuple[str, ...]:
    """Numbers, outcome with its duration, transports, cause, related calls: each as far as it is known."""
    heading = ladder.heading
    if heading is None:
        return (f"call {ladder.call}",)
    duration = None if heading.duration_s is None else f"{heading.duration_s:.1f} s"
    outcome = ", ".join(part for part in (heading.outcome, duration) if part is not None)
    released = None if heading.released_by is None else f"released by {heading.released_by}"
    ended = ", ".join(part for part in (_cause(heading), released) if part is not None)
    related = f"related: {', '.join(heading.related)}" if heading.related else ""
    numbers = f" {leads} ".join(heading.numbers)
    known = (f"call {ladder.call}", numbers, outcome, heading.transport or "", ended, related)
    return tuple(part for part in known if part)


def clock_words(ladder: Ladder) -> str:
    """``started 2015-03-14 19:59:21.102 UTC+05:30, times by each node's own clock``."""
    first = ladder.rows[0].moment if ladder.rows else None
    moment = ladder.heading.started if ladder.heading is not None else first
    if moment is None or (moment.utc is None and moment.local is None):
        return "the trace tells no times"
    if not ladder.rows:
        return f"started {_instant(moment)}; nothing of it to draw"
    if moment.utc is None:
        return f"started {_instant(moment)}; the trace tells neither date nor zone"
    said = f"started {_instant(moment)}, times by each node's own clock"
    if any(participant.clock_ms for participant in ladder.participants):
        said += "; clocks differ as stated, the order allows for it"
    return said


def day_of(moment: Moment) -> str | None:
    """The date by the clock that the time is shown by."""
    local = LOCAL.search(moment.local or "")
    if local is not None:
        return local[1]
    return None if moment.utc is None or moment.local is not None else f"{moment.utc:%Y-%m-%d}"


def participant_words(participant: Participant) -> str:
    """Title and all details, parted by commas."""
    return ", ".join((participant.title, *participant.details))


def lane_names(count: int) -> list[str]:
    """``A`` to ``Z``, then ``A2`` …: short names of life lines."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [letters[lane % 26] + ("" if lane < 26 else str(lane // 26 + 1)) for lane in range(count)]


def _cause(heading: Heading) -> str | None:
    words = heading.cause_text or cause_text(heading.cause)
    if heading.cause is None:
        return words
    return f"cause {heading.cause} {words or ''}".rstrip()


def _instant(moment: Moment) -> str:
    local = LOCAL.search(moment.local or "")
    if local is not None:
        zone = local[3]
        return f"{local[1]} {local[2]}" + ("" if zone is None else " UTC" if zone == "Z" else f" UTC{zone}")
    face = clock_face(moment) or "time unknown"
    return face if moment.utc is None else f"{moment.utc:%Y-%m-%d} {face.removesuffix('Z')} UTC"
