"""Blocks of trace text with slots, compiled so that one ``str % dict`` writes a few dozen records.

The language of the files in ``blocks/``, one line at a time:

====================  =====================================================================================
``. TYPE text``       a record of its own group (a new sequence number); ``|`` parts a signal's columns
``+ TYPE text``       a further record of that group
``< WIRE`` ``> WIRE``   an incoming or outgoing SIP message, its text in the lines that follow;
                      ``incoming.txt`` and ``outgoing.txt`` have the records around it; ``{length}`` is
                      the length of the body
``~ MS``              time passes
``--- MS``            the rest happens so much later, other things come between
``= text``            a row of calllogs
``% WEIGHT``          a further block of the file begins, so frequent in relation to the others
``?FLAG line``        the line is there only when the flag is set; ``full``: the usual level of detail
``# text``            a comment
====================  =====================================================================================

Any other line goes on the record before it. ``{name}`` is a slot; every value of a slot has the same width,
so that byte counts and columns are known when a block is compiled. ``{x}`` and ``{d}`` are eight hexadecimal
and five decimal digits, other ones each time.
"""

import random
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BLOCKS = Path(__file__).with_name("blocks")
HEXES, NUMBERS = 48, 16
"""How many values of ``{x}`` and ``{d}`` there are at a time; ``{x0}`` to ``{x15}`` stay through a call."""
KEPT = 16

_SLOT = re.compile(r"\{(\w+)\}")
_WIDTHS = (38, 30, 32, 32, 40)
"""Columns of a signal: name, state, receiver, sender, tag; a blank and a bar follow each."""

_TAG = "{n},100,14,{WIRE_sock}.{WIRE_read}^{WIRE_ip}^{WIRE_dev}"


@dataclass
class Record:
    """One record of a block: its group, its place in it, when it comes after the block's begin, its text."""

    group: int
    sub: int
    ms: int
    kind: str
    text: str
    message: int = 0
    """Bytes of its SIP message; 0 when it has none."""


@dataclass
class Phase:
    """What happens at once: records, and rows of calllogs."""

    delay: int
    records: list[Record] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)


@dataclass
class Block:
    """A piece of a trace: one or more phases, with later phases coming ``delay`` ms after the one before."""

    weight: float
    phases: list[Phase]


@dataclass(frozen=True)
class Template:
    """A phase ready to be filled: ``text % values`` and ``rows % values``.

    Values are the slots', ``s0…`` the sequence numbers, ``t<ms>`` the times, ``m0…`` the message numbers.
    """

    text: str
    rows: str
    delay: int
    groups: int
    times: tuple[int, ...]
    records: int
    messages: int
    message_bytes: int
    seq_names: tuple[str, ...]
    net_names: tuple[str, ...]


def read_blocks(name: str, sample: Mapping[str, str], flags: Collection[str] = ()) -> list[Block]:
    """The blocks of a file of ``blocks/``; ``sample`` has a value of each slot, for its width."""
    blocks: list[Block] = []
    for part in re.split(r"(?m)^(?=% )", (BLOCKS / f"{name}.txt").read_text(encoding="utf-8")):
        lines = [line for line in _chosen(part.splitlines(), flags) if not line.startswith("# ")]
        weight = float(lines.pop(0)[2:]) if lines and lines[0].startswith("% ") else 1.0
        if lines:
            blocks.append(Block(weight, _Reader(sample, flags).read(lines)))
    return blocks


def _chosen(lines: Sequence[str], flags: Collection[str]) -> Iterator[str]:
    for line in lines:
        flag, _, rest = line.partition(" ")
        if not flag.startswith("?"):
            yield line
        elif flag[1:] in flags:
            yield rest


