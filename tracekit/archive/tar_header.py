"""One 512-byte header of a tar → its fields (POSIX.1-1988 ustar, with GNU's numbers in base 256)."""

from dataclasses import dataclass

BLOCK = 512
_USTAR = b"ustar"


@dataclass(frozen=True)
class TarHeader:
    """What the header says; numbers can still be absurd."""

    name: bytes
    size: int
    mode: int
    kind: bytes
    """The type flag: ``0`` file, ``5`` folder, ``x`` extended header …"""
    link: bytes


def looks_like_tar(head: bytes) -> bool:
    """Whether a file begins with a tar header, intact or only with its mark."""
    return len(head) >= BLOCK and (head[257:262] == _USTAR or (head[0] != 0 and checksum_fits(head[:BLOCK])))


def checksum_fits(block: bytes) -> bool:
    """The sum of all bytes, the checksum's own counted as blanks; old tars summed signed bytes."""
    stated = number(block[148:156])
    if stated is None or len(block) < BLOCK:
        return False
    others = block[:148] + b" " * 8 + block[156:]
    unsigned = sum(others)
    return stated in (unsigned, unsigned - 256 * sum(byte > 127 for byte in others))


def number(field: bytes) -> int | None:
    """An octal number, or GNU's two's complement in base 256; None when it is neither."""
    if field[:1] in (b"\x80", b"\xff"):
        value = int.from_bytes(field[1:], "big")
        return value if field[:1] == b"\x80" else value - (1 << 8 * (len(field) - 1))
    digits = field.split(b"\0", 1)[0].strip(b" ")
    if not digits:
        return 0
    return int(digits, 8) if digits.isdigit() and not digits.strip(b"01234567") else None


def header_of(block: bytes) -> TarHeader | None:
    """The header of a block; None when its checksum or its size field is wrong."""
    size = number(block[124:136])
    if size is None or not checksum_fits(block):
        return None
    name, prefix = _text(block[:100]), b""
    if block[257:263] == b"ustar\0":
        prefix = _text(block[345:500])
    return TarHeader(
        name=prefix + b"/" + name if prefix else name,
        size=size,
        mode=number(block[100:108]) or 0,
        kind=block[156:157],
        link=_text(block[157:257]),
    )


def _text(field: bytes) -> bytes:
    return field.split(b"\0", 1)[0]
