"""TLS alerts of a capture (RFC 8446 section 6, RFC 5246 section 7.2)."""

from dataclasses import dataclass
from typing import Literal

from tracekit.tls.alert import ALERTS

_LEVELS = {1: "warning", 2: "fatal"}
_CLOSE_NOTIFY = 0


@dataclass(frozen=True)
class Alert:
    """One alert: all but its sender is null when it was encrypted."""

    by: Literal["client", "server"]
    level: str | None = None
    """fatal or warning"""
    code: int | None = None
    """null also for wording of a packet list that is not registered"""
    name: str | None = None
    """unknown_ca …"""
    meaning: str | None = None
    """null when the code is not registered"""

    @property
    def encrypted(self) -> bool:
        """Nobody but the two ends knows what it says."""
        return self.level is None

    @property
    def orderly(self) -> bool:
        """close_notify, which is no error."""
        return self.code == _CLOSE_NOTIFY

    def __str__(self) -> str:
        if self.encrypted:
            return f"encrypted alert from the {self.by}"
        code = "" if self.code is None else f" ({self.code})"
        meaning = f": {self.meaning}" if self.meaning else ""
        return f"{self.level} {self.name or 'alert'}{code} from the {self.by}{meaning}"


def read_alert(by: Literal["client", "server"], body: bytes | None) -> Alert:
    """The two bytes of a plain alert; null stands for an encrypted one."""
    if body is None:
        return Alert(by)
    reason = ALERTS.get(body[1])
    level = _LEVELS.get(body[0], f"level {body[0]}")
    return Alert(by, level, body[1], reason.name if reason else None, reason.meaning if reason else None)


def read_worded_alert(by: Literal["client", "server"], level: str, description: str) -> Alert:
    """An alert as Wireshark words it: `Fatal`, `Unknown CA`."""
    name = description.strip().lower().replace(" ", "_")
    code = next((code for code, reason in ALERTS.items() if reason.name == name), None)
    if code is None:
        return Alert(by, level.lower(), None, name)
    return Alert(by, level.lower(), code, name, ALERTS[code].meaning)


def ending_alert(alerts: tuple[Alert, ...], complete: bool | None) -> Alert | None:
    """The alert that ended a handshake: the first that is no orderly close; an encrypted one if it failed."""
    plain = [alert for alert in alerts if not alert.encrypted and not alert.orderly]
    encrypted = [alert for alert in alerts if alert.encrypted and complete is False]
    return next(iter(plain + encrypted), None)
