"""Who sent a message to whom: the far end's address is on every record, the node's own is looked for."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from tracekit.export.sip_text import SipTexts
from tracekit.ladder import Arrow, Ladder, Participant, Tables, records
from tracekit.sip import Message, read_address, read_uri, read_vias

Ip = IPv4Address | IPv6Address
PLAIN_PORT, TLS_PORT = 5060, 5061
PLACEHOLDERS = 0xC000_0200
"""192.0.2.0/24, for documentation alone (RFC 5737): the node's number, or 254, is the last byte."""

UNKNOWN_NODE = 254


@dataclass(frozen=True, slots=True)
class End:
    """An address and port; ``remark`` says what the trace does not tell."""

    ip: Ip
    port: int
    remark: str | None = None


class Ends:
    """The two ends of every message of one ladder.

    A node's address is, in this order: FileHead's HostIPAddress, the one in calllogs, what the other end of a
    trunk logged, the Via or Contact that the node wrote, the Request-URI it was asked by. A node's port is
    its listening one: the number of a port that CallManager connects from is in no trace.
    """

    def __init__(self, ladder: Ladder, tables: Tables, texts: SipTexts) -> None:
        self._participants = ladder.participants
        self._own: dict[int, Ip] = {}
        self._ports: dict[tuple[int, int | None], int] = {}
        logged = _logged(ladder, tables)
        for position, participant in enumerate(ladder.participants):
            known = [*logged.get(_server(participant), []), participant.ip]
            found = next((ip for ip in map(_ip, known) if ip is not None), None)
            if participant.kind == "node" and found is not None:
                self._own[position] = found
        for incoming in (False, True):
            for arrow in ladder.arrows:
                if (arrow.direction == "in") == incoming:
                    self._learn(arrow, texts.of(arrow.proofs[0]))

    def of(self, arrow: Arrow) -> tuple[End, End]:
        """Source and destination."""
        near, far = self._near(arrow), self._far(arrow)
        return (far, near) if arrow.direction == "in" else (near, far)

    def _near(self, arrow: Arrow) -> End:
        position = _node(arrow)
        usual = TLS_PORT if arrow.secure else PLAIN_PORT
        port = self._ports.get((position, arrow.conn_idx), usual)
        if arrow.port is not None and arrow.port != arrow.remote_port:
            port = arrow.port
        own = self._own.get(position)
        if own is not None:
            return End(own, port)
        node = self._participants[position].node
        known = node is not None and 0 < node < UNKNOWN_NODE
        stand_in = IPv4Address(PLACEHOLDERS + (node if known and node else UNKNOWN_NODE))
        title = self._participants[position].title
        return End(stand_in, port, f"the address of {title} is not in the trace, {stand_in} stands for it")

    def _far(self, arrow: Arrow) -> End:
        usual = TLS_PORT if arrow.secure else PLAIN_PORT
        port = arrow.remote_port if arrow.remote_port in range(65_536) else usual
        ip = _ip(arrow.remote_ip)
        if ip is not None:
            return End(ip, port or usual)
        stand_in = IPv4Address(PLACEHOLDERS)
        said = arrow.remote_ip or "the far end"
        return End(stand_in, port or usual, f"{said} is no address, {stand_in} stands for it")

    def _learn(self, arrow: Arrow, message: Message) -> None:
        """The address and port that the node calls its own in this message."""
        position = _node(arrow)
        for host, port in _own_hosts(arrow, message):
            ip = _ip(host)
            if ip is None:
                continue
            self._own.setdefault(position, ip)
            if port is not None and 0 < port < 65_536:
                self._ports.setdefault((position, arrow.conn_idx), port)


def _node(arrow: Arrow) -> int:
    """Position of the server that logged a message."""
    return arrow.receiver if arrow.direction == "in" else arrow.sender


def _server(participant: Participant) -> tuple[int | None, str | None]:
    return participant.node, participant.host


def _logged(ladder: Ladder, tables: Tables) -> dict[tuple[int | None, str | None], list[str | None]]:
    """Addresses of the servers by what FileHead and calllogs print."""
    host_of = {row.text("member"): row.text("host") for row in records(tables.members)}
    found: dict[tuple[int | None, str | None], list[str | None]] = {}
    calls = {arrow.call_id for arrow in ladder.arrows if arrow.call_id is not None}
    for family, column in (("file_head", "host_ip"), ("call_log", "local_ip")):
        frame = tables.events.get(family)
        if frame is None or column not in frame.columns:
            continue
        rows = frame[frame["call_id"].isin(calls)] if family == "call_log" else frame
        for row in records(rows):
            server = (row.number("node"), host_of.get(row.text("member")))
            found.setdefault(server, []).append(row.text(column))
            if family == "call_log":
                for participant in ladder.participants:
                    if participant.kind == "node" and participant.node == server[0]:
                        found.setdefault(_server(participant), []).append(row.text(column))
    return found


def _own_hosts(arrow: Arrow, message: Message) -> list[tuple[str | None, int | None]]:
    """What the node itself wrote about where it is, or was asked by, the best first."""
    if arrow.direction == "in":
        if arrow.kind != "request" or message.start_line is None or message.start_line.request_uri is None:
            return []
        uri = read_uri(message.start_line.request_uri)
        return [(uri.host, uri.port)]
    contact = read_address(message.value("Contact") or "").parts
    hosts: list[tuple[str | None, int | None]] = [(contact.host, contact.port)]
    if arrow.kind == "request":
        vias = read_vias(message.value("Via") or "")
        hosts = [(via.host, via.port) for via in vias[:1]] + hosts
    return hosts


def _ip(text: str | None) -> Ip | None:
    """An address, also in brackets; null for a name."""
    try:
        return ip_address((text or "").strip("[]").partition("%")[0])
    except ValueError:
        return None
