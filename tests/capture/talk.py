"""Real TLS handshakes between two ends in memory: the bytes that each flight puts on the wire."""

import contextlib
import ssl
import warnings
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from tests.capture.identities import Identity, identity

By = Literal["client", "server"]
Flight = tuple[By, bytes]


@dataclass(frozen=True)
class Case:
    """How two ends are set up; the default is the guide's trunk over TLS 1.2."""

    versions: tuple[str, str] = ("TLSv1_2", "TLSv1_2")
    """Highest version of client and server, and the lowest too."""
    ciphers: tuple[str, str] = ("ALL", "ALL")
    client: str | None = "CUCMA"
    server: str = "CUCM10"
    server_years: int = 5
    trusted: tuple[str, str] = ("CUCM10", "CUCMA")
    """Whom the client and the server trust."""
    host: str | None = None
    """The name that the client expects and sends as SNI."""
    close: bool = True


CASES: dict[str, Case] = {
    "tls10": Case(("TLSv1", "TLSv1"), ("AES128-SHA", "AES128-SHA")),
    "tls11": Case(("TLSv1_1", "TLSv1_1")),
    "tls12_ecdhe": Case(ciphers=("ECDHE-RSA-AES256-GCM-SHA384", "ALL")),
    "tls12_static_rsa": Case(ciphers=("AES128-SHA", "ALL")),
    "tls13": Case(("TLSv1_3", "TLSv1_3")),
    "unknown_ca": Case(trusted=("OTHER", "CUCMA")),
    "unknown_client_ca": Case(trusted=("CUCM10", "OTHER")),
    "no_client_certificate": Case(client=None),
    "expired": Case(server_years=2),
    "name_mismatch": Case(host="cucm11"),
    "right_name": Case(host="cucm10"),
    "version_mismatch": Case(("TLSv1", "TLSv1_2")),
    "cipher_mismatch": Case(ciphers=("AES128-SHA", "ECDHE-RSA-AES256-GCM-SHA384")),
    "tls13_no_client_certificate": Case(("TLSv1_3", "TLSv1_3"), client=None),
    "tls13_unknown_ca": Case(("TLSv1_3", "TLSv1_3"), trusted=("OTHER", "CUCMA")),
}


def ends(case: Case) -> tuple[Identity | None, Identity]:
    """Who presents what."""
    return identity(case.client) if case.client else None, identity(case.server, case.server_years)


@dataclass
class _End:
    by: By
    heard: ssl.MemoryBIO = field(default_factory=ssl.MemoryBIO)
    said: ssl.MemoryBIO = field(default_factory=ssl.MemoryBIO)
    done: bool = False
    failed: bool = False


@cache
def flights(name: str) -> tuple[Flight, ...]:
    """The flights of a case in order: handshake, one SIP message each way, close."""
    case = CASES[name]
    wire: list[Flight] = []
    client, server = _End("client"), _End("server")
    talks = {
        "client": _context(case, "client").wrap_bio(client.heard, client.said, server_hostname=case.host),
        "server": _context(case, "server").wrap_bio(server.heard, server.said, server_side=True),
    }
    for _ in range(6):
        _shake(client, server, talks["client"], wire)
        _shake(server, client, talks["server"], wire)
    if not client.failed and client.done and server.done:
        talks["client"].write(b"INVITE sip:9898@10.10.95.200:5061 SIP/2.0\r\n" + b"X: y\r\n" * 60)
        _send(client, server, wire)
        talks["server"].write(b"SIP/2.0 100 Trying\r\n\r\n")
        _send(server, client, wire)
        if case.close:
            _close(talks["client"])
            _send(client, server, wire)
    return tuple(wire)


def _shake(end: _End, other: _End, talk: ssl.SSLObject, wire: list[Flight]) -> None:
    if end.failed:
        return
    try:
        if not end.done:
            talk.do_handshake()
            end.done = True
        else:
            talk.read(1)
    except ssl.SSLWantReadError:
        pass
    except ssl.SSLError:
        end.failed = True
    _send(end, other, wire)


def _send(end: _End, other: _End, wire: list[Flight]) -> None:
    if piece := end.said.read():
        wire.append((end.by, piece))
        other.heard.write(piece)


def _close(talk: ssl.SSLObject) -> None:
    with contextlib.suppress(ssl.SSLError):
        talk.unwrap()


def _context(case: Case, by: By) -> ssl.SSLContext:
    place = 0 if by == "client" else 1
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT if by == "client" else ssl.PROTOCOL_TLS_SERVER)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        version = getattr(ssl.TLSVersion, case.versions[place])
        context.maximum_version = context.minimum_version = version
    context.set_ciphers(f"{case.ciphers[place]}:@SECLEVEL=0")
    context.check_hostname = case.host is not None and by == "client"
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=_trusted(case, case.trusted[place]).pem)
    own = ends(case)[place]
    if own is not None:
        with own.file() as path:
            context.load_cert_chain(path)
    return context


def _trusted(case: Case, name: str) -> Identity:
    return identity(name, case.server_years) if name == case.server else identity(name)