class _Reader:
    """Reads the lines of one block."""

    def __init__(self, sample: Mapping[str, str], flags: Collection[str]) -> None:
        self.sample, self.flags = sample, flags
        self.phases = [Phase(0)]
        self.group = -1
        self.sub = 0
        self.ms = 0

    def read(self, lines: Sequence[str]) -> list[Phase]:
        at = 0
        while at < len(lines):
            mark, _, rest = lines[at].partition(" ")
            at += 1
            if mark in ("<", ">"):
                end = at
                while end < len(lines) and lines[end].partition(" ")[0] not in _MARKS:
                    end += 1
                self._message(mark, rest, lines[at:end])
                at = end
            else:
                self._line(mark, rest, lines[at - 1])
        return self.phases

    def _line(self, mark: str, rest: str, line: str) -> None:
        if mark == "~":
            self.ms += int(rest)
        elif mark == "---":
            self.phases.append(Phase(int(rest)))
            self.group, self.ms = -1, 0
        elif mark == "=":
            self.phases[-1].rows.append(self._tags(rest))
        elif mark in (".", "+"):
            self._record(mark, rest)
        else:
            self.phases[-1].records[-1].text += "\n" + line

    def _record(self, mark: str, rest: str) -> None:
        kind, _, text = rest.partition(" ")
        self.group, self.sub = (self.group + 1, 0) if mark == "." else (self.group, self.sub + 1)
        text = self._tags(text)
        if kind in _COLUMNED and text.count("|") >= 5:
            *columns, last = text.split("|", 5)
            text = " |".join(map(self._padded, columns, _WIDTHS)) + " |" + last
        self.phases[-1].records.append(Record(self.group, self.sub, self.ms, kind, text))

    def _padded(self, text: str, width: int) -> str:
        return text + " " * (width - self._size(text))

    def _size(self, text: str) -> int:
        return len(_SLOT.sub(lambda slot: self._sample(slot[1]), text))

    def _sample(self, name: str) -> str:
        return {"x": "0" * 8, "d": "0" * 5}.get(name) or self.sample[name]

    def _tags(self, text: str) -> str:
        return re.sub(r"\{(\w+)_tag\}", lambda slot: _TAG.replace("WIRE", slot[1]), text)

    def _message(self, mark: str, wire: str, lines: Sequence[str]) -> None:
        head, _, body = ("\r\n".join(lines) + "\r\n").partition("\r\n\r\n")
        head = head.removesuffix("\r\n").replace("{length}", str(self._size(body)))
        text = self._tags(f"{head}\r\n\r\n{body}")
        size = self._size(text)
        before, after = self._around(mark, wire, size)
        self.read(before)
        record = self.phases[-1].records[-1]
        record.text += "\n[{net},NET]\n" + text
        record.message = size
        self.read(after)

    def _around(self, mark: str, wire: str, size: int) -> tuple[list[str], list[str]]:
        name = "incoming" if mark == "<" else "outgoing"
        text = (BLOCKS / f"{name}.txt").read_text(encoding="utf-8")
        text = text.replace("{bytes}", str(size)).replace("WIRE", wire)
        lines = [line for line in _chosen(text.splitlines(), self.flags) if not line.startswith("# ")]
        at = lines.index("@")
        return lines[:at], lines[at + 1 :]


_MARKS = (".", "+", "<", ">", "~", "---", "=")
_COLUMNED = (
    "SdlSig",
    "SdlSig-O",
    "SdlSig-I",
    "SdlSig-S",
    "SdlSig-Q",
    "SdlSig-D",
    "SdlError",
    "Created",
    "Stopping",
)


def weave(phase: Phase, others: Sequence[Phase], rng: random.Random) -> Phase:
    """The records of several threads, each in its own order, mixed as several threads write them."""
    queues = [list(phase.records), *(list(other.records) for other in others)]
    tickets = [which for which, queue in enumerate(queues) for _ in queue]
    rng.shuffle(tickets)
    numbers: dict[tuple[int, int], int] = {}
    mixed: list[Record] = []
    now = 0
    for which in tickets:
        record = queues[which].pop(0)
        group = numbers.setdefault((which, record.group), len(numbers))
        now = max(now, record.ms if which == 0 else 0)
        mixed.append(Record(group, record.sub, now, record.kind, record.text, record.message))
    return Phase(phase.delay, mixed, phase.rows)


def in_a_row(phases: Sequence[Phase]) -> Phase:
    """One phase after the other, none mixed with the next."""
    records: list[Record] = []
    for phase in phases:
        first = records[-1].group + 1 if records else 0
        records += [Record(r.group + first, r.sub, r.ms, r.kind, r.text, r.message) for r in phase.records]
    return Phase(0, records)


def compile_phase(phase: Phase, rng: random.Random) -> Template:
    """The phase as one format for ``str % dict``."""
    parts: list[str] = []
    messages = 0
    for record in phase.records:
        text = record.text.replace("%", "%%")
        if record.message:
            text = text.replace("{net}", f"%(m{messages})d", 1)
            messages += 1
        text = _SLOT.sub(lambda slot: _format(slot[1], rng), text)
        parts.append(f"%(s{record.group})08d.{record.sub:03d} |%(t{record.ms})s |{record.kind:<9}|{text}\n")
    groups = len({record.group for record in phase.records})
    rows = "".join(
        f"%(day)s %(t0)s|{_SLOT.sub(lambda slot: _format(slot[1], rng), row)}\n" for row in phase.rows
    )
    return Template(
        text="".join(parts),
        rows=rows,
        delay=phase.delay,
        groups=groups,
        times=tuple(sorted({0, *(record.ms for record in phase.records)})),
        records=len(phase.records),
        messages=messages,
        message_bytes=sum(record.message for record in phase.records),
        seq_names=tuple(f"s{at}" for at in range(groups)),
        net_names=tuple(f"m{at}" for at in range(messages)),
    )


def _format(name: str, rng: random.Random) -> str:
    if name == "x":
        name = f"x{rng.randrange(KEPT, HEXES)}"
    elif name == "d":
        name = f"d{rng.randrange(NUMBERS)}"
    return f"%({name})s"
