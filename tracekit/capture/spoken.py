"""One connection as packet lines show it."""

import re
from collections.abc import Iterator

from tracekit.capture.alert import Alert, ending_alert, read_worded_alert
from tracekit.capture.connection import SIP_TLS_PORT
from tracekit.capture.handshake import By, Handshake, Step
from tracekit.capture.note import ENCRYPTED, NO_CONTENT
from tracekit.capture.packet_line import PacketLine

BEGINS_LATER = "the text begins within the connection"

_VERSIONS = {
    "SSLV2": "SSL 2.0",
    "SSLV3": "SSL 3.0",
    "TLSV1": "TLS 1.0",
    "TLSV1.0": "TLS 1.0",
    "TLSV1.1": "TLS 1.1",
    "TLSV1.2": "TLS 1.2",
    "TLSV1.3": "TLS 1.3",
}
"""Wireshark's names of the protocol."""

_SAYINGS = re.compile(
    r"(?P<what>Client Hello|Server Hello Done|Server Hello|Hello Retry Request|Certificate Request|"
    r"Certificate Verify|Certificate Status|Certificate|Server Key Exchange|Client Key Exchange|"
    r"New Session Ticket|Change Cipher(?: Spec)?|Finished|Encrypted Handshake Message|Encrypted Alert|"
    r"Application Data)\b"
)
_ALERT = re.compile(r"Alert \(Level: (?P<level>\w+), Description: (?P<description>[^)]+)\)")
_SNI = re.compile(r"\(SNI=(?P<name>[^)]+)\)")
_WORDS = {
    "change cipher": "change cipher spec",
    "encrypted handshake message": "finished",
    "encrypted alert": "alert",
}


