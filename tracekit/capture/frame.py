"""One packet as a capture file holds it."""

from typing import NamedTuple

LARGEST_FRAME = 0x40000
"""Bytes; libpcap's MAXIMUM_SNAPLEN. A file that claims more for one packet is damaged."""

SECOND = 1_000_000_000
"""Nanoseconds."""


class Frame(NamedTuple):
    """A packet of any link layer. Not a dataclass: there is one for every packet of the file."""

    number: int
    """From 1, as Wireshark counts."""
    time: int | None
    """Nanoseconds since 1970 UTC; null where the file has none."""
    link: int
    """LINKTYPE of tcpdump.org."""
    data: bytes
    length: int
    """Bytes it had on the wire; more than ``data`` when the capture cut it."""
