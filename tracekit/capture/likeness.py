"""Whether a file is a capture, told by its first bytes."""

from typing import Literal

from tracekit.capture.packet_table import is_table_row
from tracekit.capture.pcap import PCAP_MAGIC
from tracekit.capture.pcapng import PCAPNG_MAGIC
from tracekit.capture.tcpdump_text import is_tcpdump_line

LONGEST_LINE = 1000
"""Characters of a line that is looked at."""


def looks_like_capture(head: bytes) -> Literal["capture", "capture_text"] | None:
    """A capture file by its magic number; a text by one packet line in its head (some 64 KiB)."""
    if head[:4] in PCAP_MAGIC or head[:4] == PCAPNG_MAGIC:
        return "capture"
    lines = (line[:LONGEST_LINE] for line in head.decode("utf-8", errors="replace").split("\n"))
    return "capture_text" if any(is_tcpdump_line(line) or is_table_row(line) for line in lines) else None
