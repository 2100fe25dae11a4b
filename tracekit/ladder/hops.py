"""One message that both of its ends logged is one arrow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracekit.ladder.source import Record

Server = tuple[int | None, str | None]
"""Node number and host name: two clusters may both have a node 1."""


class Servers:
    """Which server wrote a record: its node number, and the host that the file's FileHead names."""

    def __init__(self, members: Iterable[Record]) -> None:
        self._host: dict[str, str] = {}
        self._hosts: dict[int | None, set[str]] = defaultdict(set)
        for member in members:
            name, host = member.text("member"), member.text("host")
            if name is not None and host is not None:
                self._host[name] = host
                self._hosts[member.number("node")].add(host)

    def of(self, record: Record) -> Server:
        """A file without a FileHead belongs to the one known host of its node number."""
        node = record.number("node")
        host = self._host.get(record.text("member") or "")
        known = self._hosts.get(node, set())
        return node, host if host is not None or len(known) != 1 else next(iter(known))


@dataclass(frozen=True, slots=True)
class Hop:
    """One message: as logged where it is drawn from, and by its other end where that was traced."""

    message: Record
    other: Record | None


def hops(mine: Sequence[Record], everywhere: Mapping[str, Sequence[Record]], servers: Servers) -> list[Hop]:
    """The call's messages, those that the server at the other end logged too joined to its record.

    Joined are the k-th ``out`` at one server and the k-th ``in`` at another of the same Call-ID, CSeq,
    label and topmost Via branch (RFC 3261 section 17.1.3: the branch names the transaction on one hop).
    ``everywhere``: messages of all calls by Call-ID, as the other cluster may count them as its own call.
    """
    partners = _partners(everywhere, servers)
    places = {_place(message) for message in mine}
    drawn: list[Hop] = []
    for message in mine:
        other = partners.get(_place(message))
        drawn_from_sender = other is not None and _place(other) in places
        if drawn_from_sender and message.text("direction") == "in":
            continue
        drawn.append(Hop(message, other))
    return drawn


def _place(message: Record) -> tuple[str | None, int | None]:
    return message.text("member"), message.number("offset")


def _key(message: Record) -> tuple[str | None, str | None, int | None, str | None, str | None]:
    return (
        message.text("call_id"),
        message.text("branch"),
        message.number("cseq"),
        message.text("cseq_method"),
        message.text("label"),
    )


def _partners(
    everywhere: Mapping[str, Sequence[Record]], servers: Servers
) -> dict[tuple[str | None, int | None], Record]:
    sent: dict[object, list[Record]] = defaultdict(list)
    received: dict[object, list[Record]] = defaultdict(list)
    for messages in everywhere.values():
        for message in messages:
            if None not in _key(message)[:3]:
                side = sent if message.text("direction") == "out" else received
                side[_key(message)].append(message)
    found: dict[tuple[str | None, int | None], Record] = {}
    for key, outs in sent.items():
        for out, into in zip(outs, received.get(key, []), strict=False):
            if servers.of(out) != servers.of(into):
                found[_place(out)], found[_place(into)] = into, out
    return found
