"""From a followed connection to the handshake it holds."""

from typing import Literal, NamedTuple

from tracekit.capture.alert import Alert, ending_alert, read_alert
from tracekit.capture.connection import SIP_TLS_PORT, Connection, Side
from tracekit.capture.handshake import By, Handshake, Step, instant
from tracekit.capture.hello import TLS13, VERSION_NAMES
from tracekit.capture.named import cipher_name, name_of
from tracekit.capture.note import CUT, Facts, write_note
from tracekit.capture.sealed import Inferred, infer
from tracekit.capture.speaker import Mark, Speaker

_SIDES: tuple[By, By] = ("client", "server")
_DATA = "application data"


class _Ends(NamedTuple):
    """Client and server."""

    client: Side
    server: Side
    heard: tuple[Speaker, Speaker]


def conclude(connection: Connection) -> Handshake | None:
    """The handshake of a finished connection; null when it is neither TLS nor on the port of SIP over TLS."""
    ends = _ends(connection)
    heard = ends.heard
    tls = any(one.speaks_tls for one in heard)
    on_port = SIP_TLS_PORT in (ends.client.port, ends.server.port)
    opened = any(side.syns or side.bytes for side in connection.sides)
    if not tls and not (on_port and opened):
        return None
    hello = heard[1].server_hello
    version = _version(heard)
    inferred = infer(*heard, hello.cipher if hello else None) if version == TLS13 else None
    alerts = _alerts(heard, inferred)
    hidden = _hidden(ends)
    data, complete = _outcome(heard, inferred, alerts, bool(hidden))
    facts = Facts(
        tls=tls,
        tcp=_tcp_trouble(ends),
        hidden=hidden,
        version=version,
        resumed=_resumed(heard),
        no_client_certificate=_declined(heard),
        data=data,
        complete=complete,
        lost=tuple(one.lost for one in heard),
        cut=sum(one.cut for one in heard),
        first_packet=connection.first.number,
        offered=_offered(heard[0]),
    )
    steps = _steps(ends, inferred, alerts)
    return _handshake(connection, ends, facts, steps, tuple(alert for alert, _ in alerts))


def _handshake(
    connection: Connection,
    ends: _Ends,
    facts: Facts,
    steps: tuple[Step, ...],
    alerts: tuple[Alert, ...],
) -> Handshake:
    client, server = ends.heard
    offer, hello = client.client_hello, server.server_hello
    own = tuple(tuple(der for der, _ in one.certificates) for one in ends.heard)
    ending = ending_alert(alerts, facts.complete)
    code = hello.cipher if hello else None
    return Handshake(
        started=instant(connection.first.time),
        client_ip=ends.client.address,
        client_port=ends.client.port,
        server_ip=ends.server.address,
        server_port=ends.server.port,
        version=VERSION_NAMES.get(facts.version, f"0x{facts.version:04x}") if facts.version else None,
        cipher=cipher_name(code),
        sni=offer.server_name if offer else None,
        server_cn=name_of(own[1]),
        client_cn=name_of(own[0]),
        alert=str(ending) if ending else None,
        application_data=facts.data,
        complete=facts.complete,
        note=write_note(facts),
        unit="packet",
        steps=steps,
        cipher_code=code,
        offered_versions=facts.offered,
        offered_ciphers=offer.ciphers if offer else (),
        alerts=alerts,
        server_certificates=own[1],
        client_certificates=own[0],
        resumed=facts.resumed,
        encrypted=facts.version == TLS13,
        hidden=facts.hidden,
    )


def _ends(connection: Connection) -> _Ends:
    sides = connection.sides
    client = next(
        (place for place in (_by_hello(sides), _by_syn(sides), _by_port(sides)) if place is not None), 0
    )
    one, other = sides[client], sides[1 - client]
    heard = (one.speaker or Speaker(True), other.speaker or Speaker(True))
    return _Ends(one, other, heard)


def _by_hello(sides: tuple[Side, Side]) -> int | None:
    for place, side in enumerate(sides):
        speaker = side.speaker
        if speaker is not None and speaker.client_hello is not None:
            return place
        if speaker is not None and speaker.server_hello is not None:
            return 1 - place
    return None


def _by_syn(sides: tuple[Side, Side]) -> int | None:
    for place, side in enumerate(sides):
        if side.syn is not None:
            return 1 - place if side.syn_answers else place
    return None


def _by_port(sides: tuple[Side, Side]) -> int | None:
    """A server listens on the port of SIP over TLS, or else on the lower one."""
    ports = [side.port for side in sides]
    if SIP_TLS_PORT in ports and ports[0] != ports[1]:
        return 1 - ports.index(SIP_TLS_PORT)
    return None if ports[0] == ports[1] else int(ports[0] < ports[1])


