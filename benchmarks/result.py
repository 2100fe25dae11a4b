"""Figures from runs: medians, and ratios to the reference of the same round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.baselines import REFERENCE, Row
from benchmarks.measure import Run

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Line:
    """One line of the table; null where there is no figure."""

    name: str
    rate: float | None = None
    """MB/s of decompressed text, the whole process."""
    ratio: float | None = None
    """To the reference, median over the rounds."""
    work_rate: float | None = None
    """MB/s without start-up."""
    work_ratio: float | None = None
    peak_mb: float | None = None
    note: str = ""


def lines(rows: Sequence[Row], runs: Mapping[str, Sequence[Run]], size: int) -> list[Line]:
    """A line for each row, in order; ``runs`` by the row's name, one for each round; ``size`` in bytes."""
    reference = [run.seconds for run in runs.get(REFERENCE, ())]
    return [_line(row, runs.get(row.name, ()), reference, size) for row in rows]


def _line(row: Row, runs: Sequence[Run], reference: Sequence[float], size: int) -> Line:
    if row.missing:
        return Line(row.name, note=f"missing: {row.missing}")
    bad = next((run for run in runs if run.exit_code not in row.good), None)
    if bad is not None or not runs:
        said = (bad.output.strip().splitlines() or [""])[-1][:100] if bad is not None else "not run"
        code = f"exit {bad.exit_code}" if bad is not None else "no round"
        return Line(row.name, note=f"failed ({code}): {said}")
    work = [_work_seconds(run, size) for run in runs]
    whole = [run.seconds for run in runs] if row.group != "lark" else None
    return Line(
        row.name,
        _rate(whole, size),
        _ratio(reference, whole),
        _rate(work, size),
        _ratio(reference, work),
        median(run.peak_bytes for run in runs) / MEGABYTE,
        row.less,
    )


def _work_seconds(run: Run, size: int) -> float | None:
    """Of the work alone; of a sample, as long as the whole set would take."""
    seconds = run.told.get("seconds")
    if not isinstance(seconds, int | float):
        return None
    sample = run.told.get("bytes")
    return seconds * (size / sample if isinstance(sample, int) and sample else 1)


def _rate(seconds: Sequence[float | None] | None, size: int) -> float | None:
    known = [one for one in seconds or () if one]
    return size / median(known) / MEGABYTE if known else None


def _ratio(reference: Sequence[float], seconds: Sequence[float | None] | None) -> float | None:
    if not reference or not seconds:
        return None
    known = [ref / one for ref, one in zip(reference, seconds, strict=False) if one]
    return median(known) if known else None
