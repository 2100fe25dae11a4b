"""The table as people read it: on a terminal, and in Markdown between two marks of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.baselines import ALTERNATIVES, REFERENCE
from benchmarks.result import MEGABYTE, Line

BEGIN, END = "<!-- benchmark begin -->", "<!-- benchmark end -->"
_HEADS = ("what", "MB/s", "× reference", "work only MB/s", "× reference", "peak MB", "remark")


@dataclass(frozen=True)
class Report:
    """One comparison."""

    data: str
    facts: Mapping[str, int | float | str]
    lines: Sequence[Line]
    machine: str
    versions: Mapping[str, str]
    rounds: int
    floor_mb: float
    """Peak memory of a process that does nothing."""


def plain(report: Report) -> str:
    """For a terminal."""
    rows = [_HEADS, *map(_cells, report.lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEADS) - 1)]
    table = "\n".join(_spaced(row, widths) for row in rows)
    return f"{_about(report)}\n\n{table}\n\n{_explained(report)}\n"


def _spaced(row: Sequence[str], widths: Sequence[int]) -> str:
    figures = [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:], strict=True)]
    return "  ".join([row[0].ljust(widths[0]), *figures, row[-1]]).rstrip()


def markdown(report: Report) -> str:
    """For the page."""
    rows = ["| " + " | ".join(_HEADS) + " |", "|---|--:|--:|--:|--:|--:|---|"]
    rows += [
        "| " + " | ".join(cell.replace("|", "\\|") for cell in _cells(line)) + " |" for line in report.lines
    ]
    return f"{_about(report)}\n\n" + "\n".join(rows) + f"\n\n{_explained(report)}\n"


def write(path: Path, text: str) -> None:
    """Puts the text between the marks of the page; a page without marks gets them at its end."""
    page = path.read_text(encoding="utf-8") if path.exists() else "# Speed and memory\n"
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        before, after = page.rstrip() + "\n\n", "\n"
    path.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")


def _cells(line: Line) -> tuple[str, ...]:
    figures = (line.rate, line.ratio, line.work_rate, line.work_ratio, line.peak_mb)
    forms = (_rate, _ratio, _rate, _ratio, _rate)
    told = [form(figure) if figure is not None else "–" for figure, form in zip(figures, forms, strict=True)]
    return (line.name, *told, line.note)


def _rate(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 20 else f"{figure:.1f}"


def _ratio(figure: float) -> str:
    return f"{figure:.2f}" if figure >= 0.1 else f"{figure:.3f}"


def _about(report: Report) -> str:
    facts = report.facts
    size, packed = float(facts["bytes"]), float(facts["packed"])
    told = f"{size / MEGABYTE:,.1f} MB of text in {facts['traces']} files ({size / packed:.1f}:1)"
    told += f", {facts['records']:,} records"
    if facts.get("messages"):
        share = float(facts["message_bytes"]) / size
        told += f", {facts['messages']:,} SIP messages ({share:.1%} of the bytes)"
        told += f", {facts['calls']:,} calls, made by `benchmarks.generate`"
    named = ", ".join(f"{name} {number}" for name, number in report.versions.items())
    return f"Data `{report.data}`: {told}.\nMachine: {report.machine}. {named}."


def _explained(report: Report) -> str:
    texts = ", ".join(f"`{text}`" for text in ALTERNATIVES)
    return (
        "MB/s are 10^6 bytes of decompressed text per second of wall time; medians of "
        f"{report.rounds} rounds, in each of which every row ran once, alone, with the files in the page "
        f"cache. The reference is `{REFERENCE}` with six "
        f'texts: {texts}. Ratios are taken within a round. "Work only" leaves out the start of Python, its '
        "imports and the start of worker processes. Peak memory is that of the largest single process; "
        f"{report.floor_mb:.0f} MB is the floor, what any process shows that this script starts."
    )
