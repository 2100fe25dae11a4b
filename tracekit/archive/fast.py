"""The optional fast library for deflate (ISA-L); what it gives is always checked by length and CRC-32."""

import zlib
from collections.abc import Callable
from typing import Any


def _isal() -> Any:
    try:
        from isal import isal_zlib
    except ImportError:  # optional: the standard library gives the same bytes at half the speed
        return None
    return isal_zlib


isal = _isal()
"""The library with the interface of ``zlib``, None where it is not installed."""

crc32: Callable[[bytes, int], int] = zlib.crc32 if isal is None else isal.crc32
