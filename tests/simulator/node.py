"""One server of a cluster: its clock, counters, processes, connections and the traces it writes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from .identity import Identity, little_endian
from .record import Columns, Detail, Group, Head, Trace
from .release import Release
from .schedule import Schedule

Transport = Literal["TCP", "TLS"]

_ASKED_BY_TIMER = ("SIPHandler", "DeviceManager", "LBMInterface", "Db", "EnvProcessCdr")
"""Processes whose signals have ``T`` instead of ``R`` in the flags column; its meaning is not known."""


@dataclass
class Connection:
    """One transport connection of a node."""

    index: int
    ip: str
    port: int
    transport: Transport
    instance: int
    """Number of its SDL connection process; not the index."""
    device: str
    local_port: int | None
    """Listening port when the peer connected; None when the node did."""
    tls_security: int | None = None
    subject: str | None = None
    cipher: str | None = None
    opened: str | None = None
    """When the trace shows it being created, UTC; None when it was there before."""
    closed: str | None = None
    reads: int = field(default=1)

    @property
    def socket(self) -> str:
        """Class of its SDL process."""
        return "SdlSSLTCPConnection" if self.transport == "TLS" else "SdlTCPConnection"

    @property
    def printed_transport(self) -> str:
        return "TLS Over TCP" if self.transport == "TLS" else "TCP"


@dataclass(frozen=True)
class Cluster:
    """What all nodes of a cluster share."""

    name: str
    guid: str
    release: Release
    nodes: "dict[int, Node]" = field(default_factory=dict, compare=False)
    """The nodes that run now, by number; one that restarts takes its old self's place."""


@dataclass(frozen=True)
class Place:
    """Where a node stands: its name, address and the clock on its wall."""

    number: int
    host: str
    ip: str
    utc_offset_minutes: int
    skew_ms: int
    """By how much its clock is ahead of the true time."""
    started: datetime


@dataclass(frozen=True)
class Counters:
    """Where a node's counters stand when the trace begins."""

    seq: int
    file: int
    net: int
    ci: int
    """Call identifiers used so far; the node's number is put above it."""
    ccb: int
    connection: int
    call_reference: int


class Node:
    """A node while it runs; the only thing that steps change."""

    def __init__(
        self,
        schedule: Schedule,
        cluster: Cluster,
        place: Place,
        counters: Counters,
        identity: Identity,
        detail: Detail = Detail.FULL,
    ) -> None:
        self.schedule = schedule
        self.cluster = cluster
        self.release = cluster.release
        self.place = place
        self.identity = identity
        head = Head(
            place.number, place.host, place.ip, self.release.build, place.started, place.utc_offset_minutes
        )
        self.trace = Trace(head, self.local_now, counters.seq, counters.file, detail)
        cluster.nodes[place.number] = self
        self.calllogs: list[str] = []
        self.connections: list[Connection] = []
        self.messages = 0
        self._counts = {
            "net": counters.net, "ci": (place.number << 24) + counters.ci, "ccb": counters.ccb,
            "connection": counters.connection, "call_reference": counters.call_reference, "branch": 0x1F4A,
            "call_id": 6, "lbm": 40,
        }  # fmt: skip
        self._instances = {
            "SdlTCPConnection": 75,
            "SdlSSLTCPConnection": 10,
            "SIPCdpc": 44,
            "Cdcc": 20,
            "MediaManager": 18,
        }
        self._alive: dict[str, int] = {}
        self.connection_table = f"0xe7f{identity.hex(5)}"

    def now(self) -> datetime:
        """UTC by this node's clock."""
        return self.schedule.now + timedelta(milliseconds=self.place.skew_ms)

    def local_now(self) -> datetime:
        """What its clock shows."""
        return self.now() + timedelta(minutes=self.place.utc_offset_minutes)

    def instant(self) -> str:
        """Now, by this node's clock, as the tables write an instant."""
        return self.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def count(self, what: str) -> int:
        """The next value of a counter: net, ci, ccb, connection, call_reference or branch."""
        self._counts[what] += 1
        return self._counts[what]

    def value(self, what: str) -> int:
        """Where a counter stands."""
        return self._counts[what]

    def process(self, name: str, instance: int = 1) -> str:
        """An SDL process id, ``SIPHandler(1,100,72,1)``."""
        return f"{name}({self.place.number},100,{self.release.process_type(name)},{instance})"

    def instance(self, name: str) -> int:
        self._instances[name] = self._instances.get(name, 0) + 1
        return self._instances[name]

    def create(self, group: Group, name: str, creator: str) -> str:
        """Start a process, as told in the records of ``group``; gives its id."""
        process = self.process(name, self.instance(name))
        self._alive[name] = self._alive.get(name, 0) + 1
        group.row("Created", self._life(process, creator, self._alive[name]))
        return process

    def stop(self, group: Group, process: str) -> None:
        name = process.partition("(")[0]
        self._alive[name] -= 1
        group.row("Stopping", self._life(process, process, self._alive[name] + 1))

    def _life(self, process: str, by: str, alive: int) -> str:
        return Columns("", "", process, by, "", f"NumOfCurrentInstances: {alive}").text()

    def signal(
        self,
        name: str,
        to: str,
        sender: str,
        tag: str,
        rest: str,
        state: str = "wait",
        kind: str = "SdlSig",
    ) -> Group:
        """Write a signal with its flags column."""
        letter = "T" if to.partition("(")[0] in _ASKED_BY_TIMER else "R"
        flags = f"[{letter}:N-H:0,N:{self.identity.number(0, 3)},L:0,V:0,Z:0,D:0] "
        return self.trace.signal(Columns(name, state, to, sender, tag, flags + rest), kind)

    def plain_signal(self, name: str, to: str, sender: str, tag: str, state: str = "wait") -> Group:
        """A signal of which CUCM traces no parameters."""
        return self.trace.signal(Columns(name, state, to, sender, tag, "*TraceFlagOverrode"))

    def own_tag(self, process_type: str, inst: str) -> str:
        """A tag of a chain that no message began."""
        return f"{self.place.number},100,{self.release.process_type(process_type)},{inst}^*^*"

    def connection_tag(self, connection: Connection, device: str = "*") -> str:
        """The tag that everything carries which the last message on ``connection`` set off."""
        kind = self.release.process_type(connection.socket)
        inst = f"{connection.instance}.{connection.reads}"
        return f"{self.place.number},100,{kind},{inst}^{connection.ip}^{device}"

    def call_id(self) -> str:
        """A Call-ID in CUCM's own form."""
        own = little_endian(self.place.ip).lstrip("0")
        unique = f"{self.identity.hex(6)}00-{self.identity.hex(8)}-{self.count('call_id'):x}"
        return f"{unique}-{own}@{self.place.ip}"

    def branch(self) -> str:
        return f"z9hG4bK{self.count('branch'):x}{self.identity.hex(6)}"

    def sip_tag(self, ccb: int, ci: int) -> str:
        """The tag that CUCM puts on its side of a dialog: ccbId, cluster, CI."""
        return f"{ccb}~{self.cluster.guid}-{ci}"
