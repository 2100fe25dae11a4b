"""One file of the input, and what became of it."""

from dataclasses import dataclass

from tracekit.archive import MemberRef, Reader, kind_of
from tracekit.scan.member import SCANNED, MemberScan, scan_member

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

    ``depth``: archives around it; of two copies the one that lies open wins.
    """

    name: str
    kind: str
    state: str
    reason: str | None
    depth: int
    scan: MemberScan | None


def read_source(ref: MemberRef, reader: Reader) -> Source:
    """One member to what it holds; whatever is wrong with it is a state and a reason."""
    content = reader.load(ref)
    kind = kind_of(content.data)
    if not content.data:
        scan = MemberScan({"member": ref.name, "kind": "other", "bytes": 0}) if content.harmless else None
        return Source(ref.name, "other", content.state, content.reason, ref.depth, scan)
    scan = scan_member(ref.name, content.data, kind)
    if kind not in SCANNED:
        return Source(ref.name, kind, "skipped", content.reason or _UNREAD[kind], ref.depth, scan)
    return Source(ref.name, kind, content.state, content.reason, ref.depth, scan)


def lost_source(ref: MemberRef, why: str) -> Source:
    """A member whose reading died: said, and the rest goes on."""
    return Source(ref.name, "other", "refused", why, ref.depth, None)
