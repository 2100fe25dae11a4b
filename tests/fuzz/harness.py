"""Damaged files through the scan: whatever happens, nothing is raised and every byte is accounted for."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.fuzz.mutate import mutate
from tests.samples import TRACES, samples
from tracekit.record.index import index_call_log, index_sdi, index_sdl
from tracekit.scan import MemberScan, scan_member

_LONGEST_FILE = 40
"""Records of one made-up file."""


@dataclass(frozen=True)
class Case:
    """One damaged file; the same seed and number give the same bytes."""

    seed: int
    number: int
    kind: str
    data: bytes
    records: int


def cases(seed: int, first: int = 0) -> Iterator[Case]:
    """Without end; number ``first`` and up."""
    number = first
    while True:
        yield case(seed, number)
        number += 1


def case(seed: int, number: int) -> Case:
    """Some records of the samples in a row, about a third of them damaged."""
    chance = random.Random(f"{seed} {number}")
    kind = chance.choice(TRACES)
    pool = corpus()[kind]
    first, count = chance.randrange(len(pool)), chance.randint(1, _LONGEST_FILE)
    found = [*pool[first : first + count], *(chance.choice(pool) for _ in range(count // 4))]
    for at in range(len(found)):
        if chance.random() < 0.35:
            found[at] = mutate(found[at], chance, chance.choice(corpus()[chance.choice(TRACES)]))
    data = b"".join(found)
    return Case(seed, number, kind, mutate(data, chance, b"") if chance.random() < 0.1 else data, len(found))


@cache
def corpus() -> dict[str, list[bytes]]:
    """The records of all samples by kind, headers and line ends included."""
    indexes = {"sdl": index_sdl, "sdi": index_sdi, "calllogs": index_call_log}
    found: dict[str, list[bytes]] = {kind: [] for kind in TRACES}
    for sample in samples():
        for kind, index_of in indexes.items():
            index = index_of(sample.data)
            spans = zip(index.start.tolist(), index.end.tolist(), strict=True)
            found[kind] += [sample.data[first:last] for first, last in spans]
    return found


def check(damaged: Case) -> MemberScan:
    """Scans the file; AssertionError says what is wrong, any other exception is one that must not be."""
    size = len(damaged.data)
    scan = scan_member("fuzz.txt", damaged.data, damaged.kind)
    shares = [scan.member[name] for name in ("bytes_parsed", "bytes_continuation", "bytes_unparsed")]
    assert sum(shares) == scan.member["bytes"] == size and min(shares) >= 0, f"{shares} of {size} bytes"
    for family, columns in scan.events.items():
        lengths = {name: len(values) for name, values in columns.items()}
        assert len(set(lengths.values())) == 1, f"{family}: columns of different lengths {lengths}"
        for first, length in zip(columns["offset"], columns["length"], strict=True):
            assert 0 <= first < first + length <= size, f"{family}: a record outside the file"
        for first, length in zip(columns.get("raw_offset", ()), columns.get("raw_length", ()), strict=True):
            assert 0 <= first <= first + length <= size, f"{family}: a message outside the file"
    for problem in scan.problems:
        assert problem["family"] and problem["reason"] and problem["line"] >= 1, problem
    return scan
