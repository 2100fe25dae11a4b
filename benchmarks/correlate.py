"""How correlation grows with the number of messages: ``python -m benchmarks.correlate``.

Makes a set, scans it, and correlates a quarter, a half and all of its messages. Twice the messages should
take about twice the time. Seconds are those of the processor, so that other programs do not count.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.collection import HEAVY_SIP_SHARE, Size, make
from tracekit.archive import find_members
from tracekit.correlate import correlate
from tracekit.scan import Source, read_sources

MESSAGES = 100_000
_TEXT_FOR_MESSAGE = 1_700
"""Bytes of a signalling-heavy set for each SIP message, a little more than it takes."""
_STEPS = 40
"""Files for each node: how fine a part of the set can be cut off."""


@dataclass(frozen=True)
class Timed:
    """One correlation."""

    messages: int
    calls: int
    seconds: float


def timings(messages: int, seed: int) -> Iterator[Timed]:
    """Correlates about a quarter, a half and all of ``messages``."""
    with tempfile.TemporaryDirectory() as folder:
        size = messages * _TEXT_FOR_MESSAGE
        piece = size // (3 * _STEPS)
        make(Path(folder) / "set", Size(size, HEAVY_SIP_SHARE, 3, seed, piece, piece), "plain")
        sources = read_sources(list(find_members([folder])))
    sources.sort(key=lambda source: source.name.rpartition("/")[2][-10:])
    correlate(sources[:1])  # imports and first uses
    for share in (0.25, 0.5, 1.0):
        part = _part(sources, int(messages * share))
        began = time.process_time()
        tables = correlate(part).tables
        yield Timed(len(tables["messages"]), len(tables["calls"]), time.process_time() - began)


def _part(sources: Sequence[Source], messages: int) -> list[Source]:
    """The first SDL files, of all nodes in turn, until there are so many messages."""
    found: list[Source] = []
    for source in sources:
        count = len(source.scan.events.get("sip_message", {}).get("record", ())) if source.scan else 0
        if not count or messages <= 0:
            continue
        messages -= count
        found.append(source)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.correlate", description=__doc__)
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    print("messages    calls  seconds  µs/message")
    for timed in timings(asked.messages, asked.seed):
        each = timed.seconds / timed.messages * 1e6
        print(f"{timed.messages:8,} {timed.calls:8,} {timed.seconds:8.2f} {each:11.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
