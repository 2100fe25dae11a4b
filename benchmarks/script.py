"""What a node writes, block after block, until it has written enough."""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from benchmarks.node import Node, Peer, Values, clock
from benchmarks.template import Phase, Template, compile_phase, in_a_row, read_blocks, weave

_NOISE_TEMPLATES, _NOISE_UNITS = 64, 14
_WOVEN_VARIANTS, _WOVEN_UNITS = 4, 3
_MOST_AT_FULL_DETAIL = 0.18
"""A greater share of SIP is that of traces at a lower level of detail: fewer records around each message."""
_CALLS = {
    "line": (("line", "enbloc"), 6.0),
    "overlap": (("line", "kpml"), 4.0),
    "trunk": (("trunk", "enbloc"), 2.0),
    "tls": (("trunk", "tls", "enbloc"), 2.0),
    "tls_new": (("trunk", "tls", "new", "enbloc"), 1.0),
}
"""Kinds of calls: their flags, and how frequent each is."""
_SIP_WEIGHTS = {"ping": 48.0, "register": 16.0, "subscription": 16.0, "reconnect": 2.0, "call": 1.6}
"""OPTIONS are about half, REGISTER a quarter, calls an eighth of all messages in the real collections."""


@dataclass
class Piece:
    """Text of one moment, with what it counts for."""

    text: str
    rows: str
    template: Template
    call: bool


@dataclass
class Happening:
    """A block's phases in some mixtures with other threads, and how frequent it is."""

    name: str
    weight: float
    variants: list[list[Template]]


@dataclass(order=True)
class _Due:
    at: int
    order: int
    phases: list[Template] = field(compare=False)
    values: Values = field(compare=False)


class Script:
    """The templates; the same for all nodes, as all values of a slot have one width."""

    def __init__(self, seed: int, sip_share: float) -> None:
        rng = random.Random(f"{seed}/script")
        full = sip_share <= _MOST_AT_FULL_DETAIL
        woven = _WOVEN_UNITS if full else 0
        sample_node = Node(1, seed)
        sample = _cast(sample_node, sample_node.fresh(), "line")
        units = read_blocks("noise", sample)
        phases = [unit.phases[0] for unit in units]
        weights = [unit.weight for unit in units]

        def some(count: int) -> list[Phase]:
            return rng.choices(phases, weights, k=count)

        self.noise = [
            compile_phase(weave(in_a_row(some(_NOISE_UNITS)), some(_NOISE_UNITS), rng), rng)
            for _ in range(_NOISE_TEMPLATES)
        ]
        self.happenings = list(_happenings(sample_node, lambda: some(woven), rng, ("full",) if full else ()))


def _happenings(
    node: Node, others: Callable[[], list[Phase]], rng: random.Random, detail: tuple[str, ...]
) -> Iterator[Happening]:
    def variants(phases: list[Phase]) -> list[list[Template]]:
        return [
            [compile_phase(weave(phase, others(), rng), rng) for phase in phases]
            for _ in range(_WOVEN_VARIANTS)
        ]

    for name, weight in _SIP_WEIGHTS.items():
        if name == "call":
            shares = sum(share for _, share in _CALLS.values())
            for kind, (flags, share) in _CALLS.items():
                sample = _cast(node, node.fresh(), kind)
                (block,) = read_blocks("call", sample, flags + detail)
                yield Happening(kind, weight * share / shares, variants(block.phases))
        else:
            blocks = read_blocks(name, _cast(node, node.fresh(), "line"), detail)
            whole = sum(block.weight for block in blocks)
            for block in blocks:
                yield Happening(name, weight * block.weight / whole, variants(block.phases))


