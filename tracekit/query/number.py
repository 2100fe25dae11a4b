"""Written forms of a telephone number: which are one number, which may be, which look alike.

Sources: ITU-T E.123 and RFC 3966 section 5.1.1 for separators and `+`; CUCM writes `+` as `\\+` in patterns.
"""

import re
from functools import lru_cache
from itertools import takewhile

_SEPARATORS = re.compile(r"[\s().\-/\u2010-\u2015]+")
_SCHEME = re.compile(r"(?:sips?|tel):", re.IGNORECASE)
_IN_ANGLES = re.compile(r"<([^<>]*)>")
_TRUNK_ZERO = re.compile(r"^(\s*\\?\+.*?|\s*00.*?)\(0\)")
_INTERNATIONAL = re.compile(r"^00(?=[1-9][0-9]{6})")

SUBSCRIBER = 7
"""Digits that tell a subscriber apart: with so many, a number that ends in another one is likely the same."""

EXTENSION = 3
"""Digits of the shortest extension that a longer number is compared with."""


def user_part(text: str) -> str:
    """What stands for the user in a URI, a name-addr or a bare number, as it is written.

    `"Bob" <sip:1018@10.10.1.2:5060;user=phone>` gives `1018`; text without a scheme or `@` is its own user.
    """
    inner = _IN_ANGLES.search(text)
    bare = _SCHEME.sub("", (inner[1] if inner else text).strip(), count=1)
    return bare.partition("@")[0].partition(";")[0]


@lru_cache(maxsize=1 << 16)
def normal_number(text: str) -> str:
    """A number without separators, `+`, `00`, `sip:` and parameters: what all its spellings share.

    `+49 (0)30 123-456`, `0049 30 123456`, `\\+4930123456` and `sip:+4930123456@host;user=phone` all give
    `4930123456`; letters are kept, so that a device or user name is its own spelling.
    """
    bare = _TRUNK_ZERO.sub(r"\1", user_part(text.lower()))
    bare = _SEPARATORS.sub("", bare.replace("\\", "")).removeprefix("+")
    return _INTERNATIONAL.sub("", bare, count=1) if bare.isdigit() else bare


def is_other_form(one: str, other: str) -> bool:
    """Whether two normal numbers may be one: with and without country, area or access code.

    `9195742015`, `19195742015` and `919195742015`; `030123456` without its trunk zero and `4930123456`.
    """
    if not (one.isdigit() and other.isdigit()):
        return False
    short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return len(short) >= SUBSCRIBER and long.endswith(short)


def likeness(one: str, other: str) -> int:
    """Digits in which two normal numbers end alike, as an extension and its number do; 0 for strangers."""
    if not (one.isdigit() and other.isdigit()):
        return 0
    ends = zip(reversed(one), reversed(other), strict=False)
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], ends)))
    whole = min(len(one), len(other))
    return alike if alike >= SUBSCRIBER or (alike == whole >= EXTENSION) else 0
