"""The bytes of a name inside an archive → text to show. Names are shown and never used to open anything."""

import re
import struct
import zlib

from tracekit.archive.limits import MAX_NAME
from tracekit.errors import shortened

_UNICODE_PATH = 0x7075
_KANA = re.compile("[\u3041-\u30ff]")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_CP932_ONLY = re.compile("[\ue000-\uf8ff\uff61-\uff9f]")


def zip_name(raw: bytes, extra: bytes) -> str:
    """The name of a zip entry; a backslash, which zips of Windows programs have, is shown as a slash.

    UTF-8 when Info-ZIP's extra field or the bytes say so; the flag for it is often wrong. Otherwise: Chinese
    (GB 2312) and Japanese (CP932) when the bytes are such text throughout, and the zip standard's CP437.
    """
    name = _unicode_path(raw, extra) if extra else None
    return _shown(name or _guessed(raw)).replace("\\", "/")


def tar_name(raw: bytes) -> str:
    """The name of a tar entry."""
    return _shown(_guessed(raw))


def _shown(name: str) -> str:
    return shortened(name, MAX_NAME) if name else "(no name)"


def _unicode_path(raw: bytes, extra: bytes) -> str | None:
    """Info-ZIP's name in UTF-8, which holds when its CRC is that of the plain name (APPNOTE 4.6.9)."""
    for kind, field in extra_fields(extra):
        if kind == _UNICODE_PATH and field[:5] == b"\x01" + struct.pack("<I", zlib.crc32(raw)):
            return field[5:].decode("utf-8", "replace")
    return None


def extra_fields(extra: bytes) -> list[tuple[int, bytes]]:
    """The extra fields of a zip header by their number; what is cut is left out."""
    fields, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        at += 4
        if at + size > len(extra):
            break
        fields.append((kind, extra[at : at + size]))
        at += size
    return fields


def _guessed(raw: bytes) -> str:
    if raw.isascii():
        return raw.decode("ascii")
    for encoding, fits in (("utf-8", _any), ("gb2312", _chinese), ("cp932", _japanese)):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if fits(text):
            return text
    return raw.decode("cp437")


def _any(text: str) -> bool:
    return True


def _chinese(text: str) -> bool:
    """Ideographs, and no other wide characters: accented letters of CP437 next to each other read so too."""
    wide = [letter for letter in text if ord(letter) > 0x7F]
    return len(wide) > 1 and all(_IDEOGRAPH.match(letter) or 0x3000 < ord(letter) < 0x3020 for letter in wide)


def _japanese(text: str) -> bool:
    if _CP932_ONLY.search(text):
        return False
    return bool(_KANA.search(text)) or len(_IDEOGRAPH.findall(text)) > 1
