"""What the intercluster lookup service makes of a peer's certificate (SDL 10.5/11.x, application 600)."""

from tracekit.events.event import Derived, Event, Fields, Items

FINDINGS = (
    ("closing the connection", "refused"),
    ("sending ILSTLSAuthenticationFailed", "alarm"),
    ("FQDN is in PeerInfoVector", "name known"),
    ("Root CA signed certs are uploaded locally", "authority known"),
    ("not in certificate store", "not in store"),
    ("X509_STORE_get_by_subject failed", "not in store"),
    ("in certificate store", "in store"),
)
"""Words of the trace and what they come to; the first that fits counts."""


def derive(fields: Fields, items: Items) -> Derived:
    """``result`` from the words; ``finding`` as one sentence, with the name left out."""
    sentences = [
        " ".join(str(part) for part in parts if part is not None) or None
        for parts in zip(fields["finding"], fields["remainder"], strict=True)
    ]
    return {"finding": list(sentences), "result": [_result(words or "") for words in sentences]}


def _result(words: str) -> str | None:
    return next((result for part, result in FINDINGS if part in words), None)


EVENT = Event(
    title="ILS certificate checked",
    columns={
        "finding": "what is found, in the trace's words",
        "result": "in store, authority known, name known or not in store, none of which is a failure; "
        "refused when the connection is closed for it, alarm when that is told on",
        "fqdn": "name of the peer's host, where the line tells it",
        "remainder": "the part of the sentence behind the name",
    },
    derive=derive,
)
