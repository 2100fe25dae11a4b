"""The coverage table: what time the traces of each node cover, and what is missing in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from tracekit.correlate.absent_nodes import absent_nodes
from tracekit.correlate.join import Frame
from tracekit.correlate.missing_files import holes
from tracekit.correlate.node_files import (
    Member,
    NodeFiles,
    long,
    many,
    node_files,
    span,
    utc_ms,
    was_read,
    words,
)
from tracekit.correlate.trace_level import trace_level
from tracekit.errors import reason

UNEVEN_MS = 60_000
"""Ends of two coverages closer than this count as the same: files are closed one after the other."""

_CCM = "CCM"
_SAME_TIME = "see the rows covered; collect all nodes for the same time"


def coverage(
    members: Sequence[Member], events: Mapping[str, Frame], legs: Frame, clusters: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Rows of the coverage table: by cluster and node what is covered and what is not, then what is absent.

    ``members``: rows of members with the facts of ``scan``; ``legs`` with ``ci, member``; ``clusters`` by
    member.
    """
    found = node_files(members, clusters)
    logs = _call_logs(members, clusters)
    rows: list[dict[str, Any]] = []
    for files in found:
        log = logs.get((files.cluster, files.node), []) if files.app == _CCM else []
        for row in (_covered(files), *holes(files), *_uneven_logs(files, log), *trace_level(files, events)):
            rows.append({"node": files.node, "host": files.first.get("host"), "app": files.app, **row})
    rows += [_covered_by_logs(node, files) for (_, node), files in sorted(logs.items())]
    for _, group in groupby((files for files in found if files.app == _CCM), lambda files: files.cluster):
        rows += _uneven_nodes(list(group))
    return rows + list(absent_nodes(members, legs, clusters))


def _covered(files: NodeFiles) -> dict[str, Any]:
    count = len(files.files)
    return {
        "what": "covered", "from": files.first["first_time"], "to": files.last["last_time"], "count": count,
        "detail": f"SDL in {many(count, 'file')}, {many(files.total('records'), 'record')}",
    }  # fmt: skip


def _call_logs(members: Iterable[Member], clusters: Mapping[str, str]) -> dict[tuple[str, int], list[Member]]:
    """Dated calllogs whose node is known, by cluster and node, in order of time."""
    logs: dict[tuple[str, int], list[Member]] = {}
    for member in members:
        known = member.get("node") is not None and member.get("first_ms") is not None
        if member["kind"] == "calllogs" and was_read(member) and known:
            logs.setdefault((clusters.get(member["member"], ""), int(member["node"])), []).append(member)
    for files in logs.values():
        files.sort(key=lambda file: (utc_ms(file, "first_ms"), file["member"]))
    return logs


def _ends(files: Sequence[Member]) -> tuple[Member, Member]:
    return files[0], max(files, key=lambda file: (utc_ms(file, "last_ms"), file["member"]))


def _covered_by_logs(node: int, files: Sequence[Member]) -> dict[str, Any]:
    first, last = _ends(files)
    rows = sum(int(file.get("records") or 0) for file in files)
    return {
        "node": node, "host": first.get("host"), "what": "covered", "count": len(files),
        "from": words(first, first["first_ms"]), "to": words(last, last["last_ms"]),
        "detail": f"calllogs in {many(len(files), 'file')}, {many(rows, 'row')}",
    }  # fmt: skip


def _uneven_logs(files: NodeFiles, logs: Sequence[Member]) -> Iterator[dict[str, Any]]:
    """calllogs that reach beyond the SDL of their node: the usual case on a busy node."""
    if not logs:
        return
    first, last = _ends(logs)
    start, end = words(first, first["first_ms"]), words(last, last["last_ms"])
    early = utc_ms(files.first, "first_ms") - utc_ms(first, "first_ms")
    late = utc_ms(last, "last_ms") - utc_ms(files.last, "last_ms")
    if max(early, late) <= UNEVEN_MS:
        return
    sdl = span(files.first["first_time"], files.last["last_time"])
    what = f"SDL covers {sdl}; calllogs cover {long(last['last_ms'] - first['first_ms'])}, {span(start, end)}"
    means = "calls outside of the SDL have no messages"
    detail = reason(what, means, "collect older SDL if it is still there")
    yield {"what": "uneven", "from": start, "to": end, "count": len(logs), "detail": detail}


def _uneven_nodes(nodes: Sequence[NodeFiles]) -> Iterator[dict[str, Any]]:
    """The time that the SDL of all nodes of a cluster covers, when they differ."""
    starts = {files.node: utc_ms(files.first, "first_ms") for files in nodes}
    ends = {files.node: utc_ms(files.last, "last_ms") for files in nodes}
    differ = max(starts.values()) - min(starts.values()), max(ends.values()) - min(ends.values())
    if len(nodes) < 2 or max(differ) <= UNEVEN_MS:
        return
    latest = max(nodes, key=lambda files: (starts[files.node], -files.node)).first
    soonest = min(nodes, key=lambda files: (ends[files.node], files.node)).last
    means = "a call outside of a common time may lack a side"
    row = {"app": _CCM, "what": "uneven", "count": len(nodes)}
    everybody = "both nodes" if len(nodes) == 2 else f"all {len(nodes)} nodes"
    if max(starts.values()) > min(ends.values()):
        what = f"no time is covered by the SDL of {everybody}"
        yield {**row, "detail": reason(what, means, _SAME_TIME)}
        return
    common = {"from": latest["first_time"], "to": soonest["last_time"]}
    what = f"SDL of {everybody} covers only {span(common['from'], common['to'])}"
    yield {**row, **common, "detail": reason(what, means, _SAME_TIME)}
