"""Microseconds per SIP message: columns of all messages of a file against one reader call a message.

    python -m benchmarks.sip_columns [--rounds 7] [TRACE.txt …]

Without a trace, files of messages as an idle cluster with some calls writes them. Each round measures every
contestant once, one after the other, and forgets remembered values before: a busy machine slows all of them
down. The last column tells how many times faster than the reference reader a contestant is; ``head lines``
is a floor of what a script does: one pattern over the head and a dict, no value taken apart.
"""

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from tracekit.sip import columns, message_columns, message_row, read_message
from tracekit.sip.remembered import Remembered

Longs = npt.NDArray[np.int64]
Trace = tuple[bytes, Longs, Longs]
"""A text, and offset and length of each message in it."""

SEED = 8461
FILES, PER_FILE = 10, 1200
NET = re.compile(
    rb"SIP (?:TCP|UDP) message[^\n]*\n\[[0-9]+,NET\]\r?\n(.*?)(?=\n[0-9]{8}\.[0-9]{3} \||\Z)", re.DOTALL
)
HEAD_LINE = re.compile(rb"^([A-Za-z-]+): ?([^\r\n]*)", re.MULTILINE)
BETWEEN = b"\n00418822.001 |09:14:22.187 |AppInfo  |SIPTcp - SignalCounter = 40211\n" * 40
"""Other records: a file has some seven times as much text as its messages have."""

_DIALOG = """\
Via: SIP/2.0/TCP {host}:5060;branch=z9hG4bK{branch}\r
From: {name}<sip:{number}@{node}>;tag={tag}\r
To: <sip:{other}@{node}>{to_tag}\r
Call-ID: {call}@{host}\r
Date: Mon, 05 Jan 2026 09:14:{second:02d} GMT\r
CSeq: {cseq} {method}\r
"""
_PHONE = """\
Session-ID: {session}00105000a0000011aabb{mac};remote=00000000000000000000000000000000\r
User-Agent: Cisco-CP8845/12.0.1\r
Max-Forwards: 70\r
Contact: <sip:{uuid}@{host}:5060;transport=tcp>;+sip.instance="<urn:uuid:00000000-0000-0000-0000-0011AABB{mac}>"\
;+u.sip!devicename.ccm.cisco.com="SEP0011AABB{mac}";+u.sip!model.ccm.cisco.com="683"\r
Supported: replaces,join,sdp-anat,norefersub,resource-priority,extended-refer,X-cisco-callinfo,X-cisco-sis-7.0.0\r
Allow: ACK,BYE,CANCEL,INVITE,NOTIFY,OPTIONS,REFER,REGISTER,UPDATE,SUBSCRIBE,INFO\r
Expires: 120\r
"""
_SERVER = """\
Server: Cisco-CUCM14.0\r
Supported: X-cisco-srtp-fallback,X-cisco-sis-9.1.0\r
"""
_PRESENCE = """\
Event: presence\r
Subscription-State: active;expires=3599\r
Content-Type: application/pidf+xml\r
Content-Length: 201\r
\r
<?xml version="1.0" encoding="UTF-8"?>
<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="{other}@{node}">
<tuple id="{other}"><status><basic>open</basic></status></tuple>
</presence>
"""
_SDP = """\
Content-Type: application/sdp\r
Content-Length: 286\r
\r
v=0\r
o=CiscoSystemsCCM-SIP {cseq} 1 IN IP4 {node}\r
s=SIP Call\r
c=IN IP4 {host}\r
b=AS:64\r
t=0 0\r
m=audio 21044 RTP/AVP 9 0 8 18 101\r
a=rtpmap:9 G722/8000\r
a=rtpmap:0 PCMU/8000\r
a=rtpmap:8 PCMA/8000\r
a=rtpmap:18 G729/8000\r
a=rtpmap:101 telephone-event/8000\r
a=fmtp:101 0-15\r
"""
_EMPTY = "Content-Length: 0\r\n\r\n"
_REQUEST = "{method} sip:{other}@{node} SIP/2.0\r\n"

KINDS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (
        "REGISTER",
        8,
        (
            _REQUEST + _DIALOG + _PHONE + _EMPTY,
            "SIP/2.0 100 Trying\r\n" + _DIALOG + _EMPTY,
            "SIP/2.0 200 OK\r\n" + _DIALOG + _SERVER + _EMPTY,
        ),
    ),
    ("OPTIONS", 4, (_REQUEST + _DIALOG + _EMPTY, "SIP/2.0 200 OK\r\n" + _DIALOG + _SERVER + _EMPTY)),
    ("NOTIFY", 4, (_REQUEST + _DIALOG + _PRESENCE, "SIP/2.0 200 OK\r\n" + _DIALOG + _PHONE + _EMPTY)),
    (
        "INVITE",
        2,
        (
            _REQUEST + _DIALOG + _PHONE + _SDP,
            "SIP/2.0 100 Trying\r\n" + _DIALOG + _EMPTY,
            "SIP/2.0 180 Ringing\r\n" + _DIALOG + _SERVER + _EMPTY,
            "SIP/2.0 200 OK\r\n" + _DIALOG + _SERVER + _SDP,
        ),
    ),
    (
        "BYE",
        2,
        (_REQUEST + _DIALOG + "Reason: Q.850;cause=16\r\n" + _EMPTY, "SIP/2.0 200 OK\r\n" + _DIALOG + _EMPTY),
    ),
)
"""Method, how often, its messages."""


