"""A call at one node: two legs and the Cdcc that joins them. Writes what passes between their processes."""

from dataclasses import dataclass, field
from itertools import pairwise

from . import wire
from .device import Phone
from .leg import Leg
from .node import Connection, Node
from .record import Group
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

    @property
    def callee(self) -> Leg:
        """The called party, once there is one."""
        if self.b is None:
            raise ValueError("the call has not been extended to anybody yet")
        return self.b

    @property
    def cc(self) -> str:
        return self.node.process("Cc")

    @property
    def handler(self) -> str:
        return self.node.process("SIPHandler")

    def other(self, leg: Leg) -> Leg:
        return self.callee if leg is self.a else self.a

    def receive(self, leg: Leg, message: Message) -> Group:
        """The far party's message arrives on its leg."""
        group = wire.receive(self.node, leg.connection, message)
        self.tag = self.node.connection_tag(leg.connection)
        leg.learn(message)
        note(leg, message, "IN", self.tag)
        return group

    def send(self, leg: Leg, message: Message) -> Message:
        """CUCM's message leaves on that leg."""
        wire.send(self.node, leg.connection, message, self.tag)
        note(leg, message, "OUT", self.tag)
        return message

    def signal(self, name: str, to: str, sender: str, rest: str) -> Group:
        """A signal of this call, with the state that its receiver is in."""
        state = self.states.get(to) or _RESTING.get(to.partition("(")[0], "wait")
        return self.node.signal(name, to, sender, self.tag, rest, state)

    def relay(self, name: str, path: list[str], rest: str) -> Group:
        """A signal handed on from process to process; gives the records of the last hop."""
        group: Group | None = None
        for sender, to in pairwise(path):
            group = self.signal(name, to, sender, rest)
        if group is None:
            raise ValueError(f"{name} goes nowhere")
        return group

    def inward(self, leg: Leg) -> list[str]:
        """From the SIP handler to the leg's own process."""
        if isinstance(leg.party, Phone):
            return [self.handler, leg.party.station, leg.station_call, leg.cdpc]
        return [self.handler, leg.party.process, leg.cdpc]

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
