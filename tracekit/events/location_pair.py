"""Location bandwidth management ties two legs together or parts them (SDL 10.5 and 11.5, `LBMIF … ASSOC`)."""

from tracekit.events.columns import without_zero
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``ci_b`` with null where there is no partner, which CUCM prints as 0."""
    return {"ci_b": without_zero(fields["ci_b"])}


EVENT = Event(
    title="Legs tied by location",
    columns={
        "ci_a": "call identifier of the leg the line is about",
        "action": "ASSOC when tied, UNASSOC when parted",
        "answer": "a prime when it is the partner's answer",
        "ci_b": "call identifier of its partner; null when there is none",
    },
    derive=derive,
)
