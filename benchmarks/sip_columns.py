"""Microseconds per SIP message: all messages of a file at once against one reader call a message.

    python -m benchmarks.sip_columns [--rounds 7] [SDL file or folder …]

Without a trace, a generated one in which most is signalling. Each round measures every contestant once, one
after the other, and forgets remembered values before: a busy machine slows all of them down. ``ratio`` tells
how many times faster than the reference reader a contestant is. ``head lines`` is a floor of what a script
does: one pattern over each head and a dict of it, no value taken apart, no body looked at.
"""

import argparse
import gzip
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from benchmarks.collection import HEAVY_SIP_SHARE, MEGABYTE, Size, make
from tracekit.sip import columns, message_columns, message_row, read_message
from tracekit.sip.remembered import Remembered

Trace = tuple[bytes, npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""A text, and offset and length of each message in it."""

GENERATED = Size(20 * MEGABYTE, HEAVY_SIP_SHARE, 1, 1)
MESSAGE = re.compile(
    rb"SIP (?:TCP|UDP) message[^\n]*\n\[[0-9]+,NET\]\r?\n(.*?)(?=\n[0-9]{8}\.[0-9]{3} \||\Z)", re.DOTALL
)
HEAD_LINE = re.compile(rb"^([A-Za-z-]+): ?([^\r\n]*)", re.MULTILINE)


def generated() -> list[Trace]:
    """The files of a collection made for this."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), GENERATED, "plain")
        return of_paths([Path(folder)])


def of_paths(paths: Sequence[Path]) -> list[Trace]:
    """SDL files, packed or not, and those in folders, with the places of their messages; others have none."""
    found = [sorted(path.rglob("SDL*.*")) if path.is_dir() else [path] for path in paths]
    traces = [_trace(file) for files in found for file in files]
    return [trace for trace in traces if len(trace[1])]


def _trace(path: Path) -> Trace:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    places = np.array([match.span(1) for match in MESSAGE.finditer(text)], dtype=np.int64).reshape(-1, 2)
    return text, places[:, 0], places[:, 1] - places[:, 0]


def _messages(trace: Trace) -> Iterator[bytes]:
    text, offsets, lengths = trace
    return (
        text[start:end] for start, end in zip(offsets.tolist(), (offsets + lengths).tolist(), strict=True)
    )


def by_columns(trace: Trace) -> None:
    """The reader that is measured."""
    message_columns(*trace)


def by_head_lines(trace: Trace) -> None:
    """What a script does at least."""
    for text in _messages(trace):
        dict(HEAD_LINE.findall(text.partition(b"\r\n\r\n")[0]))


def by_reference(trace: Trace) -> None:
    """The reference reader, a message at a time."""
    for text in _messages(trace):
        message_row(read_message(text))


CONTESTANTS: dict[str, Callable[[Trace], None]] = {
    "message_columns": by_columns,
    "head lines": by_head_lines,
    "reference reader": by_reference,
}


def measure(traces: Sequence[Trace], rounds: int) -> dict[str, list[float]]:
    """Microseconds per message, by contestant and round."""
    count = sum(len(lengths) for _, _, lengths in traces)
    found: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    for _ in range(rounds):
        for name, contestant in CONTESTANTS.items():
            _forget()
            began = time.perf_counter()
            for trace in traces:
                contestant(trace)
            found[name].append((time.perf_counter() - began) / count * 1e6)
    return found


def _forget() -> None:
    for value in vars(columns).values():
        if isinstance(value, Remembered):
            value.forget()


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("traces", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    traces = of_paths(asked.traces) if asked.traces else generated()
    if not traces:
        parser.error("no SIP message in these files")
    lengths = np.concatenate([lengths for _, _, lengths in traces])
    print(
        f"{len(lengths)} messages of {lengths.mean():.0f} bytes, {len(traces)} files, {asked.rounds} rounds"
    )
    found = measure(traces, asked.rounds)
    slowest = median(found["reference reader"])
    print(f"{'':18}{'median us':>10}{'best us':>10}{'ratio':>8}")
    for name, times in found.items():
        print(f"{name:18}{median(times):10.2f}{min(times):10.2f}{slowest / median(times):8.1f}")


if __name__ == "__main__":
    main()
