"""Cipher suites: the code points of captures, the names that OpenSSL and IANA give them, their parts.

Source: `openssl ciphers -V -stdname` (OpenSSL 3.0) and, for what it no longer lists but old traces still
show (RC4, DES, 3DES, EXPORT, static DH and ECDH), RFC 2246, 4346, 4492, 5288, 5289, 5489 and 8446. CUCM
prints OpenSSL's names (`--Cipher AES128-SHA`).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("cipher_suites.tsv")
_EPHEMERAL = frozenset({"any", "DHE", "ECDHE", "DHE_PSK", "ECDHE_PSK", "SRP"})
_SIGNALS = {0x00FF: "TLS_EMPTY_RENEGOTIATION_INFO_SCSV", 0x5600: "TLS_FALLBACK_SCSV"}
"""Offered as suites, never chosen: RFC 5746 section 3.3, RFC 7507 section 2."""


@dataclass(frozen=True)
class CipherSuite:
    """One line of the table."""

    code: int
    """code point, 0x002F for AES128-SHA"""
    iana: str
    openssl: str
    key_exchange: str
    """RSA, DHE, ECDHE, DH and ECDH (static), PSK and its mixtures, SRP; `any` in TLS 1.3"""
    authentication: str
    """RSA, ECDSA, DSS, PSK, SRP, none; `any` in TLS 1.3"""
    encryption: str
    """AES-128-GCM, AES-128-CBC, RC4-128, NULL …"""
    mac: str
    """AEAD, SHA1, SHA256, SHA384, MD5"""

    @property
    def forward_secrecy(self) -> bool:
        """Whether a recording stays closed when the server's private key becomes known later."""
        return self.key_exchange in _EPHEMERAL


def cipher_by_code(code: int) -> CipherSuite | None:
    """The suite of a code point (0xC02F), or null."""
    return _by_code().get(code)


def cipher_by_name(name: str | None) -> CipherSuite | None:
    """The suite of an OpenSSL or IANA name, whatever its case, or null: never the nearest one.

    `EDH-` and `DHE-` are one: OpenSSL 1.0 and 1.1 name the same suites so.
    """
    return _by_name().get(_folded(name)) if name else None


def offered_name(code: int) -> str:
    """How to show one entry of a client hello: OpenSSL name, signal, GREASE (RFC 8701) or `0x1A2B`."""
    suite = cipher_by_code(code)
    if suite is not None:
        return suite.openssl
    if code & 0x0F0F == 0x0A0A and code >> 8 == code & 0xFF:
        return "GREASE"
    return _SIGNALS.get(code, f"0x{code:04X}")


def cipher_suites() -> tuple[CipherSuite, ...]:
    """The whole table, by code point."""
    return tuple(_by_code().values())


@cache
def _by_code() -> dict[int, CipherSuite]:
    with _TABLE.open(encoding="ascii", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t"))[1:]
    return {int(code, 16): CipherSuite(int(code, 16), *parts) for code, *parts in rows}


@cache
def _by_name() -> dict[str, CipherSuite]:
    suites = cipher_suites()
    return {_folded(name): suite for suite in suites for name in (suite.iana, suite.openssl)}


def _folded(name: str) -> str:
    return name.strip().upper().replace("EDH-", "DHE-")
