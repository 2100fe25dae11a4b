"""The key of a leg: its cluster, its call identifier, and the run of the node that gave out the identifier.

The counter starts anew with CallManager, so the same identifier may mean two legs. The high byte of it names
the node that made it (SDL format notes, section 7): a leg that lives on two nodes keeps one key, because the
run of its maker counts, not that of the node that wrote the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from tracekit.correlate.join import Frame

ALLOCATIONS_PER_NODE = 1 << 24
Starts = Mapping[tuple[str, int], Any]
"""For each cluster and node when its runs of CallManager began, milliseconds UTC, ascending."""


def starts(members: Frame) -> Starts:
    """From the members with ``cluster, node, app, epoch, utc_offset_minutes``; FileHead's AppStartTime."""
    known = members.dropna(subset=["cluster", "node", "epoch", "utc_offset_minutes"])
    began = pd.to_datetime(known["epoch"], format="%Y/%m/%d %H:%M:%S", errors="coerce")
    began = began - pd.to_timedelta(known["utc_offset_minutes"].astype("int64"), unit="min")
    table = known.assign(began=began.astype("datetime64[ms]")).dropna(subset=["began"])
    table = table.drop_duplicates(["cluster", "node", "epoch"]).sort_values("began")
    found: dict[tuple[str, int], list[int]] = {}
    began_ms = table["began"].astype("int64")
    for cluster, node, ms in zip(table["cluster"], table["node"], began_ms, strict=True):
        found.setdefault((str(cluster), int(node)), []).append(ms)
    return {key: np.array(runs, dtype="int64") for key, runs in found.items()}


class LegKeys:
    """Gives rows the key of the leg they are about."""

    def __init__(self, began: Starts) -> None:
        self._began = began

    def add(self, frame: Frame, column: str = "ci", name: str = "leg") -> Frame:
        """``name``: the leg of each row, by ``cluster``, ``time`` and a CI column; null without a CI."""
        ci = frame[column].astype("Int64")
        about = frame.loc[(ci > 0).fillna(False).astype(bool), ["cluster", "time"]]
        ci = ci[about.index]
        key = about["cluster"] + ":" + ci.astype("str")
        for rows, run in self._earlier_runs(about, ci):
            key = key.mask(rows, key + f"@{run}")
        return frame.assign(**{name: key.astype("str").reindex(frame.index)})

    def _earlier_runs(self, frame: Frame, ci: pd.Series[Any]) -> Iterator[tuple[Any, int]]:
        """Rows about identifiers of a run before the last one that is known, and which run it was."""
        if not self._began or frame.empty:
            return
        maker = (ci // ALLOCATIONS_PER_NODE).fillna(-1).to_numpy(dtype="int64")
        at = frame["time"].astype("datetime64[ms, UTC]").astype("int64").to_numpy()
        known = frame["time"].notna().to_numpy()
        for (cluster, node), began in self._began.items():
            early = known & (maker == node) & (at < began[-1])
            if not early.any():
                continue
            mine = early & (frame["cluster"] == cluster).fillna(False).to_numpy(dtype=bool)
            run = np.searchsorted(began, at, side="right")
            yield from ((mine & (run == number), number) for number in range(len(began)))
