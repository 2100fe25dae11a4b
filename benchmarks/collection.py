"""A made-up collection on disk: folders as RTMT makes them, trace files of two to ten megabytes."""

import gzip
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from benchmarks.node import BEGIN, DAY_MS, Node, clock
from benchmarks.script import Piece, Script, Writing

Form = Literal["gz", "plain", "zip"]
MEGABYTE = 1_000_000
SMALLEST, LARGEST = 2 * MEGABYTE, 10 * MEGABYTE
HEAVY_SIP_SHARE = 0.34
"""Share of SIP text in a set of which most is signalling."""
_LEVEL = 6
_FOLDER = "2013-11-04_18-00-00/cm/trace/ccm"

Store = Callable[[str, bytes], int]
"""Keeps a file under its name; gives its size as it is kept."""


@dataclass(frozen=True)
class Size:
    """What is to be made."""

    size: int
    sip_share: float
    nodes: int
    seed: int
    smallest: int = SMALLEST
    largest: int = LARGEST


@dataclass
class Facts:
    """What the set holds, as the generator knows it."""

    files: int = 0
    bytes: int = 0
    packed_bytes: int = 0
    records: int = 0
    messages: int = 0
    message_bytes: int = 0
    calls: int = 0
    call_log_rows: int = 0
    number: str = ""
    """The number of a phone that takes part in calls."""

    def add(self, other: "Facts") -> None:
        for name, value in asdict(other).items():
            if isinstance(value, int):
                setattr(self, name, getattr(self, name) + value)


def make(out: Path, wanted: Size, form: Form = "gz") -> Facts:
    """Writes the collection into the folder ``out``, or for ``zip`` into one file of that name."""
    if not 1 <= wanted.nodes <= 9:
        raise ValueError(f"a cluster of {wanted.nodes} nodes; 1 to 9 can be made")
    if not 0 < wanted.sip_share <= 0.35:
        raise ValueError(f"a SIP share of {wanted.sip_share}; more than 0 and at most 0.35 can be made")
    out.parent.mkdir(parents=True, exist_ok=True)
    if form == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            return _write(wanted, lambda name, data: _into_zip(archive, name, data))
    return _write(wanted, lambda name, data: _into_folder(out, name, data, form == "gz"))


def _into_folder(out: Path, name: str, data: bytes, packed: bool) -> int:
    path = out / (f"{name}.gz" if packed else name)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = _packed(data) if packed else data
    path.write_bytes(kept)
    return len(kept)


def _into_zip(archive: zipfile.ZipFile, name: str, data: bytes) -> int:
    kept = _packed(data)
    archive.writestr(zipfile.ZipInfo(f"{name}.gz", BEGIN.timetuple()[:6]), kept)
    return len(kept)


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, _LEVEL, mtime=0)


def _write(wanted: Size, store: Store) -> Facts:
    script = Script(wanted.seed, wanted.sip_share)
    whole = Facts()
    for number in range(1, wanted.nodes + 1):
        node = Node(number, wanted.seed)
        whole.number = whole.number or node.phones[0].ext
        whole.add(_Files(node, wanted, store).write(Writing(script, node, wanted.sip_share)))
    return whole


class _Files:
    """The trace files of one node."""

    def __init__(self, node: Node, wanted: Size, store: Store) -> None:
        self.node, self.wanted, self.store = node, wanted, store
        self.rng = random.Random(f"{wanted.seed}/files/{node.number}")
        self.budget = wanted.size // wanted.nodes
        self.facts = Facts()
        self.rows: list[str] = []
        self.file_number = 640
        self.count = 0

    def write(self, writing: Writing) -> Facts:
        for parts in self._files(writing):
            self.count += 1
            name = f"sdl/SDL{self.node.number:03d}_100_{self.count:06d}.txt"
            self._keep(name, "".join(parts).encode())
        if self.rows:
            self.facts.call_log_rows = sum(row.count("\n") for row in self.rows)
            self._keep("calllogs/calllogs_00000001.txt", "".join(self.rows).encode())
        return self.facts

    def _keep(self, name: str, data: bytes) -> None:
        place = f"{self.node.host}_{self.node.number}/{_FOLDER}/{name}"
        self.facts.packed_bytes += self.store(place, data)
        self.facts.bytes += len(data)
        self.facts.files += 1

    def _files(self, writing: Writing) -> Iterator[list[str]]:
        """A new file by size and at midnight."""
        parts, room, day = [self._head()], self._room(), self.node.ms // DAY_MS
        for piece in writing.pieces(self.budget):
            parts.append(piece.text)
            room -= len(piece.text)
            if piece.rows:
                self.rows.append(piece.rows)
            self._count(piece)
            if room <= 0 or self.node.ms // DAY_MS != day:
                yield parts
                parts, room, day = [self._head()], self._room(), self.node.ms // DAY_MS
        if len(parts) > 1:
            yield parts
        else:
            self.facts.records -= 1

    def _room(self) -> int:
        room = self.rng.randint(self.wanted.smallest, self.wanted.largest)
        return min(room, max(self.budget // 2, 1))

    def _count(self, piece: Piece) -> None:
        self.facts.records += piece.template.records
        self.facts.messages += piece.template.messages
        self.facts.message_bytes += piece.template.message_bytes
        self.facts.calls += piece.call

    def _head(self) -> str:
        node = self.node
        node.seq += 1
        self.file_number += 1
        self.facts.records += 1
        build = "11.5.1.16900-16"
        return (
            f"{node.seq - 1:08d}.000 |{clock(node.ms)} |FileHead |UTC:+00:00,Date: {node.now():%Y/%m/%d}, "
            f"AppName: CCM, AppId: 100, AppNodeId: {node.number}, "
            f"AppVersion: CUCM Install={build} Build={build} (d3f126) memlog=20, "
            f"HostName: {node.host}, HostIPAddress: {node.ip}, "
            f"AppStartTime: 2013/11/01 06:12:40, FileNumber: {self.file_number}, TraceVer: 3.0\n"
        )
