"""What is known of one connection when its security is judged."""

from dataclasses import dataclass
from datetime import datetime

from tracekit.tls.cisco_reason import (
    CONNECTION_FAILURES,
    DEVICE_FAILURES,
    explain_connection_failure,
    explain_device_failure,
)
from tracekit.tls.openssl_reason import OPENSSL_REASONS, explain_openssl_reason
from tracekit.tls.verification_error import VERIFICATION_ERRORS, explain_verification_error

NAME, VERIFICATION, PROTOCOL, ALARM, DEVICE = "name", "verification", "protocol", "alarm", "device"
"""Kinds of errors: validTLSConnection · HandleSSLError with a verification error · TLS protocol error with an
SSL reason · alarm ConnectionFailure · a device's failure code."""

_EXPLAINED = {
    VERIFICATION: explain_verification_error,
    PROTOCOL: explain_openssl_reason,
    ALARM: explain_connection_failure,
    DEVICE: explain_device_failure,
}
_REASONS = {
    VERIFICATION: VERIFICATION_ERRORS,
    PROTOCOL: OPENSSL_REASONS,
    ALARM: CONNECTION_FAILURES,
    DEVICE: DEVICE_FAILURES,
}
_NAME_CODES = {(ALARM, 2), (DEVICE, 11)}


@dataclass(frozen=True)
class TlsError:
    """One line of the trace that tells of a TLS failure of the connection."""

    kind: str
    """name, verification, protocol, alarm or device"""
    text: str
    """the line's own words"""
    number: int | None = None
    """its code, where it has one"""
    cure: str | None = None
    """what to do, where no list of codes tells it"""

    @property
    def about_the_name(self) -> bool:
        """Whether the peer's names are what CUCM objects to."""
        return self.kind == NAME or (self.kind, self.number) in _NAME_CODES

    @property
    def explained(self) -> str:
        """The words, and what the number means."""
        meaning = _EXPLAINED[self.kind](self.number) if self.kind in _EXPLAINED else None
        return f"{self.text} ({meaning})" if meaning else self.text

    @property
    def fix(self) -> str | None:
        """What to do against it; null when it says too little."""
        if self.cure:
            return self.cure
        reason = _REASONS[self.kind].get(self.number) if self.kind in _REASONS and self.number else None
        return reason.fix if reason else None


@dataclass(frozen=True)
class Srtp:
    """What the bodies of its messages tell of media keys; null is not known."""

    allowed: bool | None = None
    """`SRTP Allowed` of the trunk"""
    offered: bool = False
    """a=crypto in an offer"""
    answered: bool = False
    """a=crypto in an answer"""


@dataclass(frozen=True)
class ConnectionFacts:
    """One life of a connection; null is not known. Times are instants in UTC."""

    transport: str | None
    """TLS, TCP or UDP"""
    why: str
    """by what the transport is recognised"""
    transport_seen: bool = True
    tls_security: int | None = None
    """of createConnMsg: 1 non secure, 2 authenticated, 3 encrypted"""
    security_mode: int | None = None
    """of the trunk's security profile: the same numbers"""
    remote_port: int | None = None
    local_port: int | None = None
    opened: datetime | None = None
    certificate_time: datetime | None = None
    subject: str | None = None
    cn: str | None = None
    san: tuple[str, ...] | None = None
    cipher: str | None = None
    """OpenSSL name"""
    version: str | None = None
    """`TLS 1.2`, known from captures only"""
    expected: tuple[str, ...] = ()
    """names of the profile, of --expect-cn, or of the phone"""
    messages_in: int = 0
    messages_out: int = 0
    first_in: datetime | None = None
    first_out: datetime | None = None
    closed: datetime | None = None
    close_reason: str | None = None
    closed_by: str | None = None
    """`CUCM` or `peer`"""
    trace_starts_later: bool = False
    """the connection is older than the trace"""
    trace_ends: datetime | None = None
    """time of the node's last record"""
    errors: tuple[TlsError, ...] = ()
    srtp: Srtp = Srtp()

    @property
    def has_certificate(self) -> bool:
        """Whether the peer's certificate was logged, which happens when the handshake has ended well."""
        return any(told is not None for told in (self.certificate_time, self.subject, self.cipher))

    @property
    def wants_tls(self) -> bool:
        """Whether request or profile ask for a secure connection."""
        return any(mode is not None and mode >= 2 for mode in (self.tls_security, self.security_mode))
