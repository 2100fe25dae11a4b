"""The true answer of a scenario: which legs form which call, and what each connection is."""

from dataclasses import dataclass, field
from typing import Any

from .conversation import Conversation, local_port
from .hold import Music
from .leg import Leg
from .node import Connection, Node
from .recording import Recorder


@dataclass
class TrueCall:
    """One call as the people saw it, over every cluster that it crossed."""

    name: str
    calling: str
    dialed: str
    called: str
    outcome: str
    cause: int | None
    released_by: str | None
    """Number of the party that ended it; None when it was refused or lasts."""
    conversations: list[Conversation] = field(default_factory=list)
    music: list[Music] = field(default_factory=list)
    recorders: list[Recorder] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)
    """Call identifiers of a conference bridge."""

    @property
    def legs(self) -> list[Leg]:
        """Each dialog once, in the order in which they began."""
        found = {id(leg): leg for part in self.conversations for leg in part.parties}
        return list(found.values())


@dataclass
class Truth:
    """All calls of a scenario and the nodes on which they ran."""

    scenario: str
    nodes: list[Node]
    calls: list[TrueCall] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """As plain values for JSON, in order of time."""
        return {
            "scenario": self.scenario,
            "nodes": [_node(node) for node in self.nodes],
            "calls": [_call(call) for call in self.calls],
        }


def _node(node: Node) -> dict[str, Any]:
    return {
        "host": node.place.host,
        "node": node.place.number,
        "cluster": node.cluster.name,
        "cluster_guid": node.cluster.guid,
        "epoch": f"{node.place.started:%Y/%m/%d %H:%M:%S}",
        "clock_ahead_ms": node.place.skew_ms,
        "sip_messages": node.messages,
        "connections": [_connection(connection) for connection in node.connections],
    }


def _connection(connection: Connection) -> dict[str, Any]:
    return {
        "conn_idx": connection.index,
        "transport": connection.transport,
        "remote_ip": connection.ip,
        "remote_port": connection.port,
        "local_port": connection.local_port,
        "device": connection.device,
        "tls_security": connection.tls_security,
        "subject": connection.subject,
        "cipher": connection.cipher,
        "opened": connection.opened,
        "closed": connection.closed,
    }


def _call(call: TrueCall) -> dict[str, Any]:
    first = call.conversations[0]
    ends = [part.ended for part in call.conversations if part.ended]
    return {
        "name": call.name,
        "calling": call.calling,
        "dialed": call.dialed,
        "called": call.called,
        "outcome": call.outcome,
        "cause": call.cause,
        "released_by": call.released_by,
        "started": first.began,
        "answered": first.answered,
        "ended": first.ended or (max(ends) if ends else None),
        "legs": [_leg(leg) for leg in call.legs],
        **_beside(call),
    }


def _beside(call: TrueCall) -> dict[str, Any]:
    """What only some calls have."""
    music = [
        {"role": "held music", "cis": [item.ci], "device": item.device, "of_ci": item.listener.ci}
        for item in call.music
    ]
    recorders = [
        {
            "role": "recorder", "cis": [item.bridge_ci, item.leg.ci], "device": item.leg.device,
            "of_ci": item.recorded, "end": item.end, "legs": [_leg(item.leg)],
        }
        for item in call.recorders
    ]  # fmt: skip
    translated = [part.translated for part in call.conversations if part.translated]
    told = {"related": music + recorders, "bridge_cis": call.ports, "translated_to": translated}
    return {name: value for name, value in told.items() if value}


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "host": leg.node.place.host,
        "node": leg.node.place.number,
        "ci": leg.ci,
        "ccb_id": leg.ccb,
        "call_id": leg.call_id,
        "role": leg.role,
        "device": leg.device,
        "number": leg.number,
        "conn_idx": leg.connection.index,
        "transport": leg.connection.transport,
        "local_port": local_port(leg.connection),
        "net_nos": leg.net_numbers,
        **({"took": True} if leg.took else {}),
    }
