"""A question for calls → the calls, over distinct values alone."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from tracekit.query.directory import Directory
from tracekit.query.found import Found
from tracekit.query.kinds import Kind, candidates
from tracekit.query.matches import has_wildcard, matcher, number_range
from tracekit.query.number import is_other_form, likeness, normal_number, user_part


def find(asked: str, directory: Directory, kind: Kind | None = None) -> Found:
    """The calls in which ``asked`` takes part in any role; its kind is told by its looks unless given.

    A number is found in every written form. Forms with another code before it (country, area, access) are
    found too from seven digits on, and named in ``forms``. Digits that were still being collected do not
    count.
    """
    groups = [(kind,)] if kind else candidates(asked) if asked.strip() else []
    for kinds in groups:
        hits = pd.concat([_hits(it, asked, directory) for it in kinds])
        others = _other_forms(asked, directory) if kinds == ("number",) else hits.iloc[:0]
        named = set(hits["call"]) | set(others["call"])
        calls = tuple(call for call in directory.calls if call in named)
        if calls:
            return Found(asked, kinds, calls, forms=_spellings(others))
    tried = tuple(dict.fromkeys(it for kinds in groups for it in kinds))
    return Found(asked, tried, near=_near(asked, directory) if "number" in tried else {})


def _hits(kind: Kind, asked: str, directory: Directory) -> pd.DataFrame:
    return _passing(directory.of(kind), matcher(kind, asked))


def _passing(pairs: pd.DataFrame, test: Callable[[str], bool]) -> pd.DataFrame:
    passing = [value for value in pairs["value"].unique() if test(value)]
    return pairs[pairs["value"].isin(passing)]


def _other_forms(asked: str, directory: Directory) -> pd.DataFrame:
    pairs = directory.of("number")
    if _is_pattern(asked):
        return pairs.iloc[:0]
    wanted = normal_number(asked)

    def test(value: str) -> bool:
        its = normal_number(value)
        return its != wanted and is_other_form(wanted, its)

    return _passing(pairs, test)


def _near(asked: str, directory: Directory) -> dict[str, int]:
    """Numbers that end alike, the most alike first."""
    if _is_pattern(asked):
        return {}
    wanted = normal_number(asked)
    counts = _spellings(
        _passing(directory.of("number"), lambda value: likeness(wanted, normal_number(value)) > 0)
    )
    return dict(
        sorted(counts.items(), key=lambda it: (-likeness(wanted, normal_number(it[0])), -it[1], it[0]))
    )


def _is_pattern(asked: str) -> bool:
    return number_range(asked) is not None or has_wildcard(asked)


def _spellings(pairs: pd.DataFrame) -> dict[str, int]:
    """Each number as the traces write it, with how many calls it is in; the most frequent first."""
    told = pairs.assign(value=[user_part(value) for value in pairs["value"]]).drop_duplicates()
    counts = told["value"].value_counts()
    return dict(
        sorted(((str(value), int(count)) for value, count in counts.items()), key=lambda it: (-it[1], it[0]))
    )
