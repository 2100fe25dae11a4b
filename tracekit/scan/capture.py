"""A packet capture of the input, in a file or as text, to its handshakes and its accounting."""

import io
from dataclasses import dataclass

from tracekit.archive import Window
from tracekit.capture import Capture, read_capture, read_capture_text
from tracekit.scan.lines import Lines
from tracekit.scan.member import MemberScan

FAMILY = "capture"
"""Stands in the problems table where a trace line has its family."""


class _Stream(io.RawIOBase):
    """A window read from its beginning on."""

    def __init__(self, window: Window) -> None:
        self._window, self._at = window, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._window.at(self._at, len(buffer))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


@dataclass(frozen=True)
class CaptureScan:
    """A capture and the row of the members table that tells of it."""

    capture: Capture
    scan: MemberScan


def scan_capture(name: str, window: Window) -> CaptureScan:
    """A file of kind capture. Parsed are the bytes up to where packets could be read: usually all."""
    capture = read_capture(io.BufferedReader(_Stream(window)), name)
    parsed = min(capture.bytes, window.size) if capture.packets else 0
    member = {
        "member": name,
        "kind": "capture",
        "records": capture.packets,
        "bytes": window.size,
        "bytes_parsed": parsed,
        "bytes_continuation": 0,
        "bytes_unparsed": window.size - parsed,
        "lines_unparsed": 0,
    }
    return CaptureScan(capture, MemberScan(member, problems=capture_problems(capture)))


def scan_capture_text(name: str, text: Lines) -> Capture | None:
    """The packet lines of a text, null when it has none that belong to a connection."""
    capture = read_capture_text(text.decoded, name)
    return capture if capture.packets else None


def capture_problems(capture: Capture) -> list[dict[str, object]]:
    """Rows of the problems table."""
    return [
        {
            "member": capture.name,
            "line": problem.line,
            "family": FAMILY,
            "reason": problem.reason,
            "offset": problem.offset,
            "length": None,
        }
        for problem in capture.problems
    ]
