"""One diagnosis, as a check gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Frames = Mapping[str, pd.DataFrame]
"""Tables of the schema, or events of the families, by name."""

Severity = Literal["bad", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("bad", "warning", "note")
"""Worst first. ``bad``: something does not work, or a secret was readable. ``warning``: it will fail, it is
weak, or the trace does not tell all. ``note``: worth knowing, nothing is wrong."""


@dataclass(frozen=True)
class Finding:
    """What one check found; what it does not say itself is what its module says of all of them."""

    what: str
    """what was seen, with its figures"""
    evidence: tuple[str, ...]
    """``member:line`` of the records that prove it"""
    about: str | None = None
    """the device, peer or number; stands behind the title"""
    time: pd.Timestamp | None = None
    """of the first record, UTC"""
    seen: bool = True
    """stated by the trace; otherwise inferred from it"""
    call: str | None = None
    connection: str | None = None
    why: str | None = None
    fix: str | None = None
