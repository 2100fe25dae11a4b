"""Certificate and cipher of a TLS peer, told on after the handshake (SDL 9.1, `SIPCertificateInd`).

Sent twice for each connection: to SIPHandler and on to the trunk's or phone's process.
"""

from tracekit.events.columns import PEER, SIGNAL, one_line
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """``subject`` on one line."""
    return {"subject": one_line(fields["subject"])}


EVENT = Event(
    title="Certificate received",
    columns={
        **SIGNAL,
        **PEER,
        "subject": "subject of the peer's certificate, OpenSSL one-line form",
        "cipher": "cipher, OpenSSL name",
        "san": "subject alternative names; null when printed empty",
    },
    derive=derive,
)
