"""From what scanning found to the tables users see, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracekit.correlate.calls import calls, tie_legs
from tracekit.correlate.certificates import certificates
from tracekit.correlate.clusters import clusters
from tracekit.correlate.connections import connection_id, connections
from tracekit.correlate.continued import Rest, whole_records
from tracekit.correlate.coverage import coverage
from tracekit.correlate.devices import add_devices, devices_of_legs
from tracekit.correlate.dialogs import dialogs
from tracekit.correlate.digits import digit_analyses
from tracekit.correlate.events import Frames, event_frames, life_of
from tracekit.correlate.infer import tie_digits
from tracekit.correlate.join import Frame, look_up
from tracekit.correlate.legs import add_leg_keys, add_message_legs, legs
from tracekit.correlate.members import distinct, member_rows, with_reasons
from tracekit.correlate.messages import messages
from tracekit.correlate.pairs import pairs
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


def correlate(sources: Sequence[Source]) -> Correlated:
    """Ties together what was read of all members; the order and number of members do not matter."""
    kept, rests = whole_records(distinct(sources))
    kept = with_reasons(kept)
    scans = [source.scan for source in kept if source.scan is not None and source.state != "skipped"]
    members = member_rows(kept)
    events = event_frames(scans)
    home = clusters(events["sip_message"], _lives(members))
    events = {
        name: frame.assign(cluster=frame["member"].map(home).astype("str")) for name, frame in events.items()
    }
    joined, call_of = _join(events)
    homes = {str(member): cluster for member, cluster in home.items()}
    joined["coverage"] = pd.DataFrame(_columns(coverage(members, events, joined["legs"], homes)))
    tables = {name: table_frame(name, frame) for name, frame in joined.items()}
    tables["members"] = table_frame("members", _columns(members))
    tables["unparsed"] = table_frame("unparsed", _columns([shape._asdict() for shape in _shapes(members)]))
    tables["problems"] = table_frame("problems", _columns([row for scan in scans for row in scan.problems]))
    for empty in ("handshakes", "findings"):
        tables[empty] = table_frame(empty, {})
    files = {source.name: source.file for source in kept if source.name != source.file}
    return Correlated(tables, _in_context(events, joined["digit_analyses"], call_of), files, rests)


def _join(events: Frames) -> tuple[dict[str, Frame], pd.Series[Any]]:
    """All tables that come from records, their joining columns beside them; and the call of each leg."""
    wires = add_devices(connections(events), events)
    tied = pairs(events)
    sip = add_message_legs(_in_time(messages(events, wires)))
    parties = legs(sip, events, tied)
    wires = devices_of_legs(wires, sip, parties)
    named = look_up(sip, ["connection"], wires.set_index("connection")["device"])
    call_of = tie_legs(parties, sip, tied)
    parties = parties.assign(call=look_up(parties, ["leg"], call_of))
    sip = sip.assign(device=sip["device"].fillna(named), call=look_up(sip, ["leg"], call_of).astype("str"))
    digits = add_leg_keys(digit_analyses(events))
    digits = tie_digits(digits.assign(call=look_up(digits, ["leg"], call_of).astype("str")), sip)
    log = events["call_log"]
    tables = {
        "messages": sip,
        "connections": wires,
        "certificates": _in_time(certificates(events)),
        "digit_analyses": _in_time(digits),
        "dialogs": dialogs(sip),
        "legs": parties.sort_values(["started", "ci", "leg"], kind="stable"),
        "calls": calls(parties, sip, _in_time(digits)),
        "call_events": _in_time(log[log["event"].notna()]),
    }
    return tables, call_of


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


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _in_context(events: Frames, digits: Frame, call_of: pd.Series[Any]) -> dict[str, Frame]:
    """Each family's events with the leg, connection and call they are about, as far as that is stated."""
    by_group = digits.drop_duplicates(["member", "seq"]).set_index(["member", "seq"])
    return {name: _context(frame, by_group, call_of) for name, frame in events.items()}


def _context(frame: Frame, by_group: Frame, call_of: pd.Series[Any]) -> Frame:
    group = ["member", "seq"]
    inherited = look_up(frame, group, by_group["ci"]).astype("Int64")
    table = frame.assign(ci=frame["ci"].astype("Int64") if "ci" in frame else inherited)
    call = look_up(frame, group, by_group["call"]).astype("str")
    for column in ("ci", "ci_a", "ci_b"):
        if column in table:
            stated = look_up(add_leg_keys(table, column), ["leg"], call_of)
            call = call.fillna(stated.astype("str"))
    known = "conn_idx" in frame
    nothing = pd.Series(pd.NA, index=table.index, dtype="str")
    table = table.assign(call=call, connection=connection_id(frame) if known else nothing)
    return table.drop(columns=["record", "ms_of_life", "life", "cluster"])
