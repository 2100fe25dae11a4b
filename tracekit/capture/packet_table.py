"""Rows of Wireshark's packet list: copied from the window, exported as plain text or CSV, or from tshark.

Columns No., Time, Source, Destination, Protocol, Length, Info, with or without No. and Length.
"""

import re
from collections.abc import Iterator

from tracekit.capture.packet_line import PacketLine
from tracekit.capture.service import port_of

_GAP = r"[\s,\"]+"
_HOST = r"[0-9A-Za-z][\w.:-]*"
_ROW = re.compile(
    rf"^[\s\"]*(?:\d+{_GAP})?(?:\d{{4}}-\d\d-\d\d[ T])?"
    rf"(?P<clock>\d\d:\d\d:\d\d\.\d{{3,9}}|\d+\.\d{{3,9}}){_GAP}"
    rf"(?P<source>{_HOST}){_GAP}(?:(?:→|->|>)\s+)?(?P<target>{_HOST}){_GAP}"
    rf"(?P<protocol>TCP|SSL(?:v[23])?|TLSv1(?:\.[0-3])?|TLS|SIP)\b{_GAP}(?:\d+{_GAP})?(?P<info>\S.*)$"
)
_PORTS = re.compile(r"(?P<source>[\w-]+)\s*(?:→|->|>)\s*(?P<target>[\w-]+)\s+\[(?P<flags>[A-Z, ]+)\]")
_LENGTH = re.compile(r"\bLen=(\d+)")
_LETTERS = {"SYN": "S", "FIN": "F", "RST": "R", "PSH": "P", "ACK": "."}


def table_rows(lines: list[str]) -> Iterator[PacketLine]:
    """The rows of TCP and TLS packets among the lines."""
    for place, line in enumerate(lines, start=1):
        row = _ROW.match(line)
        if row is not None:
            yield _read(place, row)


def is_table_row(line: str) -> bool:
    """Whether this is a row of TCP or TLS."""
    return _ROW.match(line) is not None


def _read(place: int, row: re.Match[str]) -> PacketLine:
    info = row["info"].rstrip(' \t"')
    ports = _PORTS.search(info)
    length = _LENGTH.search(info)
    return PacketLine(
        place,
        row["clock"],
        row["source"],
        port_of(ports["source"]) if ports else None,
        row["target"],
        port_of(ports["target"]) if ports else None,
        "".join(_LETTERS.get(flag.strip(), "") for flag in ports["flags"].split(",")) if ports else None,
        int(length[1]) if length else None,
        row["protocol"],
        info,
    )
