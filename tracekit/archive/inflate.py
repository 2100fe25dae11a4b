"""Deflate and gzip streams → bytes, with as much as possible saved from damaged ones.

gzip is RFC 1952: members may follow each other, and padding may follow the last. Files that CUCM is
still writing arrive cut; that is normal, and everything up to the cut is kept.
"""

import zlib
from dataclasses import dataclass
from typing import Any, Literal

GZIP_MAGIC = b"\x1f\x8b"
RAW, GZIP = -15, 31
"""``wbits`` of zlib for a bare deflate stream, as in a zip, and for gzip."""

_FIRST_PIECE, _PIECE = 1024, 256 * 1024
"""Input bytes per step, growing: small first because a file can hold very many tiny gzip members, and
bounded because one step can produce 1032 times its input."""
_CLOSE_PIECE = 64
"""The step near damage, and byte by byte inside it, so that nothing that comes before is lost."""

Verdict = Literal["whole", "cut", "damaged", "too long"]
"""``cut``: input ended first; ``damaged``: checksum, size or stream wrong; ``too long``: over the limit."""


@dataclass(frozen=True)
class Inflated:
    """What a deflate stream, or all gzip members of a file, gave."""

    data: bytes
    verdict: Verdict
    used: int
    """Bytes of input that belong to the stream."""


def _fast_library() -> Any:
    try:
        from isal import isal_zlib
    except ImportError:  # optional: the standard library gives the same bytes at half the speed
        return None
    return isal_zlib


_fast = _fast_library()


def inflate_raw(packed: bytes, size: int, crc: int, limit: int) -> Inflated:
    """A bare deflate stream whose size and CRC are known, as in a zip.

    ``damaged`` when it does not give exactly that size and CRC; the bytes are kept then too.
    """
    data = _at_once(packed, RAW, limit)
    if data is not None and len(data) == size and zlib.crc32(data) == crc:
        return Inflated(data, "whole", len(packed))
    found = _step_by_step(packed, 0, RAW, limit)
    if found.verdict == "whole" and (len(found.data) != size or zlib.crc32(found.data) != crc):
        return Inflated(found.data, "damaged", found.used)
    return found


def gunzip(packed: bytes, limit: int) -> Inflated:
    """All members of a gzip file, up to ``limit`` bytes; what follows ``used`` is padding or not gzip."""
    data = _at_once(packed, GZIP, limit)
    if data is not None and _agrees(data, packed):
        return Inflated(data, "whole", len(packed))
    return _member_by_member(packed, limit)


def _at_once(packed: bytes, wbits: int, limit: int) -> bytes | None:
    """The whole stream by the fast library; None when it is absent or the stream is not plain and whole."""
    if _fast is None:
        return None
    inflater = _fast.decompressobj(wbits)
    try:
        data: bytes = inflater.decompress(packed, limit + 1)
    except _fast.error:
        return None
    return data if inflater.eof and not inflater.unused_data and len(data) <= limit else None


def _agrees(data: bytes, packed: bytes) -> bool:
    """Whether CRC and length in the last eight bytes are those of the data (RFC 1952 section 2.3.1)."""
    crc, size = int.from_bytes(packed[-8:-4], "little"), int.from_bytes(packed[-4:], "little")
    return len(data) & 0xFFFFFFFF == size and zlib.crc32(data) == crc


def _member_by_member(packed: bytes, limit: int) -> Inflated:
    parts: list[bytes] = []
    used, room = 0, limit
    verdict: Verdict = "whole"
    while verdict == "whole" and packed.startswith(GZIP_MAGIC, used):
        found = _step_by_step(packed, used, GZIP, room)
        parts.append(found.data)
        room -= len(found.data)
        used += found.used
        verdict = found.verdict
    return Inflated(b"" if verdict == "too long" else b"".join(parts), verdict, used)


def _step_by_step(packed: bytes, start: int, wbits: int, limit: int) -> Inflated:
    """One stream by the standard library, piece by piece, so that damage costs only what follows it."""
    inflater = zlib.decompressobj(wbits)
    parts: list[bytes] = []
    at, room, step, doubtful = start, limit, _FIRST_PIECE, False
    while at < len(packed) and not inflater.eof:
        before = inflater.copy()
        piece = packed[at : at + step]
        try:
            part = inflater.decompress(piece, room + 1)
        except zlib.error:
            if step == 1:
                return Inflated(b"".join(parts), "damaged", at - start)
            inflater, step, doubtful = before, _CLOSE_PIECE if step > _CLOSE_PIECE else 1, True
            continue
        room -= len(part)
        if room < 0:
            return Inflated(b"", "too long", at - start)
        parts.append(part)
        at += len(piece)
        step = step if doubtful else min(4 * step, _PIECE)
    parts.append(inflater.flush())
    used = at - start - len(inflater.unused_data)
    return Inflated(b"".join(parts), "whole" if inflater.eof else "cut", used)
