"""How far the clocks of the nodes of a cluster are apart, told by signals that both ends logged.

A signal to another node is printed twice: by its sender as SdlSig-O with the state `NA RemoteSignal`, by its
receiver as SdlSig-I; processes, tag and data agree (SDL 10.5 and 11.5). The receiver's time less the sender's
is the way of the signal plus the difference of the clocks; the ways there and back cancel (RFC 5905
section 8).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from tracekit.correlate.events import PLACE, Frames
from tracekit.correlate.join import Frame
from tracekit.family import families

_OWN_SIDE = ("state", "direction")
"""What the two ends print differently."""
_ENDS = {"destination", "source", "tag", "signal", "state"}
_PAIR = ["cluster", "node_a", "node_b"]


def clock_skew(events: Frames, members: Sequence[Mapping[str, Any]]) -> Frame:
    """The clock_skew table, with ``cluster`` beside it: one row for two nodes, ``node_a`` the lower number.

    ``events`` with ``cluster``. The median of each direction counts, so a signal that was held up changes
    nothing. The place is that of the receiver's record of the first pair.
    """
    pairs = pd.concat([_pairs(events[name], keys) for name, keys in _families(events)], ignore_index=True)
    if pairs.empty:
        return Frame(columns=[*_PAIR, *PLACE])
    there = pairs["sender"] < pairs["receiver"]
    pairs = pairs.assign(
        node_a=pairs["sender"].where(there, pairs["receiver"]),
        node_b=pairs["receiver"].where(there, pairs["sender"]),
        there=pairs["trip"].where(there),
        back=pairs["trip"].mask(there),
    ).sort_values([*_PAIR, "time", "member", "offset"], kind="stable")
    found = pairs.groupby(_PAIR)
    trips = found[["there", "back"]].median()
    table = found[["time", *PLACE]].first().join(_offsets(trips)).join(found[["there", "back"]].count())
    table = table.rename(columns={"there": "pairs_ab", "back": "pairs_ba"}).reset_index()
    hosts = {(row["member"]): row.get("host") for row in members}
    host = {(c, n): hosts.get(m) for c, n, m in _homes(events)}
    for side in ("a", "b"):
        keys = zip(table["cluster"], table[f"node_{side}"], strict=True)
        table[f"host_{side}"] = [host.get(key) for key in keys]
    return table


def clock_ahead(skew: Frame) -> dict[tuple[str, int], int]:
    """Milliseconds that each node's clock runs ahead of the lowest numbered node that signals tie it to."""
    near: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for row in skew.to_dict("records"):
        cluster, a, b, offset = (row[name] for name in (*_PAIR, "offset_ms"))
        near.setdefault((cluster, a), []).append((b, offset))
        near.setdefault((cluster, b), []).append((a, -offset))
    ahead: dict[tuple[str, int], int] = {}
    for start in sorted(near):
        waiting = [] if start in ahead else [start]
        ahead.setdefault(start, 0)
        while waiting:
            here = waiting.pop(0)
            for node, offset in near[here]:
                if (here[0], node) not in ahead:
                    ahead[here[0], node] = ahead[here] + offset
                    waiting.append((here[0], node))
    return ahead


def _families(events: Frames) -> Iterator[tuple[str, list[str]]]:
    """The families of signals that tell both processes, with the columns in which the two ends agree."""
    for name in sorted(events):
        own = families()[name].columns
        if set(own) >= _ENDS:
            yield name, [column for column in own if column not in _OWN_SIDE]


def _pairs(frame: Frame, keys: list[str]) -> Frame:
    """Signals that occur once at each end: ``cluster, sender, receiver, trip`` in milliseconds and place."""
    out = (frame["state"] == "NA RemoteSignal").fillna(False).astype(bool)
    known = ["time", "node", "tag", "destination", "source"]
    sent = frame[out].dropna(subset=known)
    got = frame[~out & frame["tag"].isin(sent["tag"]) & frame["destination"].isin(sent["destination"])]
    got = got.dropna(subset=known)
    keys = ["cluster", *keys]
    sent = sent[~sent.duplicated(keys, keep=False)][[*keys, "node", "time"]]
    got = got[~got.duplicated(keys, keep=False)]
    found = got.merge(sent, on=keys, suffixes=("", "_sent"))
    found = found[found["node"] != found["node_sent"]]
    trip = (found["time"] - found["time_sent"]).dt.total_seconds() * 1000
    table = found.assign(sender=found["node_sent"], receiver=found["node"], trip=trip.astype("float64"))
    return table[["cluster", "sender", "receiver", "trip", "time", *PLACE]]


def _offsets(trips: Frame) -> Frame:
    """``offset_ms`` of b's clock over a's, ``trip_ms`` of one signal, unknown from one direction."""
    both = (trips["there"] - trips["back"]) / 2
    offset = both.fillna(trips["there"]).fillna(-trips["back"])
    trip = (trips["there"] + trips["back"]) / 2
    return Frame({"offset_ms": offset.round().astype("Int64"), "trip_ms": trip.round().astype("Int64")})


def _homes(events: Frames) -> Iterator[tuple[str, int, str]]:
    """Cluster, node and one member of each node that logged such signals."""
    for name, _ in _families(events):
        known = events[name][["cluster", "node", "member"]].dropna().drop_duplicates()
        yield from known.itertuples(index=False, name=None)
