"""Which calls a number takes part in, in any role."""

import re

import pandas as pd

_SEPARATORS = re.compile(r"[\s().\-/]+")
_SETTLED = ("matched", "blocked", "no match")


def normal_number(text: str) -> str:
    """A number without separators, `+`, `sip:` and parameters: what two spellings of it share.

    `+1 (408) 525-1014` and `sip:14085251014@host;user=phone` give `14085251014`; letters are kept, so that
    a device or user name is its own spelling.
    """
    bare = text.strip().lower()
    bare = bare.removeprefix("sip:").removeprefix("sips:").partition("@")[0].partition(";")[0]
    return _SEPARATORS.sub("", bare).lstrip("+")


def calls_with(
    number: str,
    *,
    calls: pd.DataFrame,
    legs: pd.DataFrame,
    messages: pd.DataFrame,
    digit_analyses: pd.DataFrame,
    call_events: pd.DataFrame,
) -> list[str]:
    """Ids of the calls in which ``number`` is dialled, calls, is called, reached or passed on; in call order.

    Digits that were still being collected do not count: `1` on the way to `1014` is nobody's number.
    """
    wanted = normal_number(number)
    if not wanted:
        return []
    settled = digit_analyses[digit_analyses["result"].isin(_SETTLED) | digit_analyses["result"].isna()]
    found: set[str] = set()
    for frame, columns in (
        (calls, ["calling", "dialed", "called"]),
        (legs, ["number", "device"]),
        (messages, ["from_number", "to_number", "device"]),
        (settled, ["calling", "fqcn", "dialed", "called"]),
        (call_events, ["calling", "original_called", "called", "device_a", "device_b"]),
    ):
        found |= _holding(frame, columns, wanted)
    return [call for call in calls["call"] if call in found]


def _holding(frame: pd.DataFrame, columns: list[str], wanted: str) -> set[str]:
    hits: set[str] = set()
    for column in columns:
        spellings = [value for value in frame[column].dropna().unique() if normal_number(value) == wanted]
        hits |= set(frame.loc[frame[column].isin(spellings), "call"].dropna())
    return hits
