"""Alarms of the trace, each once: CUCM prints one in words and as a record of its own."""

from __future__ import annotations

import pandas as pd

from tracekit.findings.finding import Frames


def raised(events: Frames, name: str) -> pd.DataFrame:
    """The alarms of that name; where only the one in words is there, that one. In order of time."""
    records = events["alarm"][events["alarm"]["alarm_name"] == name]
    words = events["alarm_text"][events["alarm_text"]["alarm_name"] == name]
    twins = words["seq"].isin(records["seq"]) & words["member"].isin(records["member"])
    return pd.concat([records, words[~twins]], ignore_index=True).sort_values(
        ["time", "member", "line"], kind="stable"
    )
