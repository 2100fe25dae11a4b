"""A signal between nodes, at its sender (SdlSig-O) and at its receiver (SdlSig-I).

Two rows of two nodes that agree in signal, destination, source, tag and parameters are one signal: the
receiver's time less the sender's is its way plus the difference of the clocks. Seen: 0 to 3 ms, seldom more.
"""

import re

from tracekit.events.columns import SIGNAL, one_line
from tracekit.events.event import Derived, Event, Fields, Items

_NODE = re.compile(r"\((\d{1,9}),")
"""The node of a process, Name(node,app,type,instance)."""


def derive(fields: Fields, items: Items) -> Derived:
    """``from_node``, ``to_node`` and ``direction``; ``parameters`` on one line."""
    senders, receivers = _nodes(fields["source"]), _nodes(fields["destination"])
    return {
        "from_node": list(senders),
        "to_node": list(receivers),
        "direction": [
            _direction(state, sender, receiver)
            for state, sender, receiver in zip(fields["state"], senders, receivers, strict=True)
        ],
        "parameters": one_line(fields["parameters"]),
    }


def _nodes(processes: object) -> list[int | None]:
    assert isinstance(processes, list)
    found = [_NODE.search(str(process)) for process in processes]
    return [int(match[1]) if match else None for match in found]


def _direction(state: str | int | None, sender: int | None, receiver: int | None) -> str | None:
    if state == "NA RemoteSignal":
        return "out"
    return None if sender is None or receiver is None or sender == receiver else "in"


EVENT = Event(
    title="Signal between nodes",
    columns={
        "signal": "name of the signal",
        **SIGNAL,
        "parameters": "the signal's data, on one line: the same at sender and receiver",
        "from_node": "node of the process that sent it",
        "to_node": "node of the process that gets it",
        "direction": "out at the sending node, in at the receiving one; null inside one node",
    },
    derive=derive,
)
