"""What became of every file and byte of the input, in the words that every face shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracekit.errors import NoInput, Refused, reason, shortened
from tracekit.scan.shapes import shape_of
from tracekit.visible import visible

if TYPE_CHECKING:
    import pandas as pd

LOSSES = 3
"""Exit code of a result that is written but lacks something."""

MOST_UNPARSED = 0.05
"""Share of unparsed bytes above which a result counts as incomplete."""

MOST_LINES = 12
"""Files, problems and findings that are named in each group; the tables hold them all."""

COUNTS = ("records", "bytes", "bytes_parsed", "bytes_continuation", "bytes_unparsed", "lines_unparsed")
"""Columns of members that are summed up."""

MISSING = "missing files"
"""The finding of the coverage table that is a loss: what CallManager wrote and the input lacks."""

TOLD = (MISSING, "gap", "absent node", "no signals", "flags overridden", "no SIP text", "uneven")
"""Findings that the last lines name, in this order; `covered` is left to the table."""

TRACES = ("sdl", "sdi", "calllogs", "capture", "capture_text", "certificate")
STATES = ("read", "partly read", "skipped", "refused")
_LONGEST_LINE = 200


@dataclass(frozen=True)
class Accounting:
    """The lines to show, and whether anything was lost."""

    lines: tuple[str, ...]
    losses: bool
    refused: bool
    """A member was refused by a safety limit."""


def require_traces(members: "pd.DataFrame", inputs: Sequence[str]) -> None:
    """Raises NoInput when no file of the input could be read as a trace."""
    read = members["state"].isin(["read", "partly read"]) & members["kind"].isin(TRACES)
    if read.any():
        return
    what = f"no CUCM trace among {_many(len(members), 'file')}" if len(members) else "no files"
    why = next((str(text) for text in members["reason"].dropna()), "nothing could be read")
    name = shortened(visible(_title(inputs)), 80)
    done = "nothing was written – give SDL or calllogs files"
    text = f"{name}: {what} ({shortened(visible(why), 120)}) – {done}"
    raise Refused(text) if (members["state"] == "refused").any() else NoInput(text)


def account(
    members: "pd.DataFrame",
    problems: "pd.DataFrame",
    inputs: Sequence[str],
    coverage: "pd.DataFrame",
    unparsed: "pd.DataFrame",
) -> Accounting:
    """The accounting of the whole input, from the tables of these names.

    ``losses``: a file that could be read only in part, was refused or could not be read at all, a record
    that was claimed and not understood, a trace file missing between others, or more than 5 % of the bytes
    unparsed. A file that simply is no trace, or is a copy of another, is no loss.
    """
    sizes = _sums(members)
    lost = _lost(members)
    whole = max(sizes["bytes_parsed"] + sizes["bytes_continuation"] + sizes["bytes_unparsed"], 1)
    others = members[(members["state"] != "read") & ~lost]
    remarks = members[(members["state"] == "read") & members["reason"].notna()]
    lines = [_states(members, inputs, sizes["bytes"]), _shares(sizes, whole)]
    lines += _folded([_member_line(*row) for row in _names_and_reasons(members[lost])])
    lines += _folded(list(_problem_lines(problems)))
    lines += _folded(list(_coverage_lines(coverage)))
    missing = bool((coverage["what"] == MISSING).any())
    lines += _folded([_member_line(*row) for row in _names_and_reasons(remarks)])
    lines += _shape_lines(unparsed)
    lines += _folded([_member_line(*row) for row in _names_and_reasons(others)])
    too_much = sizes["bytes_unparsed"] / whole > MOST_UNPARSED
    losses = bool(lost.any()) or missing or len(problems) > 0 or too_much
    return Accounting(tuple(lines), losses, bool((members["state"] == "refused").any()))


def counts(members: "pd.DataFrame", problems: "pd.DataFrame", coverage: "pd.DataFrame") -> dict[str, int]:
    """The same numbers for programs: members by state, sums over them, problems, findings on coverage."""
    states = members["state"].value_counts()
    found = {"members": len(members)}
    found |= {state.replace(" ", "_"): int(states.get(state, 0)) for state in STATES}
    found |= _sums(members)
    found["problems"] = len(problems)
    kinds = coverage["what"].value_counts()
    return found | {what.replace(" ", "_").lower(): int(kinds.get(what, 0)) for what in TOLD}


def _sums(members: "pd.DataFrame") -> dict[str, int]:
    """The sum of each count; 0 of one that is not among the columns."""
    return {name: int(members[name].fillna(0).sum()) if name in members else 0 for name in COUNTS}


def _lost(members: "pd.DataFrame") -> "pd.Series[bool]":
    """Files that hold, or may hold, something that is missing from the result."""
    unread = (members["state"] == "skipped") & members["bytes"].isna()
    return (members["state"].isin(["partly read", "refused"]) | unread).astype(bool)


def _title(inputs: Sequence[str]) -> str:
    return inputs[0] if len(inputs) == 1 else f"{len(inputs)} inputs"


def _states(members: "pd.DataFrame", inputs: Sequence[str], size: int) -> str:
    found = members["state"].value_counts()
    counts = [f"{found[state]} {state}" for state in STATES if state in found]
    title = shortened(visible(_title(inputs)), 80)
    return f"{title}: {_many(len(members), 'member')}: {', '.join(counts)}   {size:,} bytes"


def _shares(sizes: dict[str, int], whole: int) -> str:
    parsed, unparsed = sizes["bytes_parsed"], sizes["bytes_unparsed"]
    lines = f" in {_many(sizes['lines_unparsed'], 'line')}" if sizes["lines_unparsed"] else ""
    line = f"  parsed {parsed:,} ({parsed / whole:.2%})   continuation {sizes['bytes_continuation']:,}"
    return f"{line}   unparsed {unparsed:,}{lines} ({unparsed / whole:.3%})".replace("%", " %")


def _names_and_reasons(members: "pd.DataFrame") -> Iterator[tuple[str, str | None]]:
    for name, why in zip(members["member"], members["reason"], strict=True):
        yield str(name), why if isinstance(why, str) else None


def _member_line(name: str, why: str | None) -> str:
    why = visible(why or "skipped")
    return f"  {shortened(visible(name), max(_LONGEST_LINE - len(why), 60))}: {why}"


def _problem_lines(problems: "pd.DataFrame") -> Iterator[str]:
    """One line for all problems of one family and kind of reason, with the place of the first."""
    if not len(problems):
        return
    kinds = problems["reason"].map(shape_of, na_action="ignore")
    for (family, _), group in problems.groupby([problems["family"], kinds], sort=True, dropna=False):
        first = group.iloc[0]
        text = _problem_text(family, first["reason"])
        more = f" … and {len(group) - 1:,} more" if len(group) > 1 else ""
        name = shortened(visible(f"{first['member']}:{first['line']}"), max(_LONGEST_LINE - len(text), 60))
        yield f"  {name}: {text}{more}"


def _problem_text(family: Any, why: Any) -> str:
    text = why if isinstance(why, str) else "not understood"
    if "–" not in text:
        text = reason(text, "left out of the tables", "look at the line, and report it if it is a good one")
    name = f"{family}: " if isinstance(family, str) else ""
    return shortened(visible(name + text), _LONGEST_LINE)


def _coverage_lines(coverage: "pd.DataFrame") -> Iterator[str]:
    """What is missing, the worst first; rows of one kind in the order of the table."""
    for what in TOLD:
        rows = coverage[coverage["what"] == what]
        for node, detail in zip(rows["node"].tolist(), rows["detail"].tolist(), strict=True):
            who = f"node {node}: " if isinstance(node, int) else ""
            yield f"  {who}{visible(str(detail))}"


def _shape_lines(unparsed: "pd.DataFrame") -> list[str]:
    """The most frequent kind of unparsed lines, and how many others there are."""
    if not len(unparsed):
        return []
    first = unparsed.iloc[0]
    more = f", and {_many(len(unparsed) - 1, 'other kind')} of line" if len(unparsed) > 1 else ""
    text = f"unparsed most often: {visible(str(first['shape']))} ({_many(int(first['lines']), 'time')}){more}"
    place = f"{first['member']}:{first['line']}"
    return [f"  {shortened(visible(place), max(_LONGEST_LINE - len(text), 60))}: {text}"]


def _folded(lines: list[str]) -> list[str]:
    if len(lines) <= MOST_LINES:
        return lines
    return [
        *lines[:MOST_LINES],
        f"  … and {len(lines) - MOST_LINES:,} more, in the tables members, problems and coverage",
    ]


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
