"""Fragments of IP packets, put together again (RFC 791 section 3.2, RFC 8200 section 4.5)."""

from tracekit.capture.internet import Datagram

MOST_OPEN = 256
"""Packets whose fragments are held at once; the oldest gives way."""

MOST_PARTS = 128
"""Fragments of one packet: 64 KiB over the smallest usual links."""

HELD_BYTES = 1 << 23
"""Bytes of all fragments held."""

LARGEST_PACKET = 65_535

_Key = tuple[bytes, int]
_Parts = dict[int, Datagram]


class Fragments:
    """Holds fragments until their packet is whole."""

    def __init__(self) -> None:
        self._open: dict[_Key, _Parts] = {}
        self._bytes = 0
        self._gone = 0

    @property
    def lost(self) -> int:
        """Packets given up, and those that still wait for a fragment."""
        return self._gone + len(self._open)

    def add(self, part: Datagram) -> Datagram | None:
        """The whole packet once its last missing fragment is there, otherwise null."""
        if part.fragment is None:
            return part
        identification, offset, _ = part.fragment
        key = (part.addresses, identification)
        held = self._open.setdefault(key, {})
        fits = offset + len(part.payload) <= LARGEST_PACKET and len(held) < MOST_PARTS
        if offset in held or part.missing or not fits:
            return None
        held[offset] = part
        self._bytes += len(part.payload)
        whole = _joined(held)
        if whole is not None:
            self._forget(key)
        while len(self._open) > MOST_OPEN or self._bytes > HELD_BYTES:
            self._forget(next(iter(self._open)))
            self._gone += 1
        return whole

    def _forget(self, key: _Key) -> None:
        self._bytes -= sum(len(part.payload) for part in self._open.pop(key).values())


def _joined(held: _Parts) -> Datagram | None:
    """The packet, null while a byte of it is missing."""
    payload = bytearray()
    for offset in sorted(held):
        part = held[offset]
        if offset > len(payload) or part.fragment is None:
            return None
        payload += part.payload[len(payload) - offset :]
        if not part.fragment[2]:
            return held[0]._replace(payload=bytes(payload), fragment=None)
    return None
