"""Records that CallManager began in one file and ended in the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tracekit.correlate.members import number_of
from tracekit.scan.joined import placed, with_last_record
from tracekit.scan.member import MemberScan, index_member, scan_records
from tracekit.scan.source import Source


class Rest(NamedTuple):
    """Where the rest of a member's last record stands."""

    member: str
    offset: int
    length: int


def whole_records(sources: Sequence[Source]) -> tuple[list[Source], dict[str, Rest]]:
    """The files with records that go on in the next file read as one, and where the rest of each stands.

    Files follow each other by FileNumber within a run of the service. Such a record is the first file's: its
    length runs on into the next one, whose first lines then continue it.
    """
    found = {source.name: source for source in sources}
    by_number = {number_of(source): source.name for source in sources if source.state == "read"}
    rests: dict[str, Rest] = {}
    for number, name in by_number.items():
        behind = by_number.get(number_of(found[name], 1)) if number is not None else None
        if behind is None:
            continue
        whole = _last_record(found[name], found[behind])
        if whole is not None:
            found[name], found[behind], rests[name] = *whole, _rest(found[behind])
    return [found[source.name] for source in sources], rests


def _rest(source: Source) -> Rest:
    assert source.scan is not None and source.scan.lead is not None
    return Rest(source.name, source.scan.lead.offset, len(source.scan.lead.text))


def _last_record(first: Source, second: Source) -> tuple[Source, Source] | None:
    """Both files once the last record of the first is whole; null when it ends where its file does."""
    one, other = first.scan, second.scan
    if one is None or other is None or one.tail is None or other.lead is None:
        return None
    text = one.tail.text + other.lead.text
    index = index_member(text, first.kind, True)
    if len(index) != 1 or index.unparsed:
        return None
    record = scan_records(first.name, text, first.kind, index, one.member)
    placed(record, one.tail.offset, one.tail.line)
    return replace(first, scan=with_last_record(one, record)), replace(second, scan=_continuing(other))


def _continuing(scan: MemberScan) -> MemberScan:
    """The file once its first lines are known to continue a record."""
    member = dict(scan.member)
    member["bytes_continuation"] += member["bytes_unparsed"]
    member |= {"bytes_unparsed": 0, "lines_unparsed": 0, "shapes": []}
    return replace(scan, member=member)
