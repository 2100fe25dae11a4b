"""The words on arrows and notes of exports: secrets removed, invisible characters shown, one line each."""

from tracekit.ladder import Arrow, Note, Row
from tracekit.ladder.clock import clock_face
from tracekit.secrets import without_secrets
from tracekit.text import spoken_delta
from tracekit.visible import visible

LOCK = "🔒"


def said(text: str) -> str:
    """One line of trace text, fit to be shown."""
    return visible(without_secrets(text))


def arrow_label(row: Arrow) -> str:
    """``INVITE (SDP)``."""
    return said(row.label) + (" (SDP)" if row.has_sdp else "")


def arrow_mark(row: Arrow) -> str:
    """``🔒 TLS 5061 AES128-SHA · CN CUCM10``, or ``TCP 5060``."""
    lock = LOCK if row.secure else None
    parts = (lock, row.mark or "transport unknown", row.security)
    return said(" ".join(part for part in parts if part is not None))


def note_text(row: Note) -> str:
    """``Digit analysis: 1018 dialled 9898``; marked where it is inferred."""
    return said(f"{row.title}: {row.text}" + ("" if row.seen else " (inferred)"))


def row_time(row: Row) -> str:
    """``19:59:21.224``."""
    return said(clock_face(row.moment) or "time unknown")


def row_delta(row: Row) -> str:
    """``+15 ms``; empty when unknown."""
    return spoken_delta(row.delta_ms)
