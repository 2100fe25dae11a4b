"""Thousands of overlapping calls of all kinds on the nodes of one cluster."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import outside, stories, tales
from .collection import sdl_files
from .device import Phone, Trunk
from .identity import Identity
from .node import Node
from .record import Detail
from .schedule import Schedule, Step
from .stage import START, Stage
from .truth import TrueCall, Truth

BETWEEN_MS = 180
"""Mean time from one call to the next: with calls of half a minute some 150 at once."""
FREE_AFTER_MS = 45_000
"""No call that is made here lasts longer."""
SKEWS = (0, 40, -25, 12)
"""How far ahead the clocks of the nodes are; the fifth node has the first one's."""


@dataclass
class Hall:
    """Who can take part: phones that are free, trunks of every node, what was drawn so far."""

    stage: Stage
    identity: Identity
    phones: list[Phone]
    trunks: dict[int, list[Trunk]]
    recorders: dict[int, Trunk]
    lines: list[list[Phone]]
    free: dict[str, int] = field(default_factory=dict)
    now: int = 0

    def take(self, node: Node | None = None) -> Phone:
        """A phone that has been quiet for a while, of that node or of any."""
        while True:
            phone = self.phones[self.identity.number(0, len(self.phones) - 1)]
            if self.free.get(phone.device, 0) <= self.now and node in (None, phone.node):
                return self.keep(phone)

    def keep(self, phone: Phone) -> Phone:
        self.free[phone.device] = self.now + FREE_AFTER_MS
        return phone

    def line(self) -> list[Phone] | None:
        """The phones of a shared line, when one is free."""
        for line in self.lines:
            if self.free.get(line[0].device, 0) <= self.now:
                return [self.keep(phone) for phone in line]
        return None

    def talk(self) -> int:
        return self.identity.number(1500, 9000)


Kind = Callable[[Hall], tuple[TrueCall, Step]]


def _call(name: str, caller: Phone, dialed: str, called: str, ender: str | None, outcome: str = "answered",
          cause: int = 16) -> TrueCall:  # fmt: skip
    return TrueCall(
        f"{caller.number} to {dialed}, {name}", caller.number, dialed, called, outcome, cause, ender
    )


def _plain(hall: Hall) -> tuple[TrueCall, Step]:
    a, b = hall.take(), hall.take()
    call = _call("plain", a, b.number, b.number, b.number)
    return call, stories.within_node(a, b, None, hall.talk(), call)


def _digits(hall: Hall) -> tuple[TrueCall, Step]:
    a, b = hall.take(), hall.take()
    pauses = [hall.identity.number(200, 900) for _ in b.number[1:]]
    call = _call("digit by digit", a, b.number, b.number, b.number)
    return call, stories.within_node(a, b, pauses, hall.talk(), call)


def _translated(hall: Hall) -> tuple[TrueCall, Step]:
    a, b = hall.take(), hall.take()
    call = _call("translated", a, f"9{b.number}", b.number, a.number)
    return call, tales.translated(a, b, f"9{b.number}", "9.XXXXX", hall.talk(), call)


def _cancelled(hall: Hall) -> tuple[TrueCall, Step]:
    a, b = hall.take(), hall.take()
    call = _call("given up", a, b.number, b.number, a.number, "cancelled")
    return call, stories.given_up(a, b, call)


def _held(hall: Hall) -> tuple[TrueCall, Step]:
    a, b = hall.take(), hall.take()
    call = _call("held", a, b.number, b.number, a.number)
    return call, tales.held(a, b, hall.talk(), call)


def _consult(hall: Hall) -> tuple[TrueCall, Step]:
    return _transferred(hall, False)


def _blind(hall: Hall) -> tuple[TrueCall, Step]:
    return _transferred(hall, True)


def _transferred(hall: Hall, rings: bool) -> tuple[TrueCall, Step]:
    a, b, c = hall.take(), hall.take(), hall.take()
    call = _call(f"transferred to {c.number}", a, b.number, b.number, a.number)
    return call, tales.transferred(a, b, c, rings, hall.talk(), call)


def _hunt(hall: Hall) -> tuple[TrueCall, Step]:
    a, b, c = hall.take(), hall.take(), hall.take()
    call = _call("hunted", a, "71000", c.number, c.number)
    return call, tales.hunted(a, [b, c], "71000", True, hall.talk(), call)


def _nobody(hall: Hall) -> tuple[TrueCall, Step]:
    a, b, c = hall.take(), hall.take(), hall.take()
    call = _call("hunted in vain", a, "72000", b.number, None, "no answer", 19)
    return call, tales.hunted(a, [b, c], "72000", False, 0, call)


def _forward(hall: Hall) -> tuple[TrueCall, Step]:
    a, b, c = hall.take(), hall.take(), hall.take()
    busy = hall.identity.number(0, 2) == 0
    call = _call("forwarded", a, b.number, c.number, c.number)
    return call, tales.forwarded(a, b, c, busy, hall.talk(), call)


def _shared(hall: Hall) -> tuple[TrueCall, Step]:
    line = hall.line()
    if line is None:
        return _plain(hall)
    a = hall.take()
    call = _call("shared line", a, line[0].number, line[0].number, a.number)
    return call, tales.shared(a, line, hall.talk(), call)


