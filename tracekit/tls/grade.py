"""How good a cipher suite is, judged by its parts; every reason names the RFC that says so.

The grade is that of the worst part:

* ``strong``: forward secrecy and authenticated encryption, nothing against it in a current RFC;
* ``acceptable``: forward secrecy, but an older way to protect the records (CBC) or a short tag;
* ``weak``: an RFC says SHOULD NOT or deprecates it; a recording may be decrypted later;
* ``broken``: an RFC says MUST NOT, or there is no encryption or nobody is authenticated.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tracekit.tls.cipher import CipherSuite, cipher_by_name

GRADES = ("strong", "acceptable", "weak", "broken")
"""From best to worst."""


@dataclass(frozen=True)
class CipherGrade:
    """The grade of a suite and why, the gravest reason first."""

    grade: str
    reasons: tuple[str, ...]
    forward_secrecy: bool
    suite: CipherSuite


@dataclass(frozen=True)
class Rule:
    """One part of a suite that keeps it from being strong."""

    holds: Callable[[CipherSuite], bool]
    grade: str
    reason: str


def _encrypted_with(*starts: str) -> Callable[[CipherSuite], bool]:
    return lambda suite: suite.encryption.startswith(starts)


def _exchanged_by(*names: str) -> Callable[[CipherSuite], bool]:
    return lambda suite: suite.key_exchange in names


RULES = (
    Rule(_encrypted_with("NULL"), "broken", "no encryption: everything is readable (RFC 9325 section 4.1)"),
    Rule(
        lambda suite: suite.authentication == "none",
        "broken",
        "anonymous: no certificate, anybody can stand in between (RFC 5246 appendix F.1.1.1)",
    ),
    Rule(_encrypted_with("RC4"), "broken", "RC4 is prohibited (RFC 7465)"),
    Rule(
        lambda suite: "-40" in suite.encryption,
        "broken",
        "40-bit export key: less than 112 bits (RFC 9325 section 4.1)",
    ),
    Rule(_encrypted_with("DES-"), "broken", "single DES is withdrawn (RFC 5469)"),
    Rule(_encrypted_with("IDEA"), "weak", "IDEA is withdrawn and has 64-bit blocks (RFC 5469)"),
    Rule(
        _encrypted_with("3DES"),
        "weak",
        "3DES gives less than 128 bits of security (RFC 9325 section 4.1) in 64-bit blocks (Sweet32)",
    ),
    Rule(
        _exchanged_by("RSA", "RSA_PSK"),
        "weak",
        "static RSA key exchange: no forward secrecy, a capture can be decrypted with the server's private "
        "key (RFC 9325 section 4.1; deprecated by RFC 10015)",
    ),
    Rule(
        _exchanged_by("DH"),
        "weak",
        "static Diffie-Hellman: no forward secrecy (RFC 9325 section 4.1; deprecated by RFC 10015)",
    ),
    Rule(
        _exchanged_by("ECDH"),
        "weak",
        "static elliptic-curve Diffie-Hellman: no forward secrecy (RFC 9325 section 4.1; "
        "discouraged by RFC 10015)",
    ),
    Rule(_exchanged_by("PSK"), "weak", "pre-shared key alone: no forward secrecy (RFC 4279 section 7.1)"),
    Rule(
        _exchanged_by("DHE", "DHE_PSK"),
        "weak",
        "finite-field Diffie-Hellman (RFC 9325 section 4.1: SHOULD NOT; deprecated by RFC 10015)",
    ),
    Rule(lambda suite: suite.mac == "MD5", "weak", "MD5 protects the records (RFC 6151)"),
    Rule(
        lambda suite: suite.encryption.endswith("-CBC"),
        "acceptable",
        "CBC instead of authenticated encryption (RFC 9325 section 4.2 recommends AES-GCM)",
    ),
    Rule(
        lambda suite: suite.mac == "SHA1",
        "acceptable",
        "SHA-1 protects the records: a suite of TLS 1.0, though HMAC-SHA-1 itself holds (RFC 6194)",
    ),
    Rule(_encrypted_with("AES-128-CCM-8", "AES-256-CCM-8"), "acceptable", "8-byte tag (RFC 6655)"),
    Rule(_exchanged_by("SRP"), "acceptable", "a password takes the place of a certificate (RFC 5054)"),
)

_VERSIONS = {
    "SSL 2.0": ("broken", "SSL 2.0 is prohibited (RFC 6176)"),
    "SSL 3.0": ("broken", "SSL 3.0 is prohibited (RFC 7568)"),
    "TLS 1.0": ("weak", "TLS 1.0 is deprecated (RFC 8996)"),
    "TLS 1.1": ("weak", "TLS 1.1 is deprecated (RFC 8996)"),
}


def grade(name: str | None, version: str | None = None) -> CipherGrade | None:
    """The grade of a suite by its OpenSSL or IANA name, and of the TLS version (`TLS 1.0`) where it is known.

    Null for a name that the table does not hold: the nearest name may be a different suite.
    """
    suite = cipher_by_name(name)
    if suite is None:
        return None
    found = [(rule.grade, rule.reason) for rule in RULES if rule.holds(suite)]
    if version in _VERSIONS:
        found.append(_VERSIONS[version])
    found.sort(key=lambda one: -GRADES.index(one[0]))
    if not found:
        found = [
            (
                "strong",
                f"{_exchange(suite)} and {suite.encryption}: forward secrecy and authenticated encryption",
            )
        ]
    return CipherGrade(found[0][0], tuple(reason for _, reason in found), suite.forward_secrecy, suite)


def version_weakness(version: str | None) -> tuple[str, str] | None:
    """Grade and reason of a version that is broken or weak by itself; null for others and for none."""
    return _VERSIONS.get(version or "")


def _exchange(suite: CipherSuite) -> str:
    return "TLS 1.3 key exchange" if suite.key_exchange == "any" else f"{suite.key_exchange} key exchange"
