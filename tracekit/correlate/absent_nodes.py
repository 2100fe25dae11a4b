"""Nodes that others speak with, or that set up calls of this input, but whose SDL traces are not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracekit.correlate.join import Frame
from tracekit.correlate.leg_keys import ALLOCATIONS_PER_NODE
from tracekit.correlate.node_files import Member, many, was_read
from tracekit.errors import reason


def absent_nodes(
    members: Sequence[Member], legs: Frame, clusters: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Rows `absent node` of the coverage table.

    ``legs`` with ``ci, member``. Nothing is said of a cluster from which a file came whose node is unknown:
    it may be the one.
    """
    present, unsure = _present(members, clusters)
    logs = {
        (clusters.get(member["member"], ""), member.get("node"))
        for member in members
        if member["kind"] == "calllogs" and was_read(member)
    }
    signals, calls = _signals(members, clusters), _calls(legs, clusters)
    for at in sorted({*signals, *calls}):
        cluster, node = at
        if cluster in present and cluster not in unsure and node not in present[cluster]:
            yield _row(node, signals.get(at, 0), calls.get(at, 0), at in logs)


def _row(node: int, signals: int, calls: int, logged: bool) -> dict[str, Any]:
    """One node."""
    seen = [f"{many(signals, 'signal')} ran between it and other nodes"] if signals else []
    seen += [f"it set up {many(calls, 'leg')} of calls"] if calls else []
    what = f"its SDL is not in the input{', only calllogs are' if logged else ''}, but {' and '.join(seen)}"
    detail = reason(what, "its part of these calls is missing", "collect its SDL for the same time")
    return {"node": node, "what": "absent node", "count": signals + calls, "detail": detail}


def _present(members: Sequence[Member], clusters: Mapping[str, str]) -> tuple[dict[str, set[int]], set[str]]:
    present: dict[str, set[int]] = {}
    unsure = set()
    for member in members:
        if member["kind"] not in ("sdl", "sdi") or not was_read(member):
            continue
        cluster = clusters.get(member["member"], "")
        if member.get("node") is None:
            unsure.add(cluster)
        else:
            present.setdefault(cluster, set()).add(int(member["node"]))
    return present, unsure


def _signals(members: Sequence[Member], clusters: Mapping[str, str]) -> dict[tuple[str, int], int]:
    counts: dict[tuple[str, int], int] = {}
    for member in members:
        if was_read(member):
            for node, count in (member.get("remote_nodes") or {}).items():
                key = (clusters.get(member["member"], ""), node)
                counts[key] = counts.get(key, 0) + count
    return counts


def _calls(legs: Frame, clusters: Mapping[str, str]) -> dict[tuple[str, int], int]:
    known = legs.dropna(subset=["ci", "member"])
    nodes = (known["ci"].astype("int64") // ALLOCATIONS_PER_NODE).tolist()
    homes = known["member"].map(clusters).tolist()
    return Counter((str(home), node) for home, node in zip(homes, nodes, strict=True) if node > 0)
