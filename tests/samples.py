"""Every trace file of `sample_traces/`, archives opened, and the records in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.record.built import record_texts
from tracekit.archive import Reader, find_members, kind_of
from tracekit.record.header import KINDS
from tracekit.record.index import index_call_log, index_dated_sdl, index_sdi, index_sdl

FOLDER = Path(__file__).parents[1] / "sample_traces"
FAMILIES = FOLDER / "families"
TRACES = ("sdl", "sdi", "calllogs")
_INDEXES = {"sdl": (index_sdl, index_dated_sdl), "sdi": (index_sdi,), "calllogs": (index_call_log,)}


@dataclass(frozen=True)
class Sample:
    """One trace file: its name inside `sample_traces/`, its kind and its bytes."""

    name: str
    kind: str
    data: bytes

    def records(self) -> Iterator[tuple[str, bytes]]:
        """The kind and the own text of each record, as the scan would read it."""
        for index_of in _INDEXES[self.kind]:
            index = index_of(self.data)
            for number, text in enumerate(record_texts(self.data, index)):
                yield KINDS[int(index.kind[number])], text


@cache
def samples() -> tuple[Sample, ...]:
    """All trace files among the samples, in the order of their names."""
    found = []
    with Reader() as reader:
        for ref in find_members([str(FOLDER)]):
            data = reader.load(ref).data
            if (kind := kind_of(data)) in TRACES:
                found.append(Sample(ref.name, kind, data))
    return tuple(found)


@cache
def family_sample(family: str) -> Sample:
    """The sample of one family."""
    path = FAMILIES / f"{family}.txt"
    data = path.read_bytes()
    return Sample(path.name, kind_of(data), data)
