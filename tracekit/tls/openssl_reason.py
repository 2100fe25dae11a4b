"""Reason numbers of OpenSSL's SSL library: `TLS protocol error(ssl reason code=bad message type [114])`.

Numbers from 1000 on are alerts that the peer sent (SSL_AD_REASON_OFFSET in ssl.h): 1048 is alert 48. 68 and
114 are seen in public traces; the others are from sslerr.h of OpenSSL 1.0 and 1.1. A later OpenSSL may give
a number below 1000 to another reason: where the line has words too, the words are right.
"""

from collections.abc import Mapping

from tracekit.tls.alert import ALERTS
from tracekit.tls.reason import Reason, explained, table

ALERT_OFFSET = 1000

_ALIGN = "align TLS versions and ciphers of both ends (enterprise parameter TLS Ciphers, minimum TLS version)"
_SPEAK = "check that both ends speak TLS on this port, and that no proxy answers"
_CLIENT = "give the client a certificate (clientAuth), or turn the verification of clients off"

OPENSSL_REASONS: Mapping[int, Reason] = table(
    (
        Reason(
            68,
            "internal error",
            "the library gave up by itself, often after its own verification failed; see the lines before",
        ),
        Reason(
            114,
            "bad message type",
            "an unexpected handshake message, seen after the verification failed; see the lines before",
        ),
        Reason(129, "block cipher pad is wrong", "a record was changed on its way, or the keys differ"),
        Reason(
            134,
            "certificate verify failed",
            "the peer's certificate was not accepted; the verification error says why",
        ),
        Reason(156, "http request", "plain HTTP came to a TLS port", _SPEAK),
        Reason(166, "version too high", "the offered TLS version is above what is allowed here", _ALIGN),
        Reason(176, "no certificates returned", "the peer gave no certificate", _CLIENT),
        Reason(181, "no ciphers available", "no cipher is left after the settings", _ALIGN),
        Reason(191, "no protocols available", "no TLS version is left after the settings", _ALIGN),
        Reason(
            193,
            "no shared cipher",
            "the two ends have no cipher in common, or no certificate of the kind it needs",
            _ALIGN,
        ),
        Reason(199, "peer did not return a certificate", "the client gave no certificate", _CLIENT),
        Reason(229, "ssl handshake failure", "the connection ended during the handshake"),
        Reason(244, "unexpected message", "a message came that does not belong here"),
        Reason(252, "unknown protocol", "what came is no TLS, or a version that is not known here", _SPEAK),
        Reason(258, "unsupported protocol", "the peer's TLS version is not accepted here", _ALIGN),
        Reason(267, "wrong version number", "what came is no TLS, or a version that is not accepted", _SPEAK),
        Reason(
            281, "decryption failed or bad record mac", "a record was changed on its way, or the keys differ"
        ),
        Reason(
            394, "dh key too small", "the server's Diffie-Hellman group is too small", "use ECDHE ciphers"
        ),
        Reason(396, "version too low", "the offered TLS version is below the minimum here", _ALIGN),
        Reason(
            398,
            "ca md too weak",
            "the chain is signed with MD5 or SHA-1",
            "have the chain signed with SHA-256",
        ),
        Reason(
            399,
            "ee key too small",
            "the key of the certificate is too short",
            "make a key of at least 2048 bits",
        ),
    )
)


def explain_openssl_reason(number: int | None) -> str | None:
    """What an SSL reason number means and what helps; `unknown code N`; null for no number."""
    alert = ALERTS.get(number - ALERT_OFFSET) if number is not None and number >= ALERT_OFFSET else None
    if alert is None:
        return explained(OPENSSL_REASONS, number)
    cure = f" – {alert.fix}" if alert.fix else ""
    return f"{number} the peer sent the alert {alert.name} ({alert.number}): {alert.meaning}{cure}"
