"""Headers that are not of the fixed layout: squeezed, wrapped or glued by pasting, dated, or of SDI."""

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tracekit.grammar.plan import Plan
from tracekit.record.header import kind_code

Longs = NDArray[np.int64]
UNKNOWN = -1
_FIELDS = ("start", "body", "ms", "day", "seq", "sub", "kind")


@dataclass
class OddHeaders:
    """Records found one by one: few, or the whole text is a paste or of an old version."""

    plan: Plan
    kind: int | None = None
    """The kind of all of them; null when the header's type column tells."""
    values: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in _FIELDS})

    def search(self, data: bytes, taken: Longs) -> "OddHeaders":
        """Headers anywhere in the text, but for the places in ``taken``."""
        known = set(taken.tolist())
        for match in self.plan.regexp.finditer(data):
            if match.start() not in known:
                self._add(match)
        return self

    def look(self, data: bytes, starts: Longs) -> "OddHeaders":
        """Headers at exactly these places, where there is one."""
        for start in starts.tolist():
            match = self.plan.regexp.match(data, start)
            if match is not None:
                self._add(match)
        return self

    def columns(self) -> dict[str, Longs]:
        """Start, body, time of day, day, seq, sub and kind, in the order of the file."""
        return {name: np.array(values, dtype=np.int64) for name, values in self.values.items()}

    def _add(self, match: re.Match[bytes]) -> None:
        got = {name: match.group(groups[0]) for name, groups in self.plan.groups.items()}
        kind = self.kind if self.kind is not None else kind_code(got["type"].decode("latin-1"))
        row = (
            match.start(),
            match.end(),
            _milliseconds(got["time"]),
            _day(got.get("date"), got.get("date_sdi")),
            int(got.get("seq") or UNKNOWN),
            int(got.get("sub") or UNKNOWN),
            kind,
        )
        for name, value in zip(_FIELDS, row, strict=True):
            self.values[name].append(value)


def _milliseconds(time: bytes) -> int:
    return (int(time[:2]) * 60 + int(time[3:5])) * 60_000 + int(time[6:8]) * 1000 + int(time[9:12])


def _day(date: bytes | None, american: bytes | None) -> int:
    """Days since 1970 of `2008/09/26` or `09/26/2008`; -1 for none, or for a day that does not exist."""
    if american is not None:
        date = american[6:] + b"/" + american[:5]
    if date is None:
        return UNKNOWN
    try:
        return int(np.datetime64(date.decode("latin-1").replace("/", "-"), "D").astype(np.int64))
    except ValueError:
        return UNKNOWN
