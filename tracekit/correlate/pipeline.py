"""From what scanning found to the tables users see, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracekit.correlate.call_events import call_events
from tracekit.correlate.calls import calls, tie_legs
from tracekit.correlate.clock_skew import clock_ahead, clock_skew
from tracekit.correlate.clusters import clusters
from tracekit.correlate.connections import connections
from tracekit.correlate.context import EventsInContext
from tracekit.correlate.continued import Rest, whole_records
from tracekit.correlate.coverage import coverage
from tracekit.correlate.devices import add_devices, devices_of_legs
from tracekit.correlate.dialogs import dialogs
from tracekit.correlate.digits import digit_analyses
from tracekit.correlate.events import Frames, event_frames, life_of
from tracekit.correlate.infer import tie_digits
from tracekit.correlate.join import Frame, look_up
from tracekit.correlate.joins import join_rows, joins, of_one_device
from tracekit.correlate.leg_keys import LegKeys, starts
from tracekit.correlate.legs import add_message_legs, legs
from tracekit.correlate.members import distinct, member_rows, with_reasons
from tracekit.correlate.messages import messages
from tracekit.correlate.related import beside, related
from tracekit.correlate.roles import with_roles
from tracekit.correlate.statements import conference_pairs, media_pairs, statements
from tracekit.correlate.tls_profiles import name_trunks
from tracekit.correlate.tls_tables import Expectations, tls_tables
from tracekit.correlate.transactions import with_transactions
from tracekit.scan import Source
from tracekit.scan.shapes import Shape, merged_shapes
from tracekit.tables.frame import table_frame


@dataclass(frozen=True)
class Correlated:
    """Every table of the schema, and beside them the events of each family with ``ci, connection, call``.

    ``files``: the file of the input that holds a member, where that is one of several in it. ``rests``: where
    the last record of a member goes on.
    """

    tables: Mapping[str, pd.DataFrame]
    events: Mapping[str, pd.DataFrame]
    files: Mapping[str, str]
    rests: Mapping[str, Rest]


def correlate(sources: Sequence[Source], wanted: Expectations | None = None) -> Correlated:
    """Ties together what was read of all members; the order and number of members do not matter.

    ``wanted``: names and CAs that the verdicts on TLS are to be held against.
    """
    kept, rests = whole_records(distinct(sources))
    kept = with_reasons(kept)
    scans = [source.scan for source in kept if source.scan is not None and source.state != "skipped"]
    members = member_rows(kept)
    events = event_frames(scans)
    home = clusters(events["sip_message"], _lives(members))
    events = {
        name: frame.assign(cluster=frame["member"].map(home).astype("str")) for name, frame in events.items()
    }
    keys = LegKeys(starts(_with_clusters(members, home)))
    joined, call_of = _join(events, keys)
    skew = clock_skew(events, members)
    joined["clock_skew"] = skew
    joined["messages"] = _with_clocks(joined["messages"], clock_ahead(skew))
    homes = {str(member): cluster for member, cluster in home.items()}
    joined["coverage"] = pd.DataFrame(_columns(coverage(members, events, joined["legs"], homes)))
    joined |= tls_tables(
        kept, members, events, joined["connections"], joined["messages"], wanted or Expectations()
    )
    tables = {name: table_frame(name, frame) for name, frame in joined.items()}
    tables["members"] = table_frame("members", _columns(members))
    tables["unparsed"] = table_frame("unparsed", _columns([shape._asdict() for shape in _shapes(members)]))
    tables["problems"] = table_frame("problems", _columns([row for scan in scans for row in scan.problems]))
    for empty in ("findings",):
        tables[empty] = table_frame(empty, {})
    files = {source.name: source.file for source in kept if source.name != source.file}
    context = EventsInContext(events, joined["digit_analyses"], call_of, keys)
    return Correlated(tables, context, files, rests)


def _join(events: Frames, keys: LegKeys) -> tuple[dict[str, Frame], pd.Series[Any]]:
    """All tables that come from records, their joining columns beside them; and the call of each leg."""
    wires = name_trunks(add_devices(connections(events), events), events)
    told, media = statements(events, keys), media_pairs(events, keys)
    sip = add_message_legs(with_transactions(_in_time(messages(events, wires))), keys)
    parties = legs(sip, events, told, keys)
    ties = joins(sip, told, media, of_one_device(conference_pairs(events, keys), parties))
    wires = devices_of_legs(wires, sip, parties)
    named = look_up(sip, ["connection"], wires.set_index("connection")["device"])
    call_of = tie_legs(parties, ties)
    aside = beside(events, media, keys)
    parties = with_roles(parties.assign(call=look_up(parties, ["leg"], call_of)), told, aside)
    sip = sip.assign(device=sip["device"].fillna(named), call=look_up(sip, ["leg"], call_of).astype("str"))
    digits = keys.add(digit_analyses(events))
    digits = tie_digits(digits.assign(call=look_up(digits, ["leg"], call_of).astype("str")), sip)
    table = calls(parties, sip, _in_time(digits))
    tables = {
        "messages": sip,
        "connections": wires,
        "digit_analyses": _in_time(digits),
        "dialogs": dialogs(sip),
        "legs": parties.sort_values(["started", "ci", "leg"], kind="stable"),
        "calls": table.assign(related=related(table, aside, call_of)),
        "joins": join_rows(ties, parties),
        "call_events": _in_time(call_events(events, keys, call_of)),
    }
    return tables, call_of


def _with_clocks(messages: Frame, ahead: Mapping[tuple[str, int], int]) -> Frame:
    """``clock_ahead_ms`` of each message's node, null where no signal tells it."""
    if not ahead:
        return messages
    index = pd.MultiIndex.from_tuples(list(ahead), names=["cluster", "node"])
    told = pd.Series(list(ahead.values()), index=index, dtype="Int64")
    return messages.assign(clock_ahead_ms=look_up(messages, ["cluster", "node"], told))


def _in_time(frame: Frame) -> Frame:
    """In order of time; what has no date keeps the order of its file."""
    keys = ["time", "ms_of_life", "member", "offset"]
    return frame.sort_values(keys, kind="stable").reset_index(drop=True)


def _shapes(members: Sequence[Mapping[str, Any]]) -> list[Shape]:
    """Over all files that were read; copies say the same again."""
    found = [
        shape._replace(member=member["member"])
        for member in members
        if member["state"] != "skipped"
        for shape in member.get("shapes") or ()
    ]
    return merged_shapes(found)


def _lives(members: Sequence[Mapping[str, Any]]) -> Frame:
    rows = [
        {"member": row["member"], "life": life_of(row), "node": row.get("node"), "host": row.get("host")}
        for row in members
    ]
    return pd.DataFrame(rows, columns=["member", "life", "node", "host"]).astype(
        {"member": "str", "life": "str", "host": "str"}
    )


def _with_clusters(members: Sequence[Mapping[str, Any]], home: pd.Series[Any]) -> Frame:
    table = pd.DataFrame(_columns(members), columns=["member", "node", "epoch", "utc_offset_minutes"])
    return table.assign(cluster=table["member"].map(home))


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}
