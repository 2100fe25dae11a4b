"""Two legs of one call, admitted together (SDL 10.5, 11.5; `PolicyAndCACAssociateReq`, `CACAssociateReq`)."""

from tracekit.events.columns import SIGNAL, without_zero
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``ci_b`` with null where there is no partner, which CUCM prints as 0."""
    return {"ci_b": without_zero(fields["ci_b"])}


EVENT = Event(
    title="Legs admitted together",
    columns={
        "signal": "PolicyAndCACAssociateReq or CACAssociateReq",
        **SIGNAL,
        "ci_a": "call identifier of the first leg",
        "ci_b": "call identifier of the second leg; null when there is none",
    },
    derive=derive,
)
