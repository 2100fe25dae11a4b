"""The classic capture file of libpcap (draft-ietf-opsawg-pcap), all four magic numbers."""

import struct
from collections.abc import Iterator

from tracekit.capture.frame import LARGEST_FRAME, SECOND, Frame
from tracekit.capture.problem import Problems
from tracekit.capture.source import ByteSource

PCAP_MAGIC = {
    b"\xd4\xc3\xb2\xa1": ("<", 1000),
    b"\xa1\xb2\xc3\xd4": (">", 1000),
    b"\x4d\x3c\xb2\xa1": ("<", 1),
    b"\xa1\xb2\x3c\x4d": (">", 1),
}
"""First four bytes → byte order, and nanoseconds in one unit of the second time field."""

AGAIN = "fetch the file again (file get activelog platform/cli/…) or recapture"


def read_pcap(magic: bytes, source: ByteSource, problems: Problems) -> Iterator[Frame]:
    """The packets behind the magic number, up to the end or the first damage, which is a problem."""
    order, unit = PCAP_MAGIC[magic]
    head = source.take(20)
    if len(head) < 20:
        problems.add("the capture ends inside its file header", "nothing was read", AGAIN, len(head) + 4)
        return
    link = int(struct.unpack_from(order + "I", head, 16)[0]) & 0xFFFF
    fields = struct.Struct(order + "IIII").unpack
    take = source.take
    number = 0
    while len(head := take(16)) == 16:
        seconds, parts, size, length = fields(head)
        if size > LARGEST_FRAME:
            what = f"packet {number + 1} claims {size} bytes: the file is damaged"
            problems.add(what, f"{number} packets before it were read", AGAIN, source.offset - 16)
            return
        data = take(size)
        if len(data) < size:
            break
        number += 1
        yield Frame(number, seconds * SECOND + parts * unit, link, data, max(length, size))
    if head:
        what = f"the capture ends inside packet {number + 1}"
        problems.add(what, f"{number} packets before it were read", AGAIN, source.offset)
