"""IPv4 (RFC 791) and IPv6 (RFC 8200) headers, down to the transport layer."""

from typing import NamedTuple

_MOST_HEADERS = 16
"""Extension headers of one IPv6 packet that are followed."""

_BY_EIGHTS = frozenset([0, 43, 60, 135, 139, 140])
"""Hop-by-hop, routing, destination options, mobility, HIP, shim6: length in units of 8 bytes."""
_AUTHENTICATION, _FRAGMENT = 51, 44


class Datagram(NamedTuple):
    """What an IP packet carries, or one fragment of it."""

    addresses: bytes
    """Source, then target."""
    protocol: int
    payload: bytes
    missing: int
    """Bytes at the end of the payload that the capture cut off."""
    fragment: tuple[int, int, bool] | None
    """Identification, offset in bytes, more follow; null when it is whole."""


def read_datagram(data: bytes, at: int, length: int) -> Datagram | None:
    """The IP packet at an offset; ``length``: bytes of the frame on the wire; null when it is no IP."""
    version = data[at] >> 4 if at < len(data) else 0
    if version == 4:
        return _ipv4(data, at, length)
    if version == 6:
        return _ipv6(data, at, length)
    return None


def _ipv4(data: bytes, at: int, length: int) -> Datagram | None:
    head = (data[at] & 0x0F) * 4
    if head < 20 or at + head > len(data):
        return None
    # A total length of zero is what offloading to the network card leaves in a capture of the sender.
    total = int.from_bytes(data[at + 2 : at + 4], "big") or length - at
    end = at + max(total, head)
    payload = data[at + head : end]
    place = int.from_bytes(data[at + 6 : at + 8], "big")
    part = None
    if place & 0x3FFF:
        identification = int.from_bytes(data[at + 4 : at + 6], "big")
        part = (identification, (place & 0x1FFF) * 8, bool(place & 0x2000))
    missing = end - at - head - len(payload)
    return Datagram(data[at + 12 : at + 20], data[at + 9], payload, missing, part)


def _ipv6(data: bytes, at: int, length: int) -> Datagram | None:
    if at + 40 > len(data):
        return None
    size = int.from_bytes(data[at + 4 : at + 6], "big") or length - at - 40
    end = at + 40 + size
    kind, start = data[at + 6], at + 40
    part = None
    for _ in range(_MOST_HEADERS):
        if kind in _BY_EIGHTS and start + 2 <= len(data):
            kind, start = data[start], start + (data[start + 1] + 1) * 8
        elif kind == _AUTHENTICATION and start + 2 <= len(data):
            kind, start = data[start], start + (data[start + 1] + 2) * 4
        elif kind == _FRAGMENT and start + 8 <= len(data) and part is None:
            place = int.from_bytes(data[start + 2 : start + 4], "big")
            identification = int.from_bytes(data[start + 4 : start + 8], "big")
            if place & 0xFFF9:
                part = (identification, place & 0xFFF8, bool(place & 1))
            kind, start = data[start], start + 8
            if place & 0xFFF8:
                break
        else:
            break
    if start > end:
        return None
    payload = data[start:end]
    return Datagram(data[at + 8 : at + 40], kind, payload, end - start - len(payload), part)
