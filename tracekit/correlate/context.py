"""The events of each family with the leg, connection and call that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from tracekit.correlate.connections import connection_id
from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame, look_up
from tracekit.correlate.leg_keys import LegKeys


class EventsInContext(Mapping[str, Frame]):
    """Each family's events with ``ci, connection, call``, as far as that is stated.

    A family's frame is made when it is asked for: most questions need few of the families.
    """

    def __init__(self, events: Frames, digits: Frame, call_of: pd.Series[Any], keys: LegKeys) -> None:
        self._events = events
        self._groups = digits.drop_duplicates(["member", "seq"]).set_index(["member", "seq"])
        self._call_of = call_of
        self._keys = keys
        self._made: dict[str, Frame] = {}

    def __getitem__(self, family: str) -> Frame:
        if family not in self._made:
            self._made[family] = self._in_context(self._events[family])
        return self._made[family]

    def __iter__(self) -> Iterator[str]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)

    def _in_context(self, frame: Frame) -> Frame:
        group = ["member", "seq"]
        inherited = look_up(frame, group, self._groups["ci"]).astype("Int64")
        table = frame.assign(ci=frame["ci"].astype("Int64") if "ci" in frame else inherited)
        call = look_up(frame, group, self._groups["call"]).astype("str")
        for column in ("ci", "ci_a", "ci_b"):
            if column in table:
                about = table.loc[call.isna() & table[column].notna(), ["cluster", "time", column]]
                legs = self._keys.add(about, column)
                call = call.fillna(look_up(legs, ["leg"], self._call_of).astype("str"))
        nothing = pd.Series(pd.NA, index=table.index, dtype="str")
        wire = connection_id(frame) if "conn_idx" in frame else nothing
        return table.assign(call=call, connection=wire).drop(
            columns=["record", "ms_of_life", "life", "cluster"]
        )
