"""ClientHello and ServerHello (RFC 5246 section 7.4.1, RFC 8446 section 4.1), also when they are cut."""

from dataclasses import dataclass

from tracekit.capture.cursor import Cursor

VERSION_NAMES = {
    0x0002: "SSL 2.0",
    0x0300: "SSL 3.0",
    0x0301: "TLS 1.0",
    0x0302: "TLS 1.1",
    0x0303: "TLS 1.2",
    0x0304: "TLS 1.3",
}
TLS13 = 0x0304

_SERVER_NAME, _SUPPORTED_VERSIONS = 0, 43
_RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
"""The random of a HelloRetryRequest (RFC 8446 section 4.1.3)."""


@dataclass(frozen=True)
class ClientHello:
    """What the client offers; null where the capture ends before it."""

    version: int | None
    versions: tuple[int, ...]
    """From supported_versions; empty when the client does not send it (before TLS 1.3)."""
    session: bytes | None
    ciphers: tuple[int, ...]
    server_name: str | None
    sslv2: bool = False

    @property
    def highest(self) -> int | None:
        """The highest version offered."""
        return max(self.versions, default=self.version)


@dataclass(frozen=True)
class ServerHello:
    """What the server chose; null where the capture ends before it."""

    version: int | None
    session: bytes | None
    cipher: int | None
    retry: bool


def read_client_hello(body: bytes) -> ClientHello:
    """From the bytes behind the message header; GREASE values (RFC 8701) are left out."""
    cursor = Cursor(body)
    version = cursor.number(2)
    cursor.take(32)
    session = cursor.vector(1)
    ciphers = cursor.vector(2) or b""
    cursor.vector(1)
    extensions = _extensions(cursor)
    versions = Cursor(extensions.get(_SUPPORTED_VERSIONS, b"")).vector(1) or b""
    return ClientHello(
        version, _codes(versions), session, _codes(ciphers), _server_name(extensions.get(_SERVER_NAME))
    )


def read_server_hello(body: bytes) -> ServerHello:
    """From the bytes behind the message header; ``retry``: it is a HelloRetryRequest."""
    cursor = Cursor(body)
    version = cursor.number(2)
    random = cursor.take(32)
    session = cursor.vector(1)
    cipher = cursor.number(2)
    cursor.take(1)
    chosen = _extensions(cursor).get(_SUPPORTED_VERSIONS)
    if chosen is not None and len(chosen) == 2:
        version = int.from_bytes(chosen, "big")
    return ServerHello(version, session, cipher, random == _RETRY)


def read_sslv2_hello(body: bytes) -> ClientHello | None:
    """A ClientHello in the form of SSL 2.0 (RFC 5246 appendix E.2), behind its length, or null."""
    cursor = Cursor(body)
    kind, version = cursor.number(1), cursor.number(2)
    sizes = [cursor.number(2) for _ in range(3)]
    if kind != 1 or version not in VERSION_NAMES or None in sizes:
        return None
    ciphers, session, challenge = (size or 0 for size in sizes)
    if ciphers % 3 or session not in (0, 16) or not 16 <= challenge <= 32:
        return None
    if 9 + ciphers + session + challenge != len(body):
        return None
    specs = cursor.take(ciphers) or b""
    codes = (int.from_bytes(specs[at : at + 3], "big") for at in range(0, ciphers, 3))
    # Three-byte codes above 0xFFFF are ciphers of SSL 2.0 itself, which have no TLS name.
    return ClientHello(version, (), None, tuple(code for code in codes if code <= 0xFFFF), None, sslv2=True)


def _extensions(cursor: Cursor) -> dict[int, bytes]:
    size = cursor.number(2)
    inner = Cursor(cursor.rest()[:size] if size else b"")
    found: dict[int, bytes] = {}
    while (code := inner.number(2)) is not None and (value := inner.vector(2)) is not None:
        found.setdefault(code, value)
    return found


def _codes(field: bytes) -> tuple[int, ...]:
    codes = (int.from_bytes(field[at : at + 2], "big") for at in range(0, len(field) - 1, 2))
    return tuple(code for code in codes if code & 0x0F0F != 0x0A0A or code >> 8 != code & 0xFF)


def _server_name(extension: bytes | None) -> str | None:
    """The host name of RFC 6066 section 3."""
    names = Cursor(Cursor(extension or b"").vector(2) or b"")
    if names.number(1) != 0:
        return None
    name = names.vector(2)
    return name.decode("utf-8", errors="replace") if name else None
