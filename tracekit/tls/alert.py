"""TLS alerts: what one end tells the other when it gives up (RFC 8446 section 6, RFC 5246 section 7.2)."""

from collections.abc import Mapping

from tracekit.tls.reason import Reason, explained, table

_CERTIFICATE = "look at the certificate of the end that got the alert: names, dates, usages, chain"
_TRUST = "the sender lacks the CA (or self-signed certificate) of the other end: upload it to its trust store"
_ALIGN = "align TLS versions and ciphers of both ends (enterprise parameter TLS Ciphers, minimum TLS version)"

ALERTS: Mapping[int, Reason] = table(
    (
        Reason(0, "close_notify", "the sender closes in order; no failure"),
        Reason(
            10,
            "unexpected_message",
            "a message came that does not belong here, often no TLS at all",
            "check that both ends speak TLS on this port",
        ),
        Reason(20, "bad_record_mac", "a record was changed on its way, or the keys differ"),
        Reason(21, "decryption_failed", "a record could not be decrypted (TLS 1.0)"),
        Reason(22, "record_overflow", "a record was too long"),
        Reason(30, "decompression_failure", "compressed data were wrong"),
        Reason(40, "handshake_failure", "no common set of version, cipher and certificate kind", _ALIGN),
        Reason(
            41,
            "no_certificate",
            "the sender has no certificate to give (SSL 3.0)",
            "give the client a certificate, or do not ask for one",
        ),
        Reason(
            42,
            "bad_certificate",
            "the certificate is damaged, its signature is wrong or (as OpenSSL has it) its name",
            _CERTIFICATE,
        ),
        Reason(
            43,
            "unsupported_certificate",
            "the kind of certificate or its usages do not fit (clientAuth, serverAuth)",
            _CERTIFICATE,
        ),
        Reason(44, "certificate_revoked", "the certificate is revoked", "issue a new certificate"),
        Reason(
            45,
            "certificate_expired",
            "the certificate has expired or is not valid yet",
            "renew it; check the clock (NTP) on both ends",
        ),
        Reason(
            46,
            "certificate_unknown",
            "the certificate is refused for another reason, often its name",
            _CERTIFICATE,
        ),
        Reason(47, "illegal_parameter", "a field of the handshake has a value that cannot be"),
        Reason(48, "unknown_ca", "the chain does not end at a CA that the sender trusts", _TRUST),
        Reason(
            49,
            "access_denied",
            "the certificate is valid, but the sender does not let it in",
            "check the names that the sender expects",
        ),
        Reason(50, "decode_error", "a message was cut or malformed"),
        Reason(51, "decrypt_error", "a signature or Finished message does not verify"),
        Reason(60, "export_restriction", "an export rule is broken (old)"),
        Reason(
            70,
            "protocol_version",
            "the offered TLS version is not accepted",
            "raise the old end, or lower the minimum TLS version of the other",
        ),
        Reason(71, "insufficient_security", "the offered ciphers are too weak for the sender", _ALIGN),
        Reason(80, "internal_error", "the sender failed by itself; the reason is in its own log"),
        Reason(
            86, "inappropriate_fallback", "the client came back with a lower version than it needs (RFC 7507)"
        ),
        Reason(90, "user_canceled", "the sender gave up before the handshake ended"),
        Reason(100, "no_renegotiation", "the sender does not negotiate again"),
        Reason(109, "missing_extension", "a needed extension is missing (TLS 1.3)"),
        Reason(110, "unsupported_extension", "an extension came that was not offered"),
        Reason(
            112,
            "unrecognized_name",
            "the server does not know the name in SNI",
            "ask for a name that the server has",
        ),
        Reason(113, "bad_certificate_status_response", "the OCSP answer is wrong"),
        Reason(115, "unknown_psk_identity", "the pre-shared key is not known"),
        Reason(
            116,
            "certificate_required",
            "the client gave no certificate (TLS 1.3)",
            "give the client a certificate, or do not ask for one",
        ),
        Reason(120, "no_application_protocol", "no common application protocol (ALPN)"),
    )
)


def explain_alert(number: int | None) -> str | None:
    """What an alert means and what helps; `unknown code N`; null for no number."""
    return explained(ALERTS, number)
