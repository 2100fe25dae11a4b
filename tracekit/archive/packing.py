"""How a file is packed, told by its first bytes; names never tell: a ``.gzo`` is often plain."""

import zlib
from collections.abc import Callable
from typing import Literal

from tracekit.archive.inflate import GZIP, GZIP_MAGIC
from tracekit.archive.member import UNPACK_FIRST, Verdict, skipped
from tracekit.archive.slow import (
    BZIP2_HEAD,
    BZIP2_MAGIC,
    XZ_MAGIC,
    bzip2_decompressor,
    first_bytes,
    xz_decompressor,
)
from tracekit.archive.tar_header import looks_like_tar

Layer = Literal["gzip", "bzip2", "xz"]
Packing = Literal["zip", "tar", "self-extracting", "gzip", "bzip2", "xz"]

ARCHIVES: tuple[Packing, ...] = ("zip", "tar", "self-extracting")

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")
"""Entry, empty zip, first part of a split zip, one-part split zip (APPNOTE 4.3.7, 4.3.16, 8.5.3)."""

HEAD = 1024
"""Bytes that tell how a file is packed."""
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")

_FOREIGN = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a rar archive",
    b"\x28\xb5\x2f\xfd": "compressed with zstd",
    b"MSCF\0\0\0\0": "a Windows cabinet",
    b"\x04\x22\x4d\x18": "compressed with lz4",
    b"\x1f\x9d": "compressed with compress (.Z)",
    b"!<arch>\n": "an ar or deb archive",
}


def packing_of(head: bytes) -> Packing | None:
    """The packing that the first bytes show; None for plain files."""
    if head.startswith(ZIP_MAGIC):
        return "zip"
    layer = layer_of(head)
    if layer is not None:
        return layer
    if looks_like_tar(head):
        return "tar"
    return "self-extracting" if head.startswith(_PROGRAMS) else None


def layer_of(head: bytes) -> Layer | None:
    """The compression around a single file."""
    if head.startswith(GZIP_MAGIC):
        return "gzip"
    if head.startswith(BZIP2_MAGIC) and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        return "bzip2"
    return "xz" if head.startswith(XZ_MAGIC) else None


def foreign(head: bytes) -> Verdict | None:
    """What is to be said of packings that are known and not read."""
    for magic, what in _FOREIGN.items():
        if head.startswith(magic):
            return skipped(what, UNPACK_FIRST)
    return None


def inner_head(read: Callable[[int], bytes], layers: int) -> bytes:
    """The first bytes of what is inside the compression; empty when they cannot be had.

    ``read`` gives the first n bytes of the file.
    """
    for count in (HEAD, BZIP2_HEAD):
        passed: list[Layer] = []
        head = read(count)
        while len(passed) < layers and (layer := layer_of(head)):
            head = _opened_head(layer, head)
            passed.append(layer)
        if "bzip2" not in passed:
            break
    return head


def _opened_head(layer: Layer, head: bytes) -> bytes:
    if layer != "gzip":
        return first_bytes(bzip2_decompressor() if layer == "bzip2" else xz_decompressor(), head, BZIP2_HEAD)
    try:
        return zlib.decompressobj(GZIP).decompress(head, BZIP2_HEAD)
    except zlib.error:
        return b""
