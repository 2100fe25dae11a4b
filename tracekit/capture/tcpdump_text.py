"""Lines of tcpdump, as `utils network capture` prints them on the screen.

Two forms: up to tcpdump 3.9 (CUCM 9.1, in the guide) `… > …: P 1:427(426) ack 1 win 249 <nop,…>`, and later
`… > …: Flags [P.], seq 1:427, ack 1, win 249, options […], length 426` (tcpdump's man page, TCP Packets).
"""

import re
from collections.abc import Iterator

from tracekit.capture.packet_line import PacketLine
from tracekit.capture.service import port_of

_CLOCK = r"(?:\d{4}-\d\d-\d\d )?(?P<clock>\d\d:\d\d:\d\d\.\d{6}(?:\d{3})?)"
_HEAD = re.compile(
    rf"^[ \t]*{_CLOCK} (?:[\w.-]+ +(?:In|Out|P|B|M) +)?IP6?(?: \([^()]*(?:\([^()]*\)[^()]*)*\))?\s+"
    r"(?P<source>\S+) > (?P<target>[^\s,]+): (?P<rest>.*)$"
)
"""The names of interfaces and directions stand there when tcpdump listens on any."""
_START = re.compile(rf"^[ \t]*{_CLOCK} ")

_OLD = re.compile(
    r"^(?P<flags>[SFPRWE.]{1,6})(?: \[[^\]]*\])?(?: (?P<seq>\d+):\d+\((?P<length>\d+)\))?(?= |$)"
)
_NEW = re.compile(r"^Flags \[(?P<flags>[A-Z.|a-z]+)\].*?(?:, length (?P<length>\d+)|$)")

LONGEST_WRAP = 4
"""Lines that one packet is wrapped into."""


def tcpdump_lines(lines: list[str]) -> Iterator[PacketLine]:
    """The TCP packets among the lines; a packet that a mail or document wrapped is joined again."""
    for place, line in enumerate(lines):
        if not _START.match(line):
            continue
        packet = _packet(place + 1, *_joined(lines, place))
        if packet is not None:
            yield packet


def is_tcpdump_line(line: str) -> bool:
    """Whether this is a whole TCP packet line or the beginning of one."""
    return _packet(1, line) is not None


def _joined(lines: list[str], place: int) -> tuple[str, int]:
    """The line with those behind it that go on with it, and how many lines that are."""
    text, count = lines[place].rstrip(), 1
    for line in lines[place + 1 : place + LONGEST_WRAP]:
        if not line.strip() or line.startswith("```") or _START.match(line) or _ends(text):
            break
        text, count = f"{text} {line.strip()}", count + 1
    return text, count


def _ends(text: str) -> bool:
    """Whether nothing is missing behind it; both forms end with a length or with the window and options."""
    head = _HEAD.match(text)
    if head is None:
        return False
    if head["rest"].startswith("Flags"):
        return re.search(r", length \d+", text) is not None
    return re.search(r"(?: win \d+)(?: <[^>]*>)?$", text) is not None


def _packet(line: int, text: str, lines: int = 1) -> PacketLine | None:
    head = _HEAD.match(text)
    body = head and (_NEW.match(head["rest"]) or _OLD.match(head["rest"]))
    if not head or not body:
        return None
    source, source_port = _end(head["source"])
    target, target_port = _end(head["target"])
    flags = body["flags"].replace("none", "")
    if " ack " in head["rest"] and "." not in flags:
        flags += "."
    length = int(body["length"]) if body["length"] else None
    return PacketLine(
        line, head["clock"], source, source_port, target, target_port, flags, length, None, None, lines
    )


def _end(printed: str) -> tuple[str, int | None]:
    """`10.106.95.200.sip-tls`: the port stands behind the last dot."""
    host, _, port = printed.rpartition(".")
    return host or port, port_of(port) if host else None
