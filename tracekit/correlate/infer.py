"""Ties that no record states, found by numbers and time, and marked as inferred."""

import pandas as pd

from tracekit.correlate.join import Frame

WITHIN_MS = 5_000
"""Digit analysis is followed by the outgoing INVITE within tens of milliseconds; DNS may take seconds."""


def tie_digits(digits: Frame, messages: Frame) -> Frame:
    """Digit analyses without a CI go to the call whose INVITE follows with the same two numbers."""
    known = digits[["calling", "dialed"]].notna().all(axis=1)
    loose = digits[digits["call"].isna() & digits["ci"].isna() & known]
    opening = messages[(messages["method"] == "INVITE") & (messages["direction"] == "out")].dropna(
        subset=["call"]
    )
    if loose.empty or opening.empty:
        return digits
    keys = ["life", "from_number", "to_number"]
    wanted = loose.assign(
        from_number=loose["calling"], to_number=loose["called"].fillna(loose["dialed"]), at=loose.index
    )[[*keys, "ms_of_life", "at"]]
    near = (
        pd.merge_asof(
            wanted.sort_values("ms_of_life", kind="stable"),
            opening[[*keys, "ms_of_life", "call"]]
            .dropna(subset=keys)
            .sort_values("ms_of_life", kind="stable"),
            on="ms_of_life",
            by=keys,
            direction="forward",
            tolerance=WITHIN_MS,
        )
        .set_index("at")["call"]
        .dropna()
    )
    table = digits.copy()
    table.loc[near.index, "call"] = near
    table.loc[near.index, "tie"] = "inferred"
    return table
