"""The characters a ladder is drawn with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """``plain`` and ``secure``, ``leads`` and ``secure_leads``: an arrow without and with TLS."""

    life: str
    plain: str
    secure: str
    right: str
    left: str
    note: str
    more: str
    leads: str
    secure_leads: str
    ascii_only: bool


UNICODE = Style("│", "─", "═", "▶", "◀", "◆", "…", "→", "⇒", ascii_only=False)
ASCII = Style("|", "-", "=", ">", "<", "*", "~", "->", "=>", ascii_only=True)
