"""One file of the input, and what became of it."""

from dataclasses import dataclass, replace

from tracekit.archive import MemberRef, Reader, Text, kind_of
from tracekit.archive.limits import HEAD_BYTES
from tracekit.capture import Capture
from tracekit.scan.aside import LARGEST_TEXT, count_in, member_of, read_aside
from tracekit.scan.capture import scan_capture
from tracekit.scan.certificates import FileCertificate
from tracekit.scan.member import SCANNED, MemberScan
from tracekit.scan.text import scan_text

_UNREAD = {
    "manifest": "RTMT's list of collected files",
    "other": "not a trace",
}


_TEXTS = ("capture_text", "certificate")


@dataclass(frozen=True)
class Source:
    """One file of the input with its state, and what scanning found in it (null when it was not read).

    ``depth``: archives around it; of two copies the one that lies open wins. ``file``: the name under which
    the archives have it; its own ``name`` differs when it is one of several trace files in one text.
    """

    file: str
    name: str
    kind: str
    state: str
    reason: str | None
    depth: int
    scan: MemberScan | None
    capture: Capture | None = None
    """The packets of a capture, or of the packet lines in a text."""
    certificates: tuple[FileCertificate, ...] = ()
    """Certificates of a file, or pasted into a text."""


def read_source(ref: MemberRef, reader: Reader) -> list[Source]:
    """One member to what it holds, several trace files where they were put together in it.

    Whatever is wrong with it is a state and a reason.
    """
    text = reader.open(ref)
    if not text.window.size:
        scan = MemberScan({"member": ref.name, "kind": "other", "bytes": 0}) if text.harmless else None
        return [Source(ref.name, ref.name, "other", text.state, text.reason, ref.depth, scan)]
    kind = kind_of(text.window.at(0, HEAD_BYTES))
    if kind == "capture":
        return [_capture(ref, text)]
    if kind not in SCANNED:
        return [_text_without_records(ref, text, kind)]
    found = [
        Source(ref.name, scan.member["member"], kind, text.state, text.reason, ref.depth, scan)
        for scan in scan_text(ref.name, text.window, kind)
    ]
    aside = read_aside(ref.name, text.window) if kind != "calllogs" else None
    if aside is not None and found[0].scan is not None:
        count_in(found[0].scan, aside)
        found[0] = replace(found[0], capture=aside.capture, certificates=aside.certificates)
    return found


def _capture(ref: MemberRef, text: Text) -> Source:
    read = scan_capture(ref.name, text.window)
    state, why = text.state, [text.reason, *read.capture.notes]
    if read.capture.problems:
        state, why = "partly read", [text.reason, read.capture.problems[0].reason]
    reason = "; ".join(filter(None, why)) or None
    return Source(ref.name, ref.name, "capture", state, reason, ref.depth, read.scan, read.capture)


def _text_without_records(ref: MemberRef, text: Text, kind: str) -> Source:
    """Packet lines or certificates; whatever has neither is skipped."""
    aside = read_aside(ref.name, text.window) if kind in _TEXTS else None
    if aside is None:
        scan = MemberScan({"member": ref.name, "kind": kind, "bytes": text.window.size})
        why = text.reason or _UNREAD.get(kind) or _nothing_in(text.window.size)
        return Source(ref.name, ref.name, kind, "skipped", why, ref.depth, scan)
    state, reason = text.state, text.reason
    if not aside.certificates and not aside.capture:
        state, reason = "partly read", str(aside.problems[0]["reason"])
    scan = member_of(ref.name, kind, aside)
    return Source(ref.name, ref.name, kind, state, reason, ref.depth, scan, aside.capture, aside.certificates)


def _nothing_in(size: int) -> str:
    if size > LARGEST_TEXT:
        return f"a text of more than {LARGEST_TEXT // 1024**2} MiB that is no trace"
    return "looks like a capture or certificate, but nothing in it could be read"


def lost_source(ref: MemberRef, why: str) -> Source:
    """A member whose reading died: said, and the rest goes on."""
    return Source(ref.name, ref.name, "other", "refused", why, ref.depth, None)
