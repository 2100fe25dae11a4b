"""A zip → its entries, whatever state it is in (PKWARE's APPNOTE 6.3.10).

Every entry is read from its raw bytes. The directory is believed where it holds; entries that it lacks are
found by their own headers.
"""

import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from tracekit.archive.container import Entry
from tracekit.archive.inflate import RAW, Outcome, inflate_raw
from tracekit.archive.limits import MAX_DIRECTORY_BYTES, Limits
from tracekit.archive.member import COLLECT_AGAIN, READ, Unreadable, Verdict, noted, partly, refused, skipped
from tracekit.archive.names import zip_name
from tracekit.archive.slow import (
    BZIP2_HEAD,
    bzip2_decompressor,
    first_bytes,
    unpack_zip_bzip2,
    unpack_zip_lzma,
    zip_lzma_head,
)
from tracekit.archive.window import Sink, Window
from tracekit.archive.zip_end import ZipEnd, find_end
from tracekit.archive.zip_entry import (
    BZIP2,
    DEFLATED,
    DESCRIPTOR,
    LOCAL,
    SIGNATURE,
    STORED,
    ZipEntry,
    central_entry,
    own_header,
)
from tracekit.archive.zip_walk import walk
from tracekit.errors import reason, shortened

_OVERLAP = refused(
    "its bytes are also another entry's", "ask where the zip comes from; collect the files again"
)
_WRONG_MARKS = 16
"""Places in a row that a damaged directory may invent before they count as overlap."""
_SPLIT = "one part of a split zip"
_JOIN = "put all parts together into one zip (zip -s 0) and give that"


