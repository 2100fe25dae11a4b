"""The same lines by lark alone, one parse a record: what the tables would cost without the compiled patterns.

Lark reads the header of every record, and the text of those that a family's grammar can begin with. To read
all of a large set would take an hour, so this reads a stretch of each file.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from tracekit.archive import MemberRef, Reader, kind_of
from tracekit.family import families
from tracekit.grammar.reference import Reference
from tracekit.record.header import KINDS
from tracekit.record.index import index_sdl
from tracekit.resources import grammars_folder

SAMPLE = 20_000
"""Records, over all files together."""

_Beginnings = dict[str, list[tuple[bytes, Reference]]]


def read_sample(refs: Sequence[MemberRef]) -> dict[str, Any]:
    """``seconds`` that lark took for ``bytes`` of text in ``records``; ``read`` of them said something."""
    header = Reference(grammars_folder() / "record.lark", ["sdl_fixed"])
    beginnings = _beginnings()
    sample = list(_sample(refs))
    seconds, read = 0.0, 0
    for kind, head, text in sample:
        began = time.perf_counter()
        header.read(head, "sdl_fixed")
        for beginning, reference in beginnings.get(kind, ()):
            if text.startswith(beginning) and reference.read(text, kind) is not None:
                read += 1
                break
        seconds += time.perf_counter() - began
    size = sum(len(head) + len(text) for _, head, text in sample)
    return {"seconds": seconds, "bytes": size, "records": len(sample), "read": read}


def _beginnings() -> _Beginnings:
    """For each kind of record what a family's record can begin with."""
    found: _Beginnings = {}
    for family in families().values():
        for plan in family.plans.values():
            reference = family.reference
            found.setdefault(plan.kind, []).extend(
                (text.encode("latin-1"), reference) for text in plan.anchors
            )
    return found


def _sample(refs: Sequence[MemberRef]) -> Iterator[tuple[str, bytes, bytes]]:
    """Kind, header and text of records: from the middle of each file, the same number of each."""
    each = max(SAMPLE // max(len(refs), 1), 1)
    with Reader() as reader:
        for ref in refs:
            data = reader.load(ref).data
            if kind_of(data) != "sdl":
                continue
            index = index_sdl(data)
            first = max((len(index) - each) // 2, 0)
            for at in range(first, min(first + each, len(index))):
                body, end = int(index.body[at]), int(index.end[at])
                yield (
                    KINDS[int(index.kind[at])],
                    data[int(index.start[at]) : body],
                    data[body:end].rstrip(b"\r\n"),
                )