def _cast(node: Node, values: Values, kind: str) -> Values:
    """Who takes part: a phone, somebody at the far end, a trunk."""
    phone = node.phone()
    values |= phone.values("phone") | node.trunks[0].values("trunk") | node.phone().values("called")
    values["trunk_sipd"] = values["trunk_no"]
    far, process = _far(node, kind)
    values |= far.values("far")
    secure = far.tls
    process_type = "174" if process == "LineControl" else "84"
    values |= {
        "far_process": f"{process}({node.number},100,{process_type},{far.number:04d})",
        "via": "TLS" if secure else "TCP", "own_port": "5061" if secure else "5060",
        "trans_type": "3" if secure else "1", "trans_security": "3" if secure else "0",
    }  # fmt: skip
    dialed = far.ext if process == "LineControl" else f"9{values['d0']}"
    first = dialed[0] if kind == "overlap" else dialed
    values |= {
        "dialed": dialed,
        "first": first,
        "rest": dialed[1:],
        "pattern": dialed if far.mac else "9XXXXX",
    }
    return values


def _far(node: Node, kind: str) -> tuple[Peer, str]:
    if kind == "tls_new":
        trunk = node.trunks[node.rng.choice((2, 3))]
        node.connect(trunk)
        return trunk, "SIPD"
    if kind == "tls":
        return node.trunks[node.rng.choice((2, 3))], "SIPD"
    if kind == "trunk":
        return node.trunks[1], "SIPD"
    return node.phone(), "LineControl"


class Writing:
    """One node at work."""

    def __init__(self, script: Script, node: Node, sip_share: float) -> None:
        self.script, self.node, self.sip_share = script, node, sip_share
        self.written = self.sip = 0
        self._due: list[_Due] = []
        self._order = 0
        self._names = [happening.name for happening in script.happenings]
        self._weights = [happening.weight for happening in script.happenings]

    def pieces(self, size: int) -> Iterator[Piece]:
        """About ``size`` bytes of pieces; then what is still owed to calls that have begun."""
        while self.written < size:
            self.node.ms += self.node.rng.randint(15, 90)
            while self._due and self._due[0].at <= self.node.ms:
                yield self._next_phase()
            if self.sip < self.written * self.sip_share:
                yield self._happen()
            else:
                template = self.node.rng.choice(self.script.noise)
                yield self._fill(template, self.node.const | self.node.random(), False)
        while self._due:
            self.node.ms = max(self.node.ms, self._due[0].at)
            yield self._next_phase()

    def _happen(self) -> Piece:
        node = self.node
        happening = node.rng.choices(self.script.happenings, self._weights)[0]
        values = _cast(node, node.fresh(), happening.name)
        if happening.name == "reconnect":
            values |= self._reconnected(values["phone_dev"])
        phases = node.rng.choice(happening.variants)
        piece = self._fill(phases[0], values, happening.name in _CALLS)
        self._later(phases[1:], values)
        return piece

    def _reconnected(self, device: str) -> Values:
        phone = next(phone for phone in self.node.phones if phone.dev == device)
        old = {"old_port": f"{phone.port}", "old_idx": f"{phone.idx:06d}"}
        self.node.connect(phone)
        return old | phone.values("phone")

    def _later(self, phases: list[Template], values: Values) -> None:
        if phases:
            self._order += 1
            at = self.node.ms + self.node.rng.randint(phases[0].delay, 2 * phases[0].delay)
            heapq.heappush(self._due, _Due(at, self._order, phases, values))

    def _next_phase(self) -> Piece:
        due = heapq.heappop(self._due)
        self.node.again(due.values)
        piece = self._fill(due.phases[0], due.values, False)
        self._later(due.phases[1:], due.values)
        return piece

    def _fill(self, template: Template, values: Values, call: bool) -> Piece:
        node = self.node
        numbers: dict[str, object] = {**values}
        numbers.update(zip(template.seq_names, count(node.seq), strict=False))
        numbers.update(zip(template.net_names, count(node.net), strict=False))
        numbers.update((f"t{ms}", clock(node.ms + ms)) for ms in template.times)
        text = template.text % numbers
        rows = ""
        if template.rows:
            numbers["day"] = f"{node.now():%Y/%m/%d}"
            rows = template.rows % numbers
        node.seq += template.groups
        node.net += template.messages
        node.ms += template.times[-1]
        self.written += len(text)
        self.sip += template.message_bytes
        return Piece(text, rows, template, call)
