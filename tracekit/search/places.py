"""Where bytes stand in bytes: by the C library, which is twice as fast and lets other threads run."""

import ctypes
from collections.abc import Callable

_NEAR = 4096
"""Bytes that Python searches itself first: after a hit the next one is often close, and a call costs more."""


def _c_search() -> Callable[..., int | None] | None:
    """``memmem`` of glibc, musl, macOS and the BSDs; null where there is none, as on Windows."""
    try:
        found = ctypes.CDLL(None).memmem
    except (OSError, TypeError, AttributeError):
        return None
    found.restype = ctypes.c_void_p
    found.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t)
    return found


_MEMMEM = _c_search()


class Places:
    """The places of ``needle`` in ``data``, asked one after the other."""

    def __init__(self, data: bytes, needle: bytes) -> None:
        self._data = data  # kept alive: its address is in use
        self._needle = needle
        self._address = ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value or 0

    def next(self, start: int) -> int:
        """The first place at or after ``start``; -1 when there is none."""
        data, needle = self._data, self._needle
        if _MEMMEM is None:
            return data.find(needle, start)
        near = data.find(needle, start, start + _NEAR)
        start += max(_NEAR - len(needle) + 1, 0)
        if near >= 0 or start >= len(data):
            return near
        found = _MEMMEM(self._address + start, len(data) - start, needle, len(needle))
        return -1 if found is None else found - self._address
