"""Why two legs had no codec in common and no transcoder: what media control said just before it gave up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracekit.findings.codecs import codec_names
from tracekit.findings.finding import Frames
from tracekit.findings.told import first, listed, number

WITHIN = pd.Timedelta(seconds=2)
"""Comparison, request and refusal take 3 ms where they are seen."""


@dataclass(frozen=True)
class MediaFacts:
    """The facts in words, and the lines that tell them; nothing where the trace does not tell."""

    told: list[str]
    compared: pd.DataFrame
    refused: pd.DataFrame


def media_facts(at: pd.Timestamp | None, member: str, events: Frames) -> MediaFacts:
    """Regions, bit rate, codecs before and after the filter, the resource asked for and its refusal."""
    compared = _before(events["codec_mismatch"], at, member)
    refused = _before(events["media_resource_refused"], at, member)
    wrong = compared[compared["mismatch"].notna()].tail(1)
    compared = compared[compared["instance"].isin(wrong["instance"])]
    offered = compared[compared["region_a"].notna()].tail(1)
    told = [_offered(row) for _, row in offered.iterrows()]
    told += [_left(row) for _, row in wrong.iterrows()]
    if len(refused):
        who = listed(refused["device"])
        why = listed(refused["reason"])
        told.append(f"transcoder {who + ' ' if who else ''}refused: {why}{_bits(refused)}")
    return MediaFacts(told, pd.concat([offered, wrong]), refused)


def _before(frame: pd.DataFrame, at: pd.Timestamp | None, member: str) -> pd.DataFrame:
    if at is None:
        return frame.head(0)
    return frame[(frame["member"] == member) & (frame["time"] <= at) & (frame["time"] >= at - WITHIN)]


def _offered(row: pd.Series[Any]) -> str:
    one, other = codec_names(first([row["codecs_a"]])), codec_names(first([row["codecs_b"]]))
    return (
        f"regions {first([row['region_a']]) or 'unknown'} and "
        f"{first([row['region_b']]) or 'unknown'}; codecs {one} "
        f"on one side, {other} on the other"
    )


def _left(row: pd.Series[Any]) -> str:
    one, other = codec_names(first([row["codecs_a"]])), codec_names(first([row["codecs_b"]]))
    return f"within {number(row['kbps'])} kbit/s {one} and {other} are left: a transcoder is needed"


_MEANINGS = {0x2: "not enough resources", 0x4: "codec mismatch", 0x40: "codec mismatch on side B"}
"""Names beside the bits in `AllocateErrBitset= [0x46 ERRCC_NO_ENOUGH_RESOURCE ERRCC_CODEC_MISMATCH …]`."""


def _bits(refused: pd.DataFrame) -> str:
    bits = first(refused["error_bits"])
    named = [words for bit, words in _MEANINGS.items() if bits and int(bits, 16) & bit]
    return f" ({', '.join(named)})" if named else ""
