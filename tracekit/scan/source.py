"""One file of the input, and what became of it."""

from dataclasses import dataclass

from tracekit.archive import MemberRef, Reader, kind_of
from tracekit.archive.limits import HEAD_BYTES
from tracekit.scan.member import SCANNED, MemberScan
from tracekit.scan.text import scan_text

_UNREAD = {
    "capture": "a packet capture: not read yet",
    "capture_text": "text of a packet capture: not read yet",
    "certificate": "a certificate: not read yet",
    "manifest": "RTMT's list of collected files",
    "other": "not a trace",
}


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


def read_source(ref: MemberRef, reader: Reader) -> list[Source]:
    """One member to what it holds, several trace files where they were put together in it.

    Whatever is wrong with it is a state and a reason.
    """
    text = reader.open(ref)
    if not text.window.size:
        scan = MemberScan({"member": ref.name, "kind": "other", "bytes": 0}) if text.harmless else None
        return [Source(ref.name, ref.name, "other", text.state, text.reason, ref.depth, scan)]
    kind = kind_of(text.window.at(0, HEAD_BYTES))
    if kind not in SCANNED:
        scan = MemberScan({"member": ref.name, "kind": kind, "bytes": text.window.size})
        why = text.reason or _UNREAD[kind]
        return [Source(ref.name, ref.name, kind, "skipped", why, ref.depth, scan)]
    return [
        Source(ref.name, scan.member["member"], kind, text.state, text.reason, ref.depth, scan)
        for scan in scan_text(ref.name, text.window, kind)
    ]


def lost_source(ref: MemberRef, why: str) -> Source:
    """A member whose reading died: said, and the rest goes on."""
    return Source(ref.name, ref.name, "other", "refused", why, ref.depth, None)