class Spoken:
    """Gathers the lines of one connection."""

    def __init__(self) -> None:
        self._lines: list[PacketLine] = []
        self.ends: list[tuple[str, int | None]] = []
        """Both ends; a port is null until a line tells it."""

    def add(self, packet: PacketLine) -> None:
        """Takes a line."""
        told = [(packet.source, packet.source_port), (packet.target, packet.target_port)]
        if not self.ends:
            self.ends = told
        elif packet.source_port is not None and not self.ported:
            self.ends = told if packet.source == self.ends[0][0] else told[::-1]
        self._lines.append(packet)

    @property
    def ported(self) -> bool:
        """Whether a line told the ports."""
        return any(port is not None for _, port in self.ends)

    def handshake(self) -> Handshake | None:
        """What the lines show; null when that is neither TLS nor the port of SIP over TLS."""
        client = self._client()
        steps = tuple(self._steps(client))
        shows_tls = any(line.info is not None for line in self._lines)
        tls = [line for line in self._lines if line.protocol is not None and line.protocol != "TCP"]
        if not tls and all(port != SIP_TLS_PORT for _, port in self.ends):
            return None
        version = self._version(tls)
        alerts = tuple(self._alerts(client))
        hidden = self._hidden(steps, shows_tls)
        data, complete = _outcome(steps, alerts, version, bool(hidden))
        ending = ending_alert(alerts, complete)
        one, other = self.ends[client], self.ends[1 - client]
        encrypted = version == "TLS 1.3"
        return Handshake(
            started=None,
            client_ip=one[0],
            client_port=one[1],
            server_ip=other[0],
            server_port=other[1],
            version=version,
            cipher=None,
            sni=self._sni(),
            server_cn=None,
            client_cn=None,
            alert=str(ending) if ending else None,
            application_data=data,
            complete=complete,
            note="; ".join([*hidden, *([ENCRYPTED] if encrypted else [])]) or None,
            unit="line",
            steps=steps,
            cipher_code=None,
            offered_versions=(),
            offered_ciphers=(),
            alerts=alerts,
            server_certificates=(),
            client_certificates=(),
            resumed=False,
            encrypted=encrypted,
            hidden=hidden,
        )

    def _by(self, line: PacketLine, client: int) -> By:
        return "client" if self._side(line) == client else "server"

    def _side(self, line: PacketLine) -> int:
        told = (line.source, line.source_port)
        return int(told == self.ends[1] or (line.source_port is None and line.source == self.ends[1][0]))

    def _client(self) -> int:
        """Who sends the SYN or the Client Hello; otherwise who is not on the port of SIP over TLS."""
        for line in self._lines:
            if line.flags and "S" in line.flags:
                return 1 - self._side(line) if "." in line.flags else self._side(line)
            if line.info and line.info.startswith("Client Hello"):
                return self._side(line)
        ports = [port for _, port in self.ends]
        if SIP_TLS_PORT in ports:
            return 1 - ports.index(SIP_TLS_PORT)
        return int((ports[1] or 0) > (ports[0] or 0))

    def _steps(self, client: int) -> Iterator[Step]:
        """The first of each kind and side, in the order of the lines."""
        seen: set[tuple[str, By]] = set()
        for line in self._lines:
            by = self._by(line, client)
            for what, detail in _said(line, ("syn-ack", "server") in seen and by == "client"):
                if (what, by) not in seen or what == "alert":
                    seen.add((what, by))
                    yield Step(what, by, None, line.clock, line.line, detail)

    def _version(self, tls: list[PacketLine]) -> str | None:
        """Of the last row from the Server Hello on: before it, the protocol is only what the client wrote."""
        found: str | None = None
        answered = False
        for line in tls:
            answered = (
                answered or "Server Hello" in (line.info or "") or "Application Data" in (line.info or "")
            )
            if answered:
                found = _VERSIONS.get((line.protocol or "").upper(), found)
        return found

    def _alerts(self, client: int) -> Iterator[Alert]:
        for line in self._lines:
            if line.info and (told := _ALERT.search(line.info)):
                yield read_worded_alert(self._by(line, client), told["level"], told["description"])
            elif line.info and "Encrypted Alert" in line.info:
                yield Alert(self._by(line, client))

    def _sni(self) -> str | None:
        told = (_SNI.search(line.info) for line in self._lines if line.info)
        return next((match["name"] for match in told if match), None)

    def _hidden(self, steps: tuple[Step, ...], shows_tls: bool) -> tuple[str, ...]:
        first = {step.what for step in steps}
        reasons = [] if {"syn", "client hello"} & first else [BEGINS_LATER]
        return tuple(reasons if shows_tls else [NO_CONTENT, *reasons])


def _said(line: PacketLine, answered: bool) -> Iterator[tuple[str, str | None]]:
    """What a line tells, in the words of Handshake's steps; ``answered``: a SYN-ACK came before it."""
    flags = line.flags or ""
    if "S" in flags:
        yield ("syn-ack" if "." in flags else "syn"), None
    elif answered and "." in flags:
        yield "tcp open", None
    if "F" in flags:
        yield "fin", None
    if "R" in flags:
        yield "rst", None
    if line.info is None and line.length:
        yield "data", f"{line.length} bytes; what they are is not shown"
    if line.protocol in (None, "TCP", "SIP") or line.info is None:
        return
    if alert := _ALERT.search(line.info):
        yield "alert", f"{alert['level'].lower()} {alert['description']}"
    for match in _SAYINGS.finditer(line.info):
        what = match["what"].lower()
        yield _WORDS.get(what, what), "encrypted" if what.startswith("encrypted") else None


def _outcome(
    steps: tuple[Step, ...], alerts: tuple[Alert, ...], version: str | None, blind: bool
) -> tuple[bool | None, bool | None]:
    """Whether application data followed, and whether the handshake finished."""
    if any(alert.level == "fatal" for alert in alerts):
        return False, False
    data = any(step.what == "application data" for step in steps)
    complete = data or len({step.by for step in steps if step.what == "finished"}) == 2
    if version == "TLS 1.3":
        return None, None
    return (data or None, complete or None) if blind else (data, complete)
