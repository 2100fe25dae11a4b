"""Calls that run beside a call: music that a held party hears, and calls to a recorder.

They are calls of their own; CUCM does not tie their legs to those of the call.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracekit.correlate.events import Frames
from tracekit.correlate.join import Frame, lists_of, look_up
from tracekit.correlate.leg_keys import LegKeys


def beside(events: Frames, media: Frame, keys: LegKeys) -> Frame:
    """``leg`` of a call of its own, ``beside`` the leg that it is for, and ``role``.

    Sources: `MrmAllocateMohResourceRes` with the media connection to the same CI; `CcSetupReq
    onBehalfOf=Recording refCI=`.
    """
    music = keys.add(events["music_given"])[["leg"]].drop_duplicates()
    heard = [
        media[["leg_a", "leg_b"]].set_axis(sides, axis=1) for sides in (["beside", "leg"], ["leg", "beside"])
    ]
    music = pd.concat(heard, ignore_index=True).merge(music, on="leg").assign(role="held music")
    recorder = keys.add(keys.add(events["recording_setup"]), "ref_ci", "beside").assign(role="recorder")
    columns = ["leg", "beside", "role"]
    return pd.concat([music[columns], recorder[columns]], ignore_index=True).drop_duplicates().dropna()


def related(calls: Frame, beside: Frame, call_of: pd.Series[Any]) -> pd.Series[Any]:
    """For each call the calls beside it, and for those the call that they are for."""
    own, other = (look_up(beside, [column], call_of) for column in ("beside", "leg"))
    both = pd.DataFrame({"call": own, "other": other})
    back = pd.DataFrame({"call": other, "other": own})
    ties = pd.concat([both, back], ignore_index=True)
    found = lists_of(ties[ties["call"] != ties["other"]], "call", "other")
    return pd.Series([found.get(call) for call in calls["call"]], index=calls.index, dtype="object")
