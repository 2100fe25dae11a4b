"""One node of the made-up cluster: its phones, trunks, counters and clock, and the values of all slots."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.template import HEXES, KEPT, NUMBERS

CLUSTER = "5c6d7e8f-1a2b-4c3d-8e4f-0a1b2c3d4e5f"
BEGIN = datetime(2013, 11, 4, 8, 0, 0, tzinfo=UTC)
"""The nodes' clocks run on UTC."""
DAY_MS = 86_400_000
_FIRST_MS = 8 * 3_600_000
_PHONES = 150
_KEPT_NUMBERS = 6
"""``{d0}`` to ``{d5}`` are named and stay through a call; the rest are those of ``{d}``."""
_HEX_NAMES = tuple(f"x{at}" for at in range(HEXES))
_NUMBER_NAMES = tuple(f"d{at}" for at in range(NUMBERS))

Values = dict[str, str]


@dataclass
class Peer:
    """A phone or a trunk: who is at the other end of a connection."""

    dev: str
    ip: str
    port: int
    number: int
    ext: str
    idx: int
    sock: int
    mac: str = ""
    tls: bool = False
    read: int = 100

    def values(self, as_: str) -> Values:
        self.read = 100 + (self.read - 99) % 900
        return {
            f"{as_}_dev": self.dev, f"{as_}_ip": self.ip, f"{as_}_port": f"{self.port}",
            f"{as_}_no": f"{self.number:04d}", f"{as_}_ext": self.ext, f"{as_}_idx": f"{self.idx:06d}",
            f"{as_}_sock": f"{self.sock:05d}", f"{as_}_mac": self.mac, f"{as_}_read": f"{self.read}",
        }  # fmt: skip


class Node:
    """Counters go up for ever; every value of a slot has the same width on every node."""

    def __init__(self, number: int, seed: int) -> None:
        self.number = number
        self.rng = random.Random(f"{seed}/{number}")
        self.ip, self.host = f"10.10.95.20{number}", f"cucm-n{number}"
        self.ms = _FIRST_MS
        self.seq, self.net = 4_000_000 * number, 100_000
        self._calls = 0
        self._sockets = 10_000
        self._connections = 100_000
        self.phones = [self._phone(at) for at in range(_PHONES)]
        self.trunks = [self._trunk(at) for at in range(4)]
        self.const = {
            "n": f"{number}", "node_ip": self.ip, "host": self.host, "guid": CLUSTER,
            "old_port": "00000", "old_idx": "000000",
        }  # fmt: skip

    def _phone(self, at: int) -> Peer:
        mac = f"0011aa{self.number:02d}{at:04d}"
        phone = Peer(
            f"SEP{mac.upper()}",
            f"10.10.2{self.number}.{100 + at}",
            0,
            at + 1,
            f"{self.number}{at + 100}",
            0,
            0,
            mac,
        )
        self.connect(phone)
        return phone

    def _trunk(self, at: int) -> Peer:
        secure = at >= 2
        name = f"TRUNK_{'TLS' if secure else 'TCP'}_{self.number}{at}"
        trunk = Peer(
            name, f"10.10.96.{self.number}{at}", 5061 if secure else 5060, 16 + at, "0000", 0, 0, "", secure
        )
        port = trunk.port
        self.connect(trunk)
        trunk.port = port
        return trunk

    def connect(self, peer: Peer) -> None:
        """A new connection of the peer: another index, another socket, another port of a phone."""
        self._sockets = 10_000 + (self._sockets - 9_999) % 90_000
        self._connections += 1
        peer.idx, peer.sock = self._connections, self._sockets
        if not peer.tls:
            peer.port = 49_152 + self._connections % 16_000

    def fresh(self) -> Values:
        """What begins with a block: call identifiers, random values, the time."""
        self._calls += 1
        ci = (self.number << 24) + 2_000_000 + 2 * self._calls
        ccb = 100_000 + 2 * self._calls % 899_998
        return {
            **self.const, **self.random(), "ci_a": f"{ci}", "ci_b": f"{ci + 1}",
            "ccb_a": f"{ccb}", "ccb_b": f"{ccb + 1}",
        }  # fmt: skip

    def random(self) -> Values:
        digits = f"{self.rng.getrandbits(32 * HEXES):0{8 * HEXES}x}"
        numbers = f"{self.rng.randrange(10 ** (5 * NUMBERS)):0{5 * NUMBERS}d}"
        values = {name: digits[8 * at : 8 * at + 8] for at, name in enumerate(_HEX_NAMES)}
        values.update((name, numbers[5 * at : 5 * at + 5]) for at, name in enumerate(_NUMBER_NAMES))
        values["date"] = f"{self.now():%a, %d %b %Y %H:%M:%S} GMT"
        return values

    def again(self, values: Values) -> None:
        """Refreshes what does not stay through a call."""
        new = self.random()
        for name in (*_HEX_NAMES[:KEPT], *_NUMBER_NAMES[:_KEPT_NUMBERS]):
            del new[name]
        values.update(new)

    def now(self) -> datetime:
        return BEGIN + timedelta(milliseconds=self.ms - _FIRST_MS)

    def phone(self) -> Peer:
        return self.rng.choice(self.phones)


def clock(ms: int) -> str:
    """Milliseconds since the first midnight as time of day."""
    seconds, thousandths = divmod(ms % DAY_MS, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{thousandths:03d}"
