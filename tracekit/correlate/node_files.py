"""The SDL files of one service on one node, in the order in which it wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tracekit.clock import Clock

Member = Mapping[str, Any]
"""A row of members with what scanning found of the whole file."""


@dataclass(frozen=True)
class NodeFiles:
    """At least one file with FileHead and records; copies of a file are not among them."""

    cluster: str
    node: int
    app: str
    files: Sequence[Member]

    @property
    def first(self) -> Member:
        return self.files[0]

    @property
    def last(self) -> Member:
        """The file that reaches furthest."""
        return max(self.files, key=lambda file: (utc_ms(file, "last_ms"), file["member"]))

    def total(self, column: str) -> int:
        """The sum of a count over the files."""
        return sum(int(file.get(column) or 0) for file in self.files)


def node_files(members: Iterable[Member], clusters: Mapping[str, str]) -> list[NodeFiles]:
    """The files of each service, by cluster, node, application and host: two clusters may look like one."""
    groups: dict[tuple[str, int, str, str], list[Member]] = {}
    for member in members:
        told = all(member.get(column) is not None for column in ("epoch", "first_ms", "node"))
        if member["kind"] == "sdl" and was_read(member) and told:
            home, host = clusters.get(member["member"], ""), member.get("host") or ""
            key = (home, int(member["node"]), member.get("app") or "SDL", host)
            groups.setdefault(key, []).append(member)
    return [NodeFiles(*key[:3], sorted(files, key=_written)) for key, files in sorted(groups.items())]


def was_read(member: Member) -> bool:
    return member["state"] in ("read", "partly read")


def utc_ms(member: Member, column: str) -> int:
    """A time of the file in UTC milliseconds; by the node's clock where the zone is unknown."""
    return int(member[column]) - 60_000 * (member.get("utc_offset_minutes") or 0)


def words(member: Member, local_ms: int) -> str:
    """A time of the node's own clock, as `first_time` has it."""
    days, ms = divmod(np.array([local_ms], dtype=np.int64), 86_400_000)
    return Clock(None, member.get("utc_offset_minutes")).local(days, ms)[0]


def span(start: str, end: str) -> str:
    """Two such times for a sentence: `2016-07-29 07:22:48–07:50:20`."""
    first, last = start[:19].replace("T", " "), end[:19].replace("T", " ")
    return f"{first}–{last[11:] if first[:10] == last[:10] else last}"


def long(ms: int) -> str:
    """`75 s`, `12 min`, `5 h`, `31 days`."""
    for unit, size, least in (("days", 86_400_000, 2), ("h", 3_600_000, 3), ("min", 60_000, 3)):
        if ms >= least * size:
            return f"{ms // size} {unit}"
    return f"{ms // 1000} s"


def many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _written(file: Member) -> tuple[int, int, str]:
    return utc_ms(file, "first_ms"), int(file.get("file_number") or 0), str(file["member"])
