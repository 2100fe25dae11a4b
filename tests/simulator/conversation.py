"""A call at one node: two legs and the Cdcc that joins them. Writes what passes between their processes."""

from dataclasses import dataclass, field
from itertools import pairwise

from . import wire
from .device import Phone
from .leg import NOBODY, Leg
from .node import Connection, Node
from .record import Detail, Group
from .sip import Message

_RESTING = {
    "LineControl": "restart0",
    "SIPD": "restart0",
    "SIPStationCdfc": "translate",
    "LBMInterface": "active",
}
"""States of processes that do not follow the call; all others wait."""


@dataclass
class Conversation:
    """What one node knows of one call while it lasts."""

    node: Node
    a: Leg
    cdcc: str
    dialed: str
    tag: str
    """Tag of the message that set off what happens now."""
    b: Leg | None = None
    matrix: str = ""
    """MatrixControl that joins the media, once they are."""
    states: dict[str, str] = field(default_factory=dict)
    began: str = ""
    answered: str | None = None
    ended: str | None = None
    parties: list[Leg] = field(default_factory=list)
    """Every leg that it ever had, the first one first."""

    def __post_init__(self) -> None:
        self.parties.append(self.a)

    focus: str = ""
    """Session identifier of the conference bridge that stands between the parties."""
    translated: str = ""
    """What the dialled number was made into by a translation pattern."""

    @property
    def called(self) -> str:
        """The number that the call is extended to."""
        return self.translated or self.dialed

    def meet(self) -> None:
        """Each side hears the other's session (RFC 7989); a party not heard of yet is all zeros."""
        a, b = self.a, self.b
        if self.focus:
            for leg in self.parties:
                leg.session = f"{self.focus};remote={leg.uuid or NOBODY}"
        elif a.node.release.sessions_meet:
            own, far = a.uuid or NOBODY, b.uuid if b and b.uuid else NOBODY
            a.session = f"{far};remote={own}"
            if b:
                b.session = f"{own};remote={far}"

    @property
    def callee(self) -> Leg:
        """The called party, once there is one."""
        if self.b is None:
            raise ValueError("the call has not been extended to anybody yet")
        return self.b

    @property
    def cc(self) -> str:
        return self.node.process("Cc")

    def other(self, leg: Leg) -> Leg:
        return self.callee if leg is self.a else self.a

    def receive(self, leg: Leg, message: Message) -> Group:
        """The far party's message arrives on its leg."""
        group = wire.receive(leg.node, leg.connection, message)
        self.tag = leg.node.connection_tag(leg.connection)
        leg.learn(message)
        self.meet()
        note(leg, message, "IN", self.tag)
        return group

    def send(self, leg: Leg, message: Message) -> Message:
        """CUCM's message leaves on that leg."""
        wire.send(leg.node, leg.connection, message, self.tag)
        note(leg, message, "OUT", self.tag)
        return message

    def signal(self, name: str, to: str, sender: str, rest: str) -> Group:
        """A signal of this call, with its receiver's state; both nodes tell of one that crosses."""
        state = self.states.get(to) or _RESTING.get(to.partition("(")[0], "wait")
        origin, receiver = self.node_of(sender), self.node_of(to)
        if origin is receiver:
            return receiver.signal(name, to, sender, self.tag, rest, state)
        origin.signal(name, to, sender, self.tag, rest, "NA RemoteSignal", "SdlSig-O")
        return receiver.signal(name, to, sender, self.tag, rest, state, "SdlSig-I")

    def node_of(self, process: str) -> Node:
        """The node on which a process of this cluster runs."""
        return self.node.cluster.nodes[int(process.partition("(")[2].partition(",")[0])]

    def relay(self, name: str, path: list[str], rest: str) -> Group:
        """A signal handed on from process to process; gives the records of the last hop."""
        group: Group | None = None
        for hop, (sender, to) in enumerate(pairwise(path)):
            if self._told(hop, len(path) - 2, sender, to):
                group = self.signal(name, to, sender, rest)
        if group is None:
            raise ValueError(f"{name} goes nowhere")
        return group

    def _told(self, hop: int, last: int, sender: str, to: str) -> bool:
        """With less detail only the ends of a path are told, and where it crosses to another node."""
        full = self.node.trace.detail is Detail.FULL
        return full or hop in (0, last) or self.node_of(sender) is not self.node_of(to)

    def inward(self, leg: Leg) -> list[str]:
        """From the SIP handler to the leg's own process."""
        if isinstance(leg.party, Phone):
            return [leg.handler, leg.party.station, leg.station_call, leg.cdpc]
        return [leg.handler, leg.party.process, leg.cdpc]

    def upward(self, leg: Leg) -> list[str]:
        """From the leg to call control."""
        if isinstance(leg.party, Phone):
            return [leg.cdpc, leg.party.line_control, leg.line_call, self.cc, self.cdcc]
        return [leg.cdpc, self.cc, self.cdcc]

    def downward(self, leg: Leg) -> list[str]:
        """From call control to the leg."""
        if isinstance(leg.party, Phone):
            phone = leg.party
            return [self.cdcc, phone.line_control, leg.line_call, phone.station, leg.station_call, leg.cdpc]
        return [self.cdcc, leg.party.process, leg.cdpc]

    def row(self, text: str) -> None:
        """A call-control row of the calllogs."""
        self.node.calllogs.append(f"{stamp(self.node)}|CC|{text}\n")


def stamp(node: Node) -> str:
    now = node.local_now()
    return f"{now:%Y/%m/%d %H:%M:%S}.{now.microsecond // 1000:03d}"


def note(leg: Leg, message: Message, direction: str, tag: str) -> None:
    """Count a message to its leg and write its calllogs row; requests before the CI is assigned have 0."""
    node, connection = leg.node, leg.connection
    number = node.value("net")
    leg.net_numbers.append(number)
    if direction == "OUT":
        leg.last_sent = message
    early = leg.inbound and message.label in ("INVITE", "100 Trying")
    kind = "SIPL" if isinstance(leg.party, Phone) else "SIPT"
    node.calllogs.append(
        f"{stamp(node)}|{kind}|{0 if early else leg.ci}|{connection.transport}|{direction}|{node.place.ip}|"
        f"{local_port(connection)}|{leg.device}|{connection.ip}|{connection.port}|{tag}|{number}|"
        f"{leg.call_id}|{message.label}\n"
    )


def local_port(connection: Connection) -> int:
    return connection.local_port or (5061 if connection.transport == "TLS" else 5060)


def party_text(number: str) -> str:
    """A party as call-control signals print it."""
    address = "User=Host=Port=0PassWord=Madder=Transport=4mDisplayName=RawUrl=OrigPort=0"
    return f"tn=0npi=0ti=1nd={number}{address}pi=1si1"


def cc(leg: Leg, rest: str = "") -> str:
    """Beginning of every call-control signal's parameters."""
    return f"CI={leg.ci} CI.branch=0  {rest}".rstrip()