def generated(rng: random.Random) -> list[bytes]:
    """The messages of one file."""
    messages: list[bytes] = []
    while len(messages) < PER_FILE:
        method, _, texts = rng.choices(KINDS, [weight for _, weight, _ in KINDS])[0]
        phone = rng.randrange(2000)
        values = {
            "method": method,
            "node": "10.10.4.20",
            "host": f"10.10.{phone // 250 + 10}.{phone % 250 + 1}",
            "number": 20000 + phone,
            "name": f'"Desk {phone}" ' if phone % 3 else "",
            "mac": f"{phone:04X}",
            "other": 20000 + rng.randrange(2000),
            "tag": _tag(rng, method),
            "branch": f"{rng.randrange(1 << 32):08x}",
            "call": f"0011aabb-{rng.randrange(1 << 32):08x}-{rng.randrange(1 << 32):08x}-{rng.randrange(1 << 32):08x}",
            "session": f"{rng.randrange(1 << 32):08x}",
            "uuid": f"{rng.randrange(1 << 32):08x}-{phone:04x}-0000-0000-{rng.randrange(1 << 32):08x}",
            "second": rng.randrange(60),
            "cseq": rng.randrange(100, 3000),
        }
        to_tag = f";tag={rng.randrange(1 << 32):08x}"
        for at, text in enumerate(texts):
            messages.append(
                text.format(**values, to_tag=to_tag if at > 1 or at == len(texts) - 1 else "").encode()
            )
    return messages


def _tag(rng: random.Random, method: str) -> str:
    """CUCM's own tag in a call, a phone's elsewhere."""
    number = rng.randrange(1 << 24)
    return (
        f"{number}~3f0c9a52-77d1-4e08-9b6a-0f5d2c81aa10-{33554432 + number}"
        if method == "INVITE"
        else f"{number:014x}"
    )


def laid_out(messages: list[bytes]) -> Trace:
    """The messages in one text with other records between them."""
    lengths = np.array([len(message) for message in messages], dtype=np.int64)
    offsets = np.cumsum(lengths + len(BETWEEN)) - lengths
    return BETWEEN + BETWEEN.join(messages), offsets, lengths


def of_file(path: Path) -> Trace:
    """An SDL text and the places of its messages."""
    text = path.read_bytes()
    places = [match.span(1) for match in NET.finditer(text)]
    starts, ends = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return text, starts, ends - starts


def _texts(trace: Trace) -> Iterator[bytes]:
    text, offsets, lengths = trace
    return (
        text[start : start + length] for start, length in zip(offsets.tolist(), lengths.tolist(), strict=True)
    )


def by_columns(trace: Trace) -> None:
    """The reader under test."""
    message_columns(*trace)


def by_reference(trace: Trace) -> None:
    """The reference reader, a message at a time."""
    for text in _texts(trace):
        message_row(read_message(text))


def by_head_lines(trace: Trace) -> None:
    """What a script does at least."""
    for text in _texts(trace):
        dict(HEAD_LINE.findall(text.partition(b"\r\n\r\n")[0]))


CONTESTANTS: dict[str, Callable[[Trace], None]] = {
    "message_columns": by_columns,
    "head lines": by_head_lines,
    "reference reader": by_reference,
}


def measure(traces: list[Trace], rounds: int) -> dict[str, list[float]]:
    """Microseconds per message, by contestant and round."""
    count = sum(len(lengths) for _, _, lengths in traces)
    found: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    for _ in range(rounds):
        for name, contestant in CONTESTANTS.items():
            _forget()
            start = time.perf_counter()
            for trace in traces:
                contestant(trace)
            found[name].append((time.perf_counter() - start) / count * 1e6)
    return found


def _forget() -> None:
    for value in vars(columns).values():
        if isinstance(value, Remembered):
            value.forget()


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("traces", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    rng = random.Random(SEED)
    traces = [of_file(path) for path in options.traces] or [laid_out(generated(rng)) for _ in range(FILES)]
    lengths = np.concatenate([lengths for _, _, lengths in traces])
    print(
        f"{len(lengths)} messages of {lengths.mean():.0f} bytes, {len(traces)} files, {options.rounds} rounds"
    )
    found = measure(traces, options.rounds)
    slowest = median(found["reference reader"])
    print(f"{'':18}{'median us':>10}{'best us':>10}{'ratio':>8}")
    for name, times in found.items():
        print(f"{name:18}{median(times):10.2f}{min(times):10.2f}{slowest / median(times):8.1f}")


if __name__ == "__main__":
    main()