def _recorded(hall: Hall) -> tuple[TrueCall, Step]:
    a, b = hall.take(), hall.take()
    call = _call("recorded", a, b.number, b.number, a.number)
    trunk = hall.recorders[a.node.place.number]
    return call, tales.recorded(a, b, trunk, "79000", hall.talk(), call)


def _next_trunk(hall: Hall) -> tuple[TrueCall, Step]:
    a, number = hall.take(), f"8{hall.identity.number(10000, 99999)}"
    trunks = hall.trunks[a.node.place.number]
    call = _call("second trunk", a, number, number, a.number)
    gateway = hall.stage.gateway(trunks[1])
    return call, outside.next_trunk(a, trunks, gateway, number, "8.XXXXX", hall.talk(), call)


def _out(hall: Hall) -> tuple[TrueCall, Step]:
    a, number = hall.take(), f"8{hall.identity.number(10000, 99999)}"
    trunk = hall.trunks[a.node.place.number][1]
    call = _call("outside", a, number, number, a.number)
    gateway = hall.stage.gateway(trunk)
    return call, stories.to_gateway(a, trunk, gateway, number, "8.XXXXX", hall.talk(), call)


def _busy(hall: Hall) -> tuple[TrueCall, Step]:
    a, number = hall.take(), f"8{hall.identity.number(10000, 99999)}"
    trunk = hall.trunks[a.node.place.number][1]
    call = _call("busy", a, number, number, None, "busy", 17)
    return call, stories.refused(a, trunk, hall.stage.gateway(trunk), number, "8.XXXXX", call)


def _conference(hall: Hall) -> tuple[TrueCall, Step]:
    a, b, c = hall.take(), hall.take(), hall.take()
    call = _call(f"conference with {c.number}", a, b.number, b.number, a.number)
    return call, tales.conferenced(a, b, c, hall.talk(), call)


def _parked(hall: Hall) -> tuple[TrueCall, Step]:
    a = hall.take()
    b, c = hall.take(), hall.take()
    call = _call(f"parked, taken by {c.number}", a, b.number, b.number, a.number)
    return call, tales.parked(a, b, c, f"73{hall.identity.number(100, 999)}", hall.talk(), call)


SHARES: tuple[tuple[int, Kind], ...] = (
    (34, _plain), (10, _digits), (5, _translated), (6, _cancelled), (6, _held), (5, _consult), (4, _blind),
    (3, _hunt), (2, _nobody), (5, _forward), (3, _shared), (3, _recorded), (3, _next_trunk), (6, _out),
    (2, _busy), (1, _conference), (2, _parked),
)  # fmt: skip
"""Kinds of calls and how many of a hundred they are."""


def busy(calls: int, nodes: int, seed: int, sip_only: bool = False) -> Truth:
    """So many calls in a realistic mix, at random times, between phones that are free then."""
    skews = tuple(SKEWS[number % len(SKEWS)] for number in range(nodes))
    stage = Stage(Schedule(START), seed, skews, Detail.SIP if sip_only else Detail.CALLS)
    hall = _hall(stage, seed, min(60 + 3 * calls, 1200))
    truth = Truth(f"busy_{calls}", stage.nodes)
    wheel = [kind for share, kind in SHARES for _ in range(share)]
    for _ in range(calls):
        hall.now += hall.identity.number(1, 2 * BETWEEN_MS)
        call, step = wheel[hall.identity.number(0, len(wheel) - 1)](hall)
        truth.calls.append(call)
        stage.schedule.at(hall.now, step)
    for node in stage.nodes:
        stage.schedule.at(15000, _rolls(node))
    stage.schedule.run(hall.now + 2 * FREE_AFTER_MS)
    return truth


def _hall(stage: Stage, seed: int, phones: int) -> Hall:
    nodes = stage.nodes
    people = [stage.phone(str(50000 + count), nodes[count % len(nodes)]) for count in range(phones)]
    lines = [
        [stage.phone(str(60000 + count), nodes[count % len(nodes)], 5000 + count) for _ in range(2)]
        for count in range(12)
    ]
    trunks = {
        node.place.number: [
            stage.trunk(f"TRUNK_{way}_{node.place.number}", f"192.0.2.{host + node.place.number}", node)
            for way, host in (("WEST", 60), ("EAST", 70))
        ]
        for node in nodes
    }
    recorders = {
        node.place.number: stage.trunk(f"RECORDER_{node.place.number}", "192.0.2.90", node) for node in nodes
    }
    return Hall(stage, Identity(seed + 1), people, trunks, recorders, lines)


def _rolls(node: Node) -> Step:
    while True:
        node.trace.roll()
        yield 60000


def write(truth: Truth, folder: Path, logs: bool) -> None:
    """One folder a node, calllogs in it when wanted, and the truth beside them."""
    for node in truth.nodes:
        place = folder / node.place.host
        place.mkdir(parents=True, exist_ok=True)
        for name, text in sdl_files(node, 1).items():
            (place / name).write_bytes(text)
        if logs:
            (place / "calllogs_00000001.txt").write_text("".join(node.calllogs))
    (folder / "truth.json").write_text(json.dumps(truth.data(), indent=1) + "\n")
