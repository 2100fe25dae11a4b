"""Entries of a zip by their own headers, for zips whose directory is missing, damaged or not complete."""

from collections.abc import Iterator
from dataclasses import replace

from tracekit.archive.allowance import Allowance
from tracekit.archive.inflate import RAW, step_by_step
from tracekit.archive.limits import Limits
from tracekit.archive.window import Sink, Window
from tracekit.archive.zip_entry import CENTRAL, DEFLATED, DESCRIPTOR, LOCAL, ZipEntry, local_entry


def walk(source: Window, start: int, stop: int, limits: Limits) -> Iterator[ZipEntry]:
    """The entries between two places, in their order; what is none of them is passed over."""
    at = start
    while (at := source.find(b"PK", at, stop)) >= 0:
        mark = source.at(at, 4)
        found = local_entry(source, at) if mark == LOCAL else None
        if found is None:
            at += 2
            continue
        entry, data = found
        entry = _measured(source, entry, data, stop, limits)
        yield entry
        at = max(data + entry.packed, at + 2)


def _measured(source: Window, entry: ZipEntry, data: int, stop: int, limits: Limits) -> ZipEntry:
    """The entry with its packed size, which a data descriptor tells only at the end of the data."""
    if entry.size is not None and (data + entry.packed <= stop or entry.method != DEFLATED):
        return entry
    packed = _end_of_stream(source, entry, data, stop, limits) - data
    if entry.size is not None:  # its sizes are wrong, or it is cut
        return replace(entry, packed=packed)
    tail = source.at(data + packed, 16)
    tail = tail.removeprefix(DESCRIPTOR)
    if len(tail) < 12 or int.from_bytes(tail[4:8], "little") != packed:
        return replace(entry, packed=packed)
    return replace(
        entry,
        packed=packed,
        crc=int.from_bytes(tail[:4], "little"),
        size=int.from_bytes(tail[8:12], "little"),
    )


def _end_of_stream(source: Window, entry: ZipEntry, data: int, stop: int, limits: Limits) -> int:
    if entry.method == DEFLATED:
        rest = source.part(data, stop - data)
        sink = Sink(None, Allowance(limits, rest.size, 0).room)
        found = step_by_step(rest, 0, RAW, sink)
        if found.ending == "whole":
            return data + found.used
        if found.ending == "cut":
            return stop
        data += found.used  # looking again at what was inflated would cost the square of the file's size
    at = data
    while (at := source.find(b"PK", at, stop)) >= 0:
        mark = source.at(at, 12)
        if mark.startswith(DESCRIPTOR) and int.from_bytes(mark[8:12], "little") == at - data:
            return at
        if mark.startswith((LOCAL, CENTRAL)):
            return at
        at += 2
    return stop
