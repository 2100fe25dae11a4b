"""Reads pcapng blocks back, for the tests."""

import struct
from dataclasses import dataclass

SECTION, INTERFACE, PACKET = 0x0A0D0D0A, 1, 6


@dataclass
class Packet:
    """One packet: microseconds, exported PDU tags, SIP text, comment."""

    time_us: int
    tags: dict[int, bytes]
    text: bytes
    comment: str
    flags: int


def blocks(data: bytes) -> list[tuple[int, bytes]]:
    found, place = [], 0
    while place < len(data):
        kind, size = struct.unpack_from("<II", data, place)
        assert size % 4 == 0
        assert struct.unpack_from("<I", data, place + size - 4) == (size,)
        found.append((kind, data[place + 8 : place + size - 4]))
        place += size
    return found


def options(data: bytes) -> dict[int, bytes]:
    found, place = {}, 0
    while place < len(data):
        code, size = struct.unpack_from("<HH", data, place)
        if code == 0:
            assert place + 4 == len(data)
            break
        found[code] = data[place + 4 : place + 4 + size]
        place += 4 + size + -size % 4
    return found


def packets(data: bytes) -> list[Packet]:
    found = []
    for kind, body in blocks(data):
        if kind == PACKET:
            _, high, low, size, whole = struct.unpack_from("<IIIII", body)
            assert size == whole
            told = options(body[20 + size + -size % 4 :])
            tags, text = _tags(body[20 : 20 + size])
            flags = struct.unpack("<I", told[2])[0]
            found.append(Packet((high << 32) + low, tags, text, told[1].decode(), flags))
    return found


def _tags(data: bytes) -> tuple[dict[int, bytes], bytes]:
    tags: dict[int, bytes] = {}
    place = 0
    while True:
        tag, size = struct.unpack_from(">HH", data, place)
        place += 4
        if tag == 0:
            return tags, data[place:]
        tags[tag] = data[place : place + size]
        place += size