class ZipArchive:
    """The entries of a zip, all listed when it is opened; raises Unreadable when there is nothing to list."""

    def __init__(self, source: Window, limits: Limits) -> None:
        self.source = source
        self.fault: Verdict | None = None
        self._limits = limits
        end = find_end(source)
        if end is not None and end.disk and end.start == end.end:
            raise Unreadable(skipped(_SPLIT, _JOIN))
        self._disk = end.disk if end is not None else 0
        self._zip_entries = self._by_directory(end) if end is not None else self._by_headers()
        if not self._zip_entries and end is None:
            raise Unreadable(skipped("zip is damaged or cut, no file in it can be found", COLLECT_AGAIN))
        offsets = [entry.offset for entry in self._zip_entries]
        self._shared = {offset for offset, times in Counter(offsets).items() if times > 1}
        self._directory = source.size if end is None else end.start
        self._marks = sorted({*offsets, self._directory, source.size})
        self._zip_entries = [entry for entry in self._zip_entries if not entry.is_empty_folder]
        self.entries = [
            Entry(entry.name, entry.size or 0, entry.packed, entry.verdict(self._disk))
            for entry in self._zip_entries
        ]

    def plain(self, index: int) -> Window | None:
        """As in Archive: the window of an entry that is stored."""
        entry = self._zip_entries[index]
        place = self._place(entry) if entry.method == STORED else None
        return place[0] if place is not None and place[0].size == entry.size else None

    def unpack(self, index: int, sink: Sink) -> Verdict | None:
        """As in Archive; the verdict says what is wrong with the entry."""
        entry = self._zip_entries[index]
        place = self._place(entry)
        if place is None:
            return skipped("no header where the directory points", COLLECT_AGAIN)
        window, overlaps, note = place
        if entry.offset in self._shared or (overlaps and entry.method != DEFLATED):
            return _OVERLAP
        outcome = _unpacked(entry, window, sink)
        if outcome.ending == "too long":
            return None
        if overlaps:
            return (
                _OVERLAP
                if outcome.ending != "whole"
                else noted("its packed size is stated too large", "read")
            )
        if outcome.ending == "cut":
            return partly("zip entry ends early", sink.size, entry.size)
        if outcome.ending == "damaged":
            return partly("checksum, size or packed data is wrong", sink.size, entry.size)
        return note

    def head(self, index: int, count: int) -> bytes:
        """As in Archive."""
        entry = self._zip_entries[index]
        place = self._place(entry)
        if place is None or self.entries[index].verdict is not None:
            return b""
        if entry.method == STORED:
            return place[0].at(0, count)
        if entry.method == DEFLATED:
            try:
                return zlib.decompressobj(RAW).decompress(place[0].at(0, count + 64), count)
            except zlib.error:
                return b""
        if entry.method == BZIP2:
            return first_bytes(bzip2_decompressor(), place[0].at(0, BZIP2_HEAD), count)
        return zip_lzma_head(place[0], count)

    def _by_directory(self, end: ZipEnd) -> list[ZipEntry]:
        """What the directory lists, and what stands in the file and is not listed."""
        entries: list[ZipEntry] = []
        most = self._limits.members
        directory = self.source.at(end.start, min(end.end - end.start, MAX_DIRECTORY_BYTES))
        at = 0
        while len(entries) < most and (found := central_entry(directory, at, end.shift)) is not None:
            entries.append(found[0])
            at += found[1]
        if len(entries) == most and directory[at:]:
            self._too_many()
        elif at < len(directory) and directory[at : at + 4] != SIGNATURE:
            self._flawed("the directory of the zip is damaged")
            entries += self._unlisted(entries, end.start)
        elif at < end.end - end.start:
            self.fault = refused(
                f"its directory is larger than {MAX_DIRECTORY_BYTES:,} bytes", "give it in parts"
            )
        elif (
            not end.disk
            and self.source.at(0, 4) == LOCAL
            and min((entry.offset for entry in entries), default=1)
        ):
            unlisted = self._unlisted(entries, end.start)
            if unlisted:
                self._flawed("the directory of the zip does not list all of it")
            entries += unlisted
        return entries

    def _unlisted(self, listed: list[ZipEntry], stop: int) -> list[ZipEntry]:
        known = {entry.offset for entry in listed}
        return [entry for entry in self._walked(stop) if entry.offset not in known]

    def _by_headers(self) -> list[ZipEntry]:
        what = _SPLIT if self.source.at(0, 4) == DESCRIPTOR else "zip is cut, its directory is missing"
        self._flawed(what, _JOIN if what == _SPLIT else COLLECT_AGAIN)
        return list(self._walked(self.source.size))

    def _walked(self, stop: int) -> Iterator[ZipEntry]:
        for count, entry in enumerate(walk(self.source, 0, stop, self._limits)):
            if count == self._limits.members:
                self._too_many()
                return
            yield entry

    def _too_many(self) -> None:
        self.fault = refused(
            f"more than {self._limits.members:,} files", "give it in parts, or use --no-limits"
        )

    def _flawed(self, what: str, cure: str = COLLECT_AGAIN) -> None:
        done = "files were found by their own headers, others may be missing"
        self.fault = Verdict("partly read", reason(what, done, cure))

    def _place(self, entry: ZipEntry) -> tuple[Window, bool, Verdict] | None:
        """The packed bytes, whether they reach into another entry, and a note on the entry's own header."""
        own = own_header(self.source, entry.offset)
        if own is None:
            return None
        name, start = own
        stop = self._next_mark(entry.offset, start + entry.packed)
        overlaps = start + entry.packed > stop and stop < self.source.size
        note = READ
        if name != entry.raw_name:
            note = noted(f"its own header names it {shortened(zip_name(name, b''), 60)}", "read")
        return self.source.part(start, min(entry.packed, stop - start)), overlaps, note

    def _next_mark(self, offset: int, end: int) -> int:
        """Where the next entry, the directory or the file's end is; places without a header do not count."""
        after = bisect_right(self._marks, offset)
        for stop in self._marks[after : after + _WRONG_MARKS]:
            if stop >= end or stop in (self._directory, self.source.size) or self.source.at(stop, 4) == LOCAL:
                return stop
        return self._marks[after]


def _unpacked(entry: ZipEntry, window: Window, sink: Sink) -> Outcome:
    if entry.method == DEFLATED:
        return inflate_raw(window, sink, entry.size, entry.crc)
    sink.restart(with_crc=True)
    if entry.method == STORED:
        outcome = Outcome("whole" if sink.copy(window) else "too long", window.size)
        if outcome.ending == "whole" and entry.size is not None and sink.size < entry.size:
            return Outcome("cut", window.size)
    elif entry.method == BZIP2:
        outcome = unpack_zip_bzip2(window, sink)
    else:
        outcome = unpack_zip_lzma(window, sink, entry.size or 0)
    if outcome.ending == "whole" and (sink.size, sink.crc) != (entry.size, entry.crc):
        return Outcome("damaged", outcome.used)
    return outcome
