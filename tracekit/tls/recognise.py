"""Which transport a connection has, and by what it is recognised.

The trace calls messages over TLS "SIP TCP message", so these lines prove nothing against TLS. The signs, from
strong to weak: `transport=TLS Over TCP`, a certificate, the SSL connection class in the SDL tag, the secure
port, a Via with TLS. The first three are seen, the others only allow a conclusion.
"""

from collections.abc import Collection
from dataclasses import dataclass

SECURE_PORT = 5061
"""RFC 3261 section 18.2.1; the incoming port of the security profile in Cisco's guide."""


@dataclass(frozen=True)
class Signs:
    """What the trace shows of one connection; null is "not shown"."""

    transport_text: str | None = None
    """`TLS Over TCP`, `TCP`, `UDP` of ConnCreated and ProcessNewConnMsg lines"""
    certificate: bool = False
    """SIPCertificateInd names the connection"""
    ssl_class: bool = False
    """its lines carry the process class SdlSSLTCPConnection in the tag"""
    remote_port: int | None = None
    local_port: int | None = None
    via: str | None = None
    """transport in the topmost Via of its messages"""
    message_transport: str | None = None
    """TCP or UDP of `Incoming SIP TCP message` lines"""


@dataclass(frozen=True)
class Recognised:
    """The transport and the reason."""

    transport: str | None
    """TLS, TCP, UDP; null when nothing tells it"""
    why: str
    seen: bool
    """whether a line states it; otherwise it is inferred"""


def recognise(signs: Signs, secure_ports: Collection[int] = (SECURE_PORT,)) -> Recognised:
    """The strongest sign decides.

    A line that states `transport=TCP` outweighs port and Via: that is how a trunk looks whose profile is not
    set to TLS although it calls the secure port.
    """
    told = (signs.transport_text or "").strip()
    if "TLS" in told.upper():
        return Recognised("TLS", f"the trace says: {told}", seen=True)
    if signs.certificate:
        return Recognised("TLS", "a certificate was presented on it", seen=True)
    if signs.ssl_class:
        return Recognised("TLS", "its SDL process is an SSL connection", seen=True)
    if told:
        return Recognised(_plain(told), f"the trace says: {told}", seen=True)
    port = next((port for port in (signs.remote_port, signs.local_port) if port in secure_ports), None)
    if port is not None and signs.message_transport != "UDP":
        return Recognised("TLS", f"inferred from port {port}", seen=False)
    if (signs.via or "").upper() == "TLS":
        return Recognised("TLS", "inferred from the Via of its messages", seen=False)
    if signs.message_transport:
        return Recognised(signs.message_transport, "SIP message lines say so", seen=True)
    return Recognised(None, "no line tells the transport", seen=False)


def _plain(told: str) -> str:
    return "UDP" if "UDP" in told.upper() else "TCP"
