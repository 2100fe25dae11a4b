"""Which call identifiers CUCM ties together, each statement with the record that makes it."""

from __future__ import annotations

import pandas as pd

from tracekit.correlate.events import Frames
from tracekit.correlate.join import INSTANT, Frame, shaped

_TYPES = {
    **dict.fromkeys(["ci_a", "ci_b", "ms_of_life", "line", "offset", "length"], "Int64"),
    **dict.fromkeys(["cluster", "kind", "member"], "str"),
    "time": INSTANT,
}


def pairs(events: Frames) -> Frame:
    """CI pairs in time order.

    ``kind``: set-up (calling and called leg), location (LBM association) or join (legs put together by a
    feature). Sources: `PolicyAndCACAssociateReq aCI bCI`, `LBMIF … ASSOC`, calllogs, `SsJoinReq`.
    """
    found = [
        _pairs(events["policy_pair"], "set-up"),
        _pairs(_associations(events["location_pair"]), "location"),
        _pairs(_logged(events["call_log"], ("SETUP", "OFFERED", "REJECT", "RELEASE")), "set-up"),
        _pairs(_logged(events["call_log"], ("JOIN",)), "join"),
        _pairs(events["join_request"], "join"),
    ]
    table = pd.concat(found, ignore_index=True)
    table = table[(table["ci_a"] > 0) & (table["ci_b"] > 0)].dropna(subset=["ci_a", "ci_b"])
    return table.sort_values(["cluster", "time", "ms_of_life", "member", "offset"], kind="stable")


def _pairs(frame: Frame, kind: str) -> Frame:
    return shaped(frame.assign(kind=kind), _TYPES)


def _associations(frame: Frame) -> Frame:
    """`ASSOC` but not `UNASSOC`; a prime marks the other side of the same statement."""
    return frame[frame["action"].astype("str").str.startswith("ASSOC").fillna(False).astype(bool)]


def _logged(frame: Frame, wanted: tuple[str, ...]) -> Frame:
    return frame[frame["event"].isin(wanted)]
