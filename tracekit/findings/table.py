"""The findings table: what all checks find, in a fixed order."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.findings.catalogue import Check, checks
from tracekit.findings.finding import SEVERITIES, Finding, Frames
from tracekit.tables.frame import table_frame

_NEVER = pd.Timestamp.max.tz_localize("UTC")
"""Sorts findings without a time behind the others."""


def findings(tables: Frames, events: Frames) -> pd.DataFrame:
    """The findings table from all other tables and from the events of the families, the bad ones first.

    Among equals the order is that of the first record's time, then of slug, call, connection and words.
    """
    found = [(check, one) for check in checks().values() for one in check.check(tables, events)]
    rows = [_row(check, one) for check, one in sorted(found, key=_place)]
    columns = list(rows[0]) if rows else []
    return table_frame("findings", {column: [row[column] for row in rows] for column in columns})


def _place(found: tuple[Check, Finding]) -> tuple[Any, ...]:
    check, one = found
    at = _NEVER if one.time is None else one.time
    return (
        SEVERITIES.index(check.severity),
        at,
        check.slug,
        one.call or "",
        one.connection or "",
        one.what,
        one.evidence,
    )


def _row(check: Check, one: Finding) -> dict[str, Any]:
    return {
        "slug": check.slug,
        "severity": check.severity,
        "call": one.call,
        "connection": one.connection,
        "title": f"{check.title}: {one.about}" if one.about else check.title,
        "what": one.what,
        "why": one.why or check.why,
        "fix": one.fix or check.fix,
        "seen": one.seen,
        "evidence": list(one.evidence),
    }
