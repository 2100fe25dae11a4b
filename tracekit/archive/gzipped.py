"""gzip around a member, taken off in whatever state it is. Names never tell: a ``.gzo`` is often plain."""

import zlib

from tracekit.archive.inflate import GZIP, GZIP_MAGIC, Inflated, gunzip
from tracekit.archive.limits import HEAD_BYTES, MAX_GZIP_LAYERS, MAX_MEMBER_BYTES
from tracekit.archive.member import COLLECT_AGAIN, Content, too_long
from tracekit.errors import reason


def without_gzip(data: bytes) -> Content:
    """The data with its layers of gzip taken off; data that is not gzip comes back as it is."""
    content = Content(data)
    note = None
    for _ in range(MAX_GZIP_LAYERS):
        if content.state != "read" or not content.data.startswith(GZIP_MAGIC):
            break
        content = _content(gunzip(content.data, MAX_MEMBER_BYTES), content.data)
        note = note or content.reason
    if content.state == "read" and content.data.startswith(GZIP_MAGIC):
        what = f"more than {MAX_GZIP_LAYERS} layers of gzip"
        return Content(b"", "refused", reason(what, "refused", "unpack it and give the result"))
    return Content(content.data, content.state, note)


def head_without_gzip(head: bytes) -> bytes:
    """The same for the first bytes of a file; empty when they cannot be decompressed."""
    for _ in range(MAX_GZIP_LAYERS):
        if not head.startswith(GZIP_MAGIC):
            break
        try:
            head = zlib.decompressobj(GZIP).decompress(head, HEAD_BYTES)
        except zlib.error:
            return b""
    return head


def _content(found: Inflated, packed: bytes) -> Content:
    if found.verdict == "whole":
        trailing = len(packed[found.used :].strip(b"\0"))
        if not trailing:
            return Content(found.data)
        what = f"{trailing:,} bytes follow the gzip stream"
        return Content(found.data, "read", reason(what, "left out", "nothing, unless something is missing"))
    if found.verdict == "too long":
        return too_long()
    what = "gzip ends early" if found.verdict == "cut" else f"gzip is damaged near byte {found.used:,}"
    if not found.data:
        return Content(b"", "skipped", reason(what, "nothing could be recovered", COLLECT_AGAIN))
    done = f"{len(found.data):,} bytes recovered, the rest is lost"
    return Content(found.data, "partly read", reason(what, done, COLLECT_AGAIN))
