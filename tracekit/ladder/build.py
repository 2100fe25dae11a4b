"""From a call id to its ladder."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import Literal

from tracekit.ladder import narrate, steps
from tracekit.ladder.cast import Cast, Key
from tracekit.ladder.clock import delta_ms, in_order
from tracekit.ladder.heading import Headings
from tracekit.ladder.hops import Hop, Servers, hops
from tracekit.ladder.model import Arrow, ArrowKind, Ladder, Note, Proof, Row
from tracekit.ladder.narrate import Told, service_port
from tracekit.ladder.opening import Openings, first_messages
from tracekit.ladder.source import Grouped, Record, Rows, Tables, records

RESPONSE_CLASSES: dict[int, ArrowKind] = {1: "provisional", 2: "success", 3: "redirect", 4: "failure"}
"""By the first digit of the status; 5 and 6 are failures too (RFC 3261 section 7.2)."""


Place = tuple[Literal["at", "of"], str | None, int | None]
"""A record by its file and offset, or an SDL signal by its file and sequence number."""


def build_ladder(call_id: str, tables: Tables) -> Ladder:
    """The ladder of one call; without rows when the call is unknown.

    For the ladders of many calls over the same tables use one :class:`Ladders`.
    """
    return Ladders(tables).of(call_id)


class Ladders:
    """Draws calls of one set of tables; groups the tables once."""

    def __init__(self, tables: Tables) -> None:
        self._servers = Servers(records(tables.members))
        self._openings = Openings(tables)
        messages = Rows(tables.messages)
        self._messages = Grouped(messages, "call")
        self._by_call_id = Grouped(messages, "call_id")
        self._first = first_messages(tables.messages)
        self._connections = Grouped(Rows(tables.connections), "connection")
        self._certificates = Grouped(Rows(tables.certificates), "connection")
        self._digits = Grouped(Rows(tables.digit_analyses), "call")
        self._legs = Grouped(Rows(tables.legs), "call")
        self._headings = Headings(tables)
        self._steps = Grouped(Rows(tables.call_events), "call")
        self._noted = [
            (note, Grouped(rows, "call"), Grouped(rows, "connection"))
            for family, note in sorted(tables.notes.items())
            if family in tables.events
            for rows in [Rows(tables.events[family])]
        ]

    def of(self, call_id: str) -> Ladder:
        """The ladder of one call."""
        messages = [m for m, _ in in_order(self._messages.of(call_id), _proof, _node)]
        sip_ids = dict.fromkeys(m.text("call_id") for m in messages)
        drawn = hops(messages, {key: self._by_call_id.of(key) for key in sip_ids if key}, self._servers)
        legs = self._legs.of(call_id)
        cast = Cast(drawn, legs, self._servers)
        taken = steps.told(self._steps.of(call_id), legs)
        told = [*self._told(call_id, messages), *taken]
        items: list[Hop | Told] = [*drawn, *told]
        ordered = in_order(items, _item_proof, _item_node, lambda item: cast.lead(_item_record(item)))
        appearance = [key for item, _ in ordered for key in _keys(item, cast)]
        participants = cast.in_order(appearance, steps.caller(taken))
        place = {key: position for position, (key, _) in enumerate(participants)}
        rows: list[Row] = []
        before = None
        for item, now in ordered:
            positions = [place[key] for key in _keys(item, cast)]
            rows.append(self._row(item, positions, delta_ms(before, now)))
            before = now or before
        people = tuple(participant for _, participant in participants)
        return Ladder(call_id, people, tuple(rows), self._headings.of(call_id, rows))

    def _row(self, item: Hop | Told, positions: Sequence[int], delta: int | None) -> Row:
        if isinstance(item, Hop):
            connection = next(iter(self._connections.of(item.message.text("connection"))), Record({}))
            return _arrow(item, positions[0], positions[1], connection, delta)
        proofs = (item.proof, *(record.proof for record in item.records[1:]))
        said = (item.kind, item.title, item.text)
        return Note(positions[0], *said, item.moment, delta, proofs, parties=tuple(positions[1:]))

    def _told(self, call_id: str, messages: Sequence[Record]) -> list[Told]:
        """Notes of the call; of two about one record the table's is kept, as it says more.

        A digit analysis is several records of one SDL sequence number and one row of the table.
        """
        opened = self._opened_here(messages)
        told = [narrate.digit_analysis(row) for row in self._digits.of(call_id)]
        analysed = {_signal(row) for note in told for row in note.records if row.number("seq") is not None}
        for row in (row for key in opened for row in self._connections.of(key)):
            moment = self._openings.of(row)
            told += [narrate.connection_opened(row, moment)] if moment is not None else []
        told += [narrate.certificate(rows) for key in opened for rows in _once(self._certificates.of(key))]
        claimed = {_place(record) for note in told for record in note.records} | analysed
        return told + self._told_by_families(call_id, opened, claimed)

    def _told_by_families(self, call_id: str, opened: Sequence[str], claimed: Set[Place]) -> list[Told]:
        """The families' own notes; a connection's is told once, however often the trace repeats it."""
        found: dict[object, Told] = {}
        for (title, pattern), by_call, by_connection in self._noted:
            rows = by_call.of(call_id)
            rows += [row for key in opened for row in by_connection.of(key) if row.text("call") is None]
            for row in rows:
                note = narrate.event(title, pattern, row)
                connection = row.text("connection")
                key = _place(row) if connection is None else (connection, title, note.text)
                if _place(row) not in claimed and _signal(row) not in claimed:
                    found.setdefault(key, note)
        return list(found.values())

    def _opened_here(self, messages: Sequence[Record]) -> list[str]:
        """Connections whose first message is the call's: their set-up is part of its story."""
        mine = {(message.text("member"), message.number("offset")) for message in messages}
        ran_over = dict.fromkeys(message.text("connection") for message in messages)
        return [connection for connection in ran_over if connection and self._first.get(connection) in mine]


