"""What a text holds beside trace records: packet lines of a capture, certificates.

Articles and tickets hold all of them in one text: the trace, what `utils network capture` printed, the
packet list of Wireshark, `show cert`. Files as CallManager wrote them hold none and are not looked through.
"""

from dataclasses import dataclass
from typing import Any

from tracekit.archive import Window
from tracekit.capture import Capture
from tracekit.record.index import is_written
from tracekit.scan.capture import capture_problems, scan_capture_text
from tracekit.scan.certificates import FileCertificate, scan_certificates
from tracekit.scan.lines import Lines
from tracekit.scan.member import MemberScan
from tracekit.scan.shapes import unparsed_shapes

LARGEST_TEXT = 16 * 1024**2
"""Bytes of a text that is looked through: nobody pastes more."""


@dataclass(frozen=True)
class Aside:
    """Packet lines and certificates of a text, and the lines that they stand in."""

    text: Lines
    capture: Capture | None
    certificates: tuple[FileCertificate, ...]
    problems: tuple[dict[str, object], ...]
    used_lines: frozenset[int]


def read_aside(name: str, window: Window) -> Aside | None:
    """Null for a text that CallManager wrote, that is too large, or that has nothing of it."""
    if window.size > LARGEST_TEXT or is_written(window.at(0, 64)):
        return None
    text = Lines(window.all())
    capture = scan_capture_text(name, text)
    certificates = scan_certificates(name, text)
    if capture is None and not certificates.certificates and not certificates.problems:
        return None
    problems = (capture_problems(capture) if capture else []) + list(certificates.problems)
    used = frozenset(capture.used_lines if capture else ()) | frozenset(certificates.used_lines)
    return Aside(text, capture, certificates.certificates, tuple(problems), used)


def member_of(name: str, kind: str, aside: Aside) -> MemberScan:
    """The accounting of a text without records: the lines that were used are parsed, all others unparsed."""
    count, parsed = aside.text.size(aside.used_lines)
    size = len(aside.text.data)
    packets = aside.capture.packets if aside.capture else 0
    member = {
        "member": name,
        "kind": kind,
        "records": packets + len(aside.certificates),
        "bytes": size,
        "bytes_parsed": parsed,
        "bytes_continuation": 0,
        "bytes_unparsed": size - parsed,
        "lines_unparsed": max(len(aside.text.starts) - 1 - count, 0),
        "shapes": unparsed_shapes(aside.text.data, aside.used_lines) if parsed < size else [],
    }
    return MemberScan(member, problems=list(aside.problems))


def count_in(scan: MemberScan, aside: Aside) -> None:
    """Lines before the first record that were used are no longer unparsed; others continue a record."""
    member: dict[str, Any] = scan.member
    head = member["bytes_unparsed"]
    count, size = aside.text.size(aside.used_lines, before=head)
    member["bytes_parsed"] += size
    member["bytes_unparsed"] -= size
    member["lines_unparsed"] -= count
    member["shapes"] = unparsed_shapes(aside.text.data[:head], aside.used_lines)
    scan.problems += aside.problems
