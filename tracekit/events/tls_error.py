"""A TLS handshake that OpenSSL refused (SDL 10.5/11.x, `HandleSSLError`).

The connection's process prints up to three lines: the verification error with its number, the failure
itself, and the protocol error that follows.
"""

from tracekit.events.columns import one_line
from tracekit.events.event import Derived, Event, Fields, Items


def derive(fields: Fields, items: Items) -> Derived:
    """Texts and ``process`` on one line."""
    return {name: one_line(fields[name]) for name in ("process", "verify_text", "other_text")}


EVENT = Event(
    title="TLS handshake failed",
    columns={
        "process": "process of the connection, node, app, type, instance",
        "verify_error": "OpenSSL's number of the verification error: 18 self-signed, 10 expired …",
        "verify_text": "that error in OpenSSL's words",
        "other_text": "what else the line says, in the trace's words",
        "ssl_reason": "why the TLS protocol failed, in OpenSSL's words",
        "ssl_reason_code": "OpenSSL's number of that reason",
        "ssl_library": "part of OpenSSL that says so",
        "ssl_function": "function of OpenSSL that says so",
        "errno": "error number of the operating system, 0 none",
        "remote_ip": "address of the peer",
        "remote_port": "port of the peer",
    },
    derive=derive,
    note="TLS handshake with {remote_ip}:{remote_port} failed",
)
