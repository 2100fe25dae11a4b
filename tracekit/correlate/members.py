"""The members table: what became of every file, copies told from files, calllogs given their node."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tracekit.scan.member import MemberScan
from tracekit.scan.source import Source


def distinct(sources: Sequence[Source]) -> list[Source]:
    """The files in order of their names, copies skipped; calllogs get node and zone from their folder."""
    kept = _without_copies(sorted(sources, key=lambda source: source.name))
    _place_call_logs(kept)
    return kept


def with_reasons(sources: Sequence[Source]) -> list[Source]:
    """The files with what each lacks in its reason."""
    numbers = {number_of(source) for source in sources}
    return [_say_what_is_missing(source, numbers) for source in sources]


def member_rows(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """Rows of the members table."""
    rows = []
    for source in sources:
        found = source.scan.member if source.scan else {}
        rows.append(
            {
                **found,
                "member": source.name,
                "kind": source.kind,
                "state": source.state,
                "reason": source.reason,
            }
        )
    return rows


def _without_copies(sources: Sequence[Source]) -> list[Source]:
    """Of several copies of a trace file one is kept: the one in fewest archives, then the longest.

    A collection taken while CallManager was writing holds the beginning of a file that a later one holds
    whole; case folders hold scrubbed copies of the same files.
    """
    groups: dict[tuple[Any, ...], list[Source]] = {}
    for source in sources:
        identity = _identity(source)
        if identity is not None:
            groups.setdefault(identity, []).append(source)
    skipped: dict[str, Source] = {}
    for copies in groups.values():
        copies.sort(key=lambda copy: (copy.depth, -_size(copy), copy.name))
        skipped |= _copies_among(copies)
    return [skipped.get(source.name, source) for source in sources]


def _copies_among(candidates: Sequence[Source]) -> dict[str, Source]:
    """Those that others of the group hold, as skipped; the first of the order wins where two are equal."""
    skipped: dict[str, Source] = {}
    kept: list[Source] = []
    for one in candidates:
        why = next((why for other in kept if (why := _copy_of(one, other)) is not None), None)
        if why is not None:
            skipped[one.name] = _skip(one, why)
            continue
        for other in list(kept):  # an open file may be the beginning of a longer one inside an archive
            shorter = _copy_of(other, one)
            if shorter is not None:
                skipped[other.name] = _skip(other, shorter)
                kept.remove(other)
        kept.append(one)
    return skipped


def _identity(source: Source) -> tuple[Any, ...] | None:
    """What makes two members the same file: FileHead's numbers, or for calllogs the first rows' times."""
    if source.scan is None or source.state not in ("read", "partly read"):
        return None
    member = source.scan.member
    if source.kind == "sdl" and member.get("epoch") is not None:
        return ("sdl", member["node"], member["app"], member["epoch"], member["file_number"])
    if source.kind == "calllogs" and "call_log" in source.scan.events:
        rows = source.scan.events["call_log"]
        return ("calllogs", *rows["day"][:5].tolist(), *rows["ms"][:5].tolist())
    return None


def _size(source: Source) -> int:
    assert source.scan is not None
    return int(source.scan.member["bytes"])


def _copy_of(copy: Source, kept: Source) -> str | None:
    """Why a file of the same node, start and number is a copy; null when it holds records of its own."""
    assert copy.scan is not None and kept.scan is not None
    mine, other = copy.scan.likeness, kept.scan.likeness
    if mine is None or other is None:
        return None
    if mine.begins(other):
        rest = other.size - mine.size
        return (
            f"the beginning of {kept.name}, which goes on for {rest:,} bytes"
            if rest
            else f"the same file as {kept.name}"
        )
    if mine.is_held_by(other):
        return f"another copy of {kept.name} with other text (cut, scrubbed or edited)"
    return None


def _skip(copy: Source, what: str) -> Source:
    assert copy.scan is not None
    rest = {
        key: copy.scan.member.get(key)
        for key in ("node", "host", "app", "version", "epoch", "file_number", "bytes")
    }
    return replace(copy, state="skipped", reason=what, scan=MemberScan(rest))


def _place_call_logs(sources: Sequence[Source]) -> None:
    """calllogs name no node: it is the one whose SDL files lie beside them, or whose address they print."""
    heads = [s for s in sources if s.scan and s.kind == "sdl" and s.scan.member.get("node") is not None]
    for source in sources:
        if source.kind == "calllogs" and source.scan is not None and source.state != "skipped":
            home = _by_address(source.scan, heads) or _by_folder(source.name, heads)
            if home is not None and home.scan is not None:
                for key in ("node", "host", "utc_offset_minutes"):
                    source.scan.member[key] = home.scan.member.get(key)


def _by_address(scan: MemberScan, heads: Sequence[Source]) -> Source | None:
    rows = scan.events.get("call_log", {})
    addresses = {ip for ip in rows.get("local_ip", []) if ip is not None}
    for head in heads:
        if head.scan is not None and _plain(head.scan.member.get("host_ip")) in addresses:
            return head
    return None


def _plain(address: str | None) -> str | None:
    """CUCM 15 prints IPv4 addresses as `::ffff:10.0.0.1`."""
    return address.removeprefix("::ffff:") if address else None


def _by_folder(name: str, heads: Sequence[Source]) -> Source | None:
    """The node whose SDL files lie in the same folder, else in a neighbour (`…/ccm/calllogs`, `…/ccm/sdl`).

    Only when all of them are one node's: a guess between two would be worse than none.
    """
    for levels in (1, 2):
        homes = [head for head in heads if _folder(head.name, levels) == _folder(name, levels)]
        if homes:
            nodes = {(h.scan.member.get("node"), h.scan.member.get("host")) for h in homes if h.scan}
            return homes[0] if len(nodes) == 1 else None
    return None


def _folder(name: str, levels: int) -> list[str]:
    return name.replace("\\", "/").split("/")[:-levels]


def number_of(source: Source, step: int = 0) -> tuple[Any, ...] | None:
    """Which file of which run of a service it is, or one ``step`` files on; null when it does not say."""
    found = source.scan.member if source.scan is not None else {}
    if found.get("epoch") is None or found.get("file_number") is None:
        return None
    return (found.get("node"), found.get("app"), found["epoch"], found["file_number"] + step)


def _say_what_is_missing(source: Source, numbers: set[tuple[Any, ...] | None]) -> Source:
    """What a file lacks although it was read to its end, unless the file before or behind it has that."""
    if source.state != "read" or source.scan is None or source.kind not in ("sdl", "calllogs"):
        return source
    said = [source.reason] if source.reason else []
    member = source.scan.member
    if source.kind == "sdl" and member.get("epoch") is None:
        said.append("no FileHead: date and zone are unknown")
    lines = member.get("lines_unparsed")
    if lines and member.get("records") and not _follows(source, numbers, -1):
        said.append(f"{_lines_belong(lines)} to no record: it starts inside one, or after other text")
    if member.get("cut") is not None and not _follows(source, numbers, 1):
        said.append(f"ends inside a record: {member['cut']}")
    return replace(source, reason="; ".join(said)) if said else source


def _follows(source: Source, numbers: set[tuple[Any, ...] | None], step: int) -> bool:
    beside = number_of(source, step)
    return beside is not None and beside in numbers


def _lines_belong(lines: int) -> str:
    return "its first line belongs" if lines == 1 else f"its first {lines:,} lines belong"
