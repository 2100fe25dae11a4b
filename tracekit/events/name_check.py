"""The name in a TLS peer's certificate against the expected one (SDL 10.x/11.x, `validTLSConnection`)."""

from tracekit.events.columns import one_line
from tracekit.events.event import Derived, Event, Fields, Items

CN, SAN = "common name", "alternative names"


def derive(fields: Fields, items: Items) -> Derived:
    """``failed`` from the outcome's words; texts on one line."""
    outcomes = one_line(fields["outcome"])
    return {
        "outcome": outcomes,
        "received": one_line(fields["received"]),
        "failed": [_failed(outcome) for outcome in outcomes],
    }


def _failed(outcome: str | int | None) -> str | None:
    words = str(outcome or "")
    if "InvalidX509NameInCertificate" not in words:
        return None
    return SAN if "SAN" in words else CN


EVENT = Event(
    title="Certificate name checked",
    columns={
        "process": "SIPStationD for a phone, SIPD for a trunk",
        "instance": "instance of that process",
        "outcome": "what the check says, in the trace's words",
        "received": "name that the peer's certificate bears",
        "expected": "name that was expected: of the phone, or of its security profile",
        "failed": "common name when the alternative names are looked at next, "
        "alternative names when nothing matched; null when no mismatch is told",
    },
    derive=derive,
    note="certificate name {received}, expected {expected}",
)
