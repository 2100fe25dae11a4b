"""Dates as Java prints them in `show cert`: `Sat May 23 17:50:42 IST 2015`.

The zone is an abbreviation. Some stand for one offset; some for several (IST: India, Israel, Ireland), and
then the country in the certificate's subject tells which, or nothing does and the date stays unknown.
"""

import re
from datetime import UTC, datetime, timedelta

_PRINTED = re.compile(
    r"\w{3}\s+(?P<month>[A-Z][a-z]{2})\s+(?P<day>\d{1,2})\s+(?P<clock>\d\d:\d\d:\d\d)\s+"
    r"(?P<zone>[A-Z]{1,5}|(?:GMT|UTC)?[+-]\d\d:?\d\d)\s+(?P<year>\d{4})"
)
_NUMERIC = re.compile(r"(?:GMT|UTC)?([+-])(\d\d):?(\d\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOURS = {
    **{
        "UTC": 0.0,
        "GMT": 0.0,
        "Z": 0.0,
        "WET": 0.0,
        "WEST": 1.0,
        "CET": 1.0,
        "CEST": 2.0,
        "EET": 2.0,
        "EEST": 3.0,
    },
    **{"MSK": 3.0, "EST": -5.0, "EDT": -4.0, "CDT": -5.0, "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0},
    **{"AKST": -9.0, "AKDT": -8.0, "HST": -10.0, "JST": 9.0, "KST": 9.0, "HKT": 8.0, "SGT": 8.0, "PKT": 5.0},
    **{
        "AEST": 10.0,
        "AEDT": 11.0,
        "ACST": 9.5,
        "AWST": 8.0,
        "NZST": 12.0,
        "NZDT": 13.0,
        "BRT": -3.0,
        "SAST": 2.0,
    },
}
_BY_COUNTRY = {
    **{("IST", "IN"): 5.5, ("IST", "IL"): 2.0, ("IST", "IE"): 1.0, ("CST", "CN"): 8.0, ("CST", "TW"): 8.0},
    **{("CST", "US"): -6.0, ("CST", "CA"): -6.0, ("CST", "MX"): -6.0, ("BST", "GB"): 1.0, ("BST", "BD"): 6.0},
}


def printed_time(text: str | None, country: str | None = None) -> datetime | None:
    """The instant in UTC, or null when the text is no date or its zone can be several."""
    found = _PRINTED.search(text) if text else None
    if found is None:
        return None
    offset = _offset(found["zone"], country)
    if offset is None:
        return None
    try:
        hour, minute, second = map(int, found["clock"].split(":"))
        month = _MONTHS.index(found["month"]) + 1
        return (
            datetime(int(found["year"]), month, int(found["day"]), hour, minute, second, tzinfo=UTC) - offset
        )
    except (ValueError, OverflowError):
        return None


def _offset(zone: str, country: str | None) -> timedelta | None:
    numeric = _NUMERIC.fullmatch(zone)
    if numeric:
        minutes = int(numeric[2]) * 60 + int(numeric[3])
        return timedelta(minutes=-minutes if numeric[1] == "-" else minutes)
    hours = _HOURS.get(zone, _BY_COUNTRY.get((zone, (country or "").upper())))
    return None if hours is None else timedelta(hours=hours)