def _arrow(hop: Hop, sender: int, receiver: int, connection: Record, delta: int | None) -> Arrow:
    message = hop.message
    transport = message.text("transport") or connection.text("transport")
    secure = None if transport is None else transport == "TLS"
    proofs = (message.proof,) if hop.other is None else (message.proof, hop.other.proof)
    return Arrow(
        sender=sender,
        receiver=receiver,
        label=message.text("label") or "unreadable message",
        kind=_kind(message),
        direction=message.text("direction"),
        moment=message.moment,
        delta_ms=delta,
        transport=transport,
        port=service_port(connection) or message.number("remote_port"),
        remote_ip=message.text("remote_ip"),
        remote_port=message.number("remote_port"),
        secure=secure,
        cipher=connection.text("cipher"),
        remote_cn=connection.text("remote_cn"),
        conn_idx=message.number("conn_idx"),
        message=message.text("message"),
        call_id=message.text("call_id"),
        cseq=message.number("cseq"),
        cseq_method=message.text("cseq_method"),
        ci=message.number("ci"),
        size=message.number("length"),
        has_sdp=message.flag("has_sdp"),
        srtp=message.flag("srtp"),
        proofs=proofs,
    )


def _kind(message: Record) -> ArrowKind:
    if message.text("method") is not None:
        return "request"
    status = message.number("status")
    return "unknown" if status is None else RESPONSE_CLASSES.get(status // 100, "failure")


def _once(presented: Iterable[Record]) -> list[tuple[Record, ...]]:
    """One certificate told to two SDL processes (SIPHandler, then SIPD) is one presentation."""
    found: dict[str | None, list[Record]] = defaultdict(list)
    for row in presented:
        found[row.text("subject")].append(row)
    return [tuple(rows) for rows in found.values()]


def _keys(item: Hop | Told, cast: Cast) -> tuple[Key, ...]:
    if isinstance(item, Hop):
        return cast.ends(item)
    parties = dict.fromkeys(cast.party(party) for party in item.parties)
    return (cast.node(_item_record(item)), *(key for key in parties if key is not None))


def _item_proof(item: Hop | Told) -> Proof:
    return item.message.proof if isinstance(item, Hop) else item.proof


def _item_record(item: Hop | Told) -> Record:
    return item.message if isinstance(item, Hop) else item.records[0]


def _item_node(item: Hop | Told) -> int | None:
    return _node(_item_record(item))


def _place(record: Record) -> Place:
    return "at", record.text("member"), record.number("offset")


def _signal(record: Record) -> Place:
    return "of", record.text("member"), record.number("seq")


def _proof(record: Record) -> Proof:
    return record.proof


def _node(record: Record) -> int | None:
    return record.number("node")
