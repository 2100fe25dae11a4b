"""A TLS handshake as a capture shows it, and when each of its steps was seen."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from tracekit.capture.alert import Alert

By = Literal["client", "server"]

_LATEST = 4_102_444_800_000_000_000
"""The year 2100 in nanoseconds: later times come from damaged files."""


@dataclass(frozen=True)
class Step:
    """One thing that one side did.

    ``what``: syn, syn-ack, tcp open, the names of handshake messages (client hello, certificate …), change
    cipher spec, finished, application data, alert, fin, rst, and data where a text shows lengths only.
    ``time`` in UTC; ``clock`` is the time as a text capture prints it, which has no date. ``place``: packet
    or line number, from 1.
    """

    what: str
    by: By
    time: datetime | None
    clock: str | None
    place: int
    detail: str | None = None


@dataclass(frozen=True)
class Handshake:
    """One row of the table `handshakes`, and what stands behind it."""

    started: datetime | None
    client_ip: str
    client_port: int | None
    server_ip: str
    server_port: int | None
    version: str | None
    cipher: str | None
    sni: str | None
    server_cn: str | None
    client_cn: str | None
    alert: str | None
    application_data: bool | None
    complete: bool | None
    note: str | None
    unit: Literal["packet", "line"]
    """What the places of the steps count."""
    steps: tuple[Step, ...]
    cipher_code: int | None
    offered_versions: tuple[str, ...]
    offered_ciphers: tuple[int, ...]
    """Code points, in the client's order."""
    alerts: tuple[Alert, ...]
    server_certificates: tuple[bytes, ...]
    """DER, the server's own first."""
    client_certificates: tuple[bytes, ...]
    resumed: bool
    """An earlier session goes on, so that no certificates are exchanged (RFC 5246 section 7.3)."""
    encrypted: bool
    """TLS 1.3 hides everything behind its hellos."""
    hidden: tuple[str, ...]
    """Why something may have happened that was not seen; empty when everything would have been seen."""

    def step(self, what: str, by: By | None = None) -> Step | None:
        """The first such step, of either side when ``by`` is null."""
        return next((one for one in self.steps if one.what == what and by in (None, one.by)), None)


def instant(nanoseconds: int | None) -> datetime | None:
    """UTC, to the microsecond; null for a time that no capture can have."""
    if nanoseconds is None or not 0 <= nanoseconds < _LATEST:
        return None
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest // 1000)
