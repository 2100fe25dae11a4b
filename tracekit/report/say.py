"""Values as words: the one gate through which text of a trace reaches a page."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from tracekit.ladder import Moment, Record
from tracekit.ladder.clock import clock_face
from tracekit.text import visible, without_secrets

LINES = "\n\t"
UNITS = ("bytes", "kB", "MB", "GB", "TB")


@lru_cache(maxsize=65_536)
def said(value: str) -> str:
    """One line of text: secrets removed, invisible characters shown."""
    return visible(without_secrets(value))


def maybe(value: object) -> str | None:
    """The same for a value that may be unknown."""
    return None if value is None else said(str(value))


def text_of(row: Record, column: str) -> str | None:
    return maybe(row.text(column))


def lines_of(value: str) -> str:
    """Text of several lines; CR LF and a lone CR become LF."""
    cleaned = without_secrets(value).replace("\r\n", "\n").replace("\r", "\n")
    return visible(cleaned, keep=LINES)


def time_of(moment: Moment) -> str | None:
    return maybe(clock_face(moment))


def instant(value: datetime | None) -> str | None:
    """``2015-03-14 14:29:21.102 UTC``."""
    return None if value is None else f"{value:%Y-%m-%d %H:%M:%S}.{value.microsecond // 1000:03} UTC"


def count(value: int) -> str:
    """``12 345``, with narrow no-break spaces."""
    return f"{value:,}".replace(",", "\u202f")


def size(value: int) -> str:
    """``1.2 MB``: decimal units."""
    amount, unit = float(value), 0
    while amount >= 999.5 and unit < len(UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.0f} {UNITS[unit]}" if unit == 0 or amount >= 99.5 else f"{amount:.1f} {UNITS[unit]}"


def duration(seconds: float | None) -> str | None:
    """``35.5 s``, ``4 min 05 s``, ``2 h 04 min``."""
    if seconds is None:
        return None
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes_left = divmod(minutes, 60)
    return f"{hours} h {minutes_left:02} min" if hours else f"{minutes} min {rest:02} s"


def percent(part: int, whole: int) -> str:
    """``0.02 %``; a part that is there never reads as 0 %."""
    if not whole or not part:
        return "0 %"
    share = 100 * part / whole
    if share < 0.01:
        return "< 0.01 %"
    return "100 %" if part == whole else f"{min(share, 99.99):.2f} %"


def peer(row: Record) -> str:
    """``10.106.95.200:5061``."""
    ip, port = row.text("remote_ip"), row.number("remote_port")
    return said(f"{ip or 'unknown address'}" + ("" if port is None else f":{port}"))


def mark(transport: str | None, port: int | None) -> str | None:
    """``TLS 5061``."""
    known = [str(part) for part in (transport, port) if part is not None]
    return said(" ".join(known)) if known else None


def all_said(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(said(value) for value in values)


def told(seen: bool | None) -> str | None:
    """Whether the trace says it or it follows from the trace; null when that is not known."""
    return None if seen is None else "seen" if seen else "inferred"


def milliseconds(value: int | None) -> str | None:
    """``99 ms``, ``12.5 s``."""
    if value is None:
        return None
    return f"{value} ms" if abs(value) < 10_000 else duration(value / 1000)
