"""What a reader must know about a handshake that its columns do not say."""

from dataclasses import dataclass
from typing import Literal

from tracekit.capture.hello import TLS13

CUT = "packets are cut by the capture: recapture with `size all`"
ENCRYPTED = "TLS 1.3 encrypts the certificates: take them from the trace (SIPCertificateInd)"
NO_CONTENT = (
    "these lines show TCP flags and lengths, not TLS: capture to a file (`utils network capture eth0 file "
    "packets count 100000 size all`) to see the handshake"
)

_TCP = {
    "refused": "the server refused the TCP connection (RST)",
    "unanswered": "the server never answered the SYN: no route, a firewall, or nothing captured of its side",
    "silent": "neither side sent anything over the TCP connection",
}


@dataclass(frozen=True)
class Facts:
    """What notes are made from."""

    tls: bool
    tcp: Literal["refused", "unanswered", "silent"] | None
    hidden: tuple[str, ...]
    version: int | None
    resumed: bool
    no_client_certificate: bool
    data: bool | None
    complete: bool | None
    lost: tuple[int, ...]
    cut: int
    first_packet: int
    offered: tuple[str, ...]


def write_note(facts: Facts) -> str | None:
    """The sentences, parted by semicolons; null when there is nothing to say."""
    return "; ".join(_sentences(facts)) or None


def _sentences(facts: Facts) -> list[str]:
    if not facts.tls:
        return [_TCP.get(facts.tcp or "", "on the port of SIP over TLS, but not TLS"), *facts.hidden]
    said = []
    for reason in facts.hidden:
        if reason == CUT:
            said.append(f"{CUT} ({facts.cut} bytes are missing)")
        elif any(facts.lost) and reason.startswith("packets"):
            said.append(f"{reason}: {facts.lost[0]} bytes of the client, {facts.lost[1]} of the server")
        else:
            said.append(f"{reason}, at packet {facts.first_packet}")
    if facts.version == TLS13:
        said.append(ENCRYPTED)
        if facts.data is None or facts.complete is None:
            said.append("whether the handshake finished is hidden by encryption")
    if facts.version is None and facts.offered:
        said.append(f"the server chose no version; the client offers {', '.join(facts.offered)}")
    if facts.resumed:
        said.append("an earlier session is resumed: no certificates are exchanged")
    if facts.no_client_certificate:
        said.append("the client was asked for a certificate and sent none")
    return said
