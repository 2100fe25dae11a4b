"""A tar → its entries. Strict about headers, and goes on after a damaged one."""

from tracekit.archive.container import Entry
from tracekit.archive.limits import MAX_PAX_BYTES
from tracekit.archive.member import (
    COLLECT_AGAIN,
    DEVICE,
    HARD_LINK,
    LINK,
    READ,
    UNPACK_FIRST,
    Verdict,
    partly,
    refused,
    skipped,
)
from tracekit.archive.names import tar_name
from tracekit.archive.tar_header import BLOCK, TarHeader, checksum_fits, header_of
from tracekit.archive.window import Sink, Window
from tracekit.errors import reason

_FILES = (b"0", b"\0", b"7", b"")
_SPECIAL = {b"1": HARD_LINK, b"2": LINK, b"3": DEVICE, b"4": DEVICE, b"6": DEVICE}
_EXTENDED = {b"x": "pax", b"g": "global", b"L": "name", b"K": "link"}
_SPARSE = skipped("a sparse file", UNPACK_FIRST)
_HUGE_HEADER = refused(f"its extended header is larger than {MAX_PAX_BYTES:,} bytes", UNPACK_FIRST)
_NEGATIVE = refused("its size is negative", COLLECT_AGAIN)


class TarArchive:
    """The entries of a tar, all listed when it is opened."""

    def __init__(self, source: Window, most: int) -> None:
        self.source = source
        self.entries: list[Entry] = []
        self.fault: Verdict | None = None
        self._places: list[Window] = []
        self._extended: dict[str, bytes] = {}
        self._refusal: Verdict | None = None
        self._damage: int | None = None
        at: int | None = 0
        while at is not None and len(self.entries) < most:
            at = self._step(at)
        if at is not None and self.source.at(at, BLOCK).strip(b"\0"):
            self.fault = refused(f"more than {most:,} files", "give it in parts, or use --no-limits")
        elif self._damage is not None and self.fault is None:
            done = f"{_files(len(self.entries))} found around the damage"
            self.fault = Verdict(
                "partly read", reason(f"tar is damaged at byte {self._damage:,}", done, COLLECT_AGAIN)
            )

    def plain(self, index: int) -> Window | None:
        """Always: a tar does not compress."""
        return self._places[index]

    def unpack(self, index: int, sink: Sink) -> Verdict | None:
        """As in Archive."""
        if not sink.copy(self._places[index]):
            return None
        stated = self.entries[index].size
        return READ if sink.size == stated else partly("tar ends early", sink.size, stated)

    def head(self, index: int, count: int) -> bytes:
        """As in Archive."""
        return self._places[index].at(0, count)

    def _step(self, at: int) -> int | None:
        """Reads the header at ``at``; where the next one may be, None at the end."""
        block = self.source.at(at, BLOCK)
        if block == bytes(BLOCK):
            return None
        if len(block) < BLOCK:
            done = f"{_files(len(self.entries))} found, others may be missing"
            self.fault = Verdict("partly read", reason("tar ends early", done, COLLECT_AGAIN))
            return None
        header = header_of(block)
        if header is None:
            self._damage = at if self._damage is None else self._damage
            return self._next_header(at + BLOCK)
        return self._take(header, at + BLOCK)

    def _next_header(self, at: int) -> int | None:
        """The next block that begins with a name and has the right checksum."""
        while block := self.source.at(at, BLOCK):
            if block[0] != 0 and checksum_fits(block):
                return at
            at += BLOCK
        return None

    def _take(self, header: TarHeader, start: int) -> int | None:
        size = header.size if header.kind in _EXTENDED else self._size(header)
        end = start + -(-max(size, 0) // BLOCK) * BLOCK
        if header.kind in _EXTENDED and size >= 0:
            self._extend(header, start)
            return end
        if header.kind == b"5" and size <= 0:
            self._forget()
            return start
        if header.kind in _SPECIAL or size < 0:
            size, end = (size if size < 0 else 0), start  # a link states the size of what it points to
        self._add(header, start, size)
        return end

    def _add(self, header: TarHeader, start: int, size: int) -> None:
        name = self._extended.get("GNU.sparse.name") or self._extended.get("path") or header.name
        place = self.source.part(start, max(size, 0))
        self._places.append(place)
        self.entries.append(Entry(tar_name(name), max(size, 0), place.size, self._verdict(header, size)))
        self._forget()

    def _verdict(self, header: TarHeader, size: int) -> Verdict | None:
        if self._refusal is not None:
            return self._refusal
        if size < 0:
            return _NEGATIVE
        if header.kind == b"S" or any(key.startswith("GNU.sparse.") for key in self._extended):
            return _SPARSE
        if header.kind in _SPECIAL:
            return _SPECIAL[header.kind]
        if header.kind not in (*_FILES, b"5"):
            return skipped(f"a tar entry of unknown type {header.kind.decode('latin-1')!r}", UNPACK_FIRST)
        return None

    def _size(self, header: TarHeader) -> int:
        stated = self._extended.get("size", b"")
        return int(stated) if stated.isdigit() and len(stated) < 20 else header.size

    def _extend(self, header: TarHeader, start: int) -> None:
        """Names and sizes that do not fit into the next entry's own header."""
        if header.size > MAX_PAX_BYTES:
            self._refusal = _HUGE_HEADER
            return
        data = self.source.at(start, header.size)
        if header.kind == b"x":
            self._extended |= pax_fields(data)
        elif header.kind == b"L":
            self._extended["path"] = data.rstrip(b"\0")

    def _forget(self) -> None:
        self._extended, self._refusal = {}, None


def pax_fields(data: bytes) -> dict[str, bytes]:
    """The fields of an extended header, ``length key=value`` each (POSIX.1-2001); stops at a wrong one."""
    fields: dict[str, bytes] = {}
    at = 0
    while at < len(data):
        digits, blank, _ = data[at : at + 20].partition(b" ")
        if not blank or not digits.isdigit() or int(digits) <= len(digits) + 1:
            break
        key, equals, value = data[at + len(digits) + 1 : at + int(digits)].partition(b"=")
        if not equals or not value.endswith(b"\n"):
            break
        fields[key.decode("utf-8", "replace")] = value[:-1]
        at += int(digits)
    return fields


def _files(count: int) -> str:
    return f"{count:,} file" + ("" if count == 1 else "s")