def _version(heard: tuple[Speaker, Speaker]) -> int | None:
    """Of the ServerHello; without it, records behind the hellos tell versions up to TLS 1.1 (RFC 5246)."""
    hello = heard[1].server_hello
    if hello is not None and hello.version is not None:
        return hello.version
    for one in heard:
        if one.record_version and (one.sealed or "change cipher spec" in one.marks):
            return one.record_version if one.record_version <= 0x0302 else None
    return None


def _resumed(heard: tuple[Speaker, Speaker]) -> bool:
    """The server goes from its hello straight to ChangeCipherSpec."""
    server = heard[1]
    hello = server.server_hello
    return (
        hello is not None
        and hello.version != TLS13
        and not server.lost
        and not server.cut
        and "change cipher spec" in server.marks
        and not {"certificate", "server key exchange", "server hello done"} & server.marks.keys()
    )


def _declined(heard: tuple[Speaker, Speaker]) -> bool:
    """The client was asked for a certificate and sent none."""
    client, server = heard
    if "certificate request" not in server.marks or client.certificates or client.lost or client.cut:
        return False
    return "client key exchange" in client.marks or "certificate" in client.marks


def _hidden(ends: _Ends) -> tuple[str, ...]:
    reasons = []
    if ends.client.bytes and not any((ends.server.bytes, ends.server.syn, ends.server.ack, ends.server.rst)):
        reasons.append("only the client's packets were captured")
    if any(one.joined_late for one in ends.heard):
        reasons.append("the capture begins within the connection")
    if any(one.cut for one in ends.heard):
        reasons.append(CUT)
    if any(one.lost for one in ends.heard):
        reasons.append("packets are missing in the capture")
    return tuple(reasons)


def _alerts(heard: tuple[Speaker, Speaker], inferred: Inferred | None) -> list[tuple[Alert, Mark]]:
    found = [
        (read_alert(side, body), mark)
        for side, one in zip(_SIDES, heard, strict=True)
        for body, mark in one.alerts
    ]
    if inferred is not None and inferred.alert_by is not None and inferred.alert is not None:
        found.append((read_alert(_SIDES[inferred.alert_by], None), inferred.alert))
    return sorted(found, key=lambda one: one[1].number)


def _outcome(
    heard: tuple[Speaker, Speaker], inferred: Inferred | None, alerts: list[tuple[Alert, Mark]], blind: bool
) -> tuple[bool | None, bool | None]:
    """Whether application data followed, and whether the handshake finished."""
    if inferred is not None:
        data, complete = inferred.has_data, inferred.complete
    else:
        data = any(one.sealed for one in heard)
        complete = data or all("finished" in one.marks for one in heard)
        if any(alert.level == "fatal" for alert, _ in alerts) and not data:
            return False, False
    if blind:
        return data or None, complete or None
    return data, complete


def _offered(client: Speaker) -> tuple[str, ...]:
    hello = client.client_hello
    if hello is None:
        return ()
    codes = hello.versions or ((hello.version,) if hello.version is not None else ())
    return tuple(VERSION_NAMES.get(code, f"0x{code:04x}") for code in codes)


def _tcp_trouble(ends: _Ends) -> Literal["refused", "unanswered", "silent"] | None:
    """Why there is not even a hello."""
    client, server = ends.client, ends.server
    if client.syn is not None and server.syn is None and not server.bytes:
        return "refused" if server.rst is not None else "unanswered"
    if not client.bytes and not server.bytes:
        return "silent"
    return None


def _steps(ends: _Ends, inferred: Inferred | None, alerts: list[tuple[Alert, Mark]]) -> tuple[Step, ...]:
    found = [_step(*one) for one in _tcp_steps(ends)]
    for by, one in zip(_SIDES, ends.heard, strict=True):
        found += [_step(what, by, mark) for what, mark in one.marks.items()]
        if inferred is None and one.sealed:
            found.append(_step(_DATA, by, one.sealed[0].mark))
    if inferred is not None:
        for by, mark in zip(_SIDES, inferred.finished, strict=True):
            if mark is not None:
                found.append(_step("finished", by, mark._replace(detail="told by the size of its record")))
        if inferred.data is not None:
            mark = inferred.data._replace(detail="told by the sizes of the records before it")
            found.append(_step(_DATA, "client", mark))
    for alert, mark in alerts:
        found.append(_step("alert", alert.by, mark._replace(detail=str(alert))))
    return tuple(sorted(found, key=lambda step: step.place))


def _tcp_steps(ends: _Ends) -> list[tuple[str, By, Mark]]:
    found: list[tuple[str, By, Mark | None]] = []
    for by, side in zip(_SIDES, (ends.client, ends.server), strict=True):
        found.append(("syn-ack" if side.syn_answers else "syn", by, side.syn))
        found += [("fin", by, side.fin), ("rst", by, side.rst)]
    if ends.client.syn is not None and ends.server.syn is not None:
        found.append(("tcp open", "client", ends.client.ack))
    return [(what, by, mark) for what, by, mark in found if mark is not None]


def _step(what: str, by: By, mark: Mark) -> Step:
    return Step(what, by, instant(mark.time), None, mark.number, mark.detail)
