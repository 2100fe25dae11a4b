"""What a file is, told by its content; names lie and get lost."""

import re
from collections.abc import Callable
from typing import Literal

from tracekit.archive.limits import HEAD_BYTES

Kind = Literal["sdl", "sdi", "calllogs", "capture", "capture_text", "certificate", "manifest", "other"]

_CAPTURE_MAGIC = (
    b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4",  # pcap, microseconds, either byte order
    b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d",  # pcap, nanoseconds
    b"\x0a\x0d\x0d\x0a",  # pcapng section header
)  # fmt: skip
_TIME = rb"\d\d:\d\d:\d\d\.\d{3}"
_EDITOR = rb"(?:[ \t]*Line \d+:[ \t]*)?"
"""What the hit list of an editor's search window puts before each line."""

_SDL = re.compile(
    rb"\d{6,12} ?\.\d{3}\s*\|" + _TIME + rb"\s*\|"
    # before 9.0: sequence, full date, a thread column
    rb"|\d{6,12}\|[ \t]*\d{4}/\d\d/\d\d[ \t]+" + _TIME + rb"\|[ \t]*\d{3}\|"
)
_SDI = re.compile(rb"(?m)^(?:\d\d/\d\d/\d{4}[ \t]+)?" + _TIME + rb" CCM\|")
_CALLLOGS = re.compile(
    rb"(?m)^(?:\xef\xbb\xbf)?" + _EDITOR + rb"\d{4}/\d\d/\d\d[ _]+" + _TIME + rb"\|(?:CC|SIPL|SIPT)\|"
)
_MANIFEST = re.compile(rb"<(?:QueryResult|TraceCollectionResult)\b")
_PEM = re.compile(rb"-----BEGIN (?:TRUSTED |X509 |)CERTIFICATE-----")
_SHOW_CERT = re.compile(rb"(?m)^[ \t]*Issuer Name[ \t]*:[^\n]*=.*\n(?:.*\n){0,8}?[ \t]*Subject Name[ \t]*:")
_TCPDUMP = re.compile(rb"(?m)^\d\d:\d\d:\d\d\.\d{6} (?:IP6?|ARP)[ ,]")
_PACKET_TABLE = re.compile(
    rb"(?m)^(?:[ \t]*\d+[ \t]+)?(?:\d\d:\d\d:\d\d|\d+)\.\d{6}[ \t]+[0-9a-f.:]+[ \t]+[0-9a-f.:]+[ \t]+"
    rb"(?:TCP|UDP|SIP|TLS|SSL)"
)


def kind_of(data: bytes) -> Kind:
    """The kind of a decompressed file; only its first 64 KiB are looked at.

    A file that holds several, as an article with a trace and a certificate in it, is the first of: sdl,
    calllogs, sdi, certificate, capture_text.
    """
    head = data[:HEAD_BYTES]
    for kind, fits in _TESTS:
        if fits(head):
            return kind
    return "other"


def _is_der_certificate(head: bytes) -> bool:
    """Two nested SEQUENCEs with two-byte lengths, then version or serial number (RFC 5280 section 4.1)."""
    return re.match(rb"\x30\x82..\x30\x82..(?:\xa0\x03\x02\x01|\x02)", head, re.DOTALL) is not None


def _any_of(*patterns: re.Pattern[bytes]) -> Callable[[bytes], bool]:
    return lambda head: any(pattern.search(head) for pattern in patterns)


_TESTS: tuple[tuple[Kind, Callable[[bytes], bool]], ...] = (
    ("capture", lambda head: head.startswith(_CAPTURE_MAGIC)),
    ("certificate", _is_der_certificate),
    ("manifest", lambda head: _MANIFEST.search(head[:1024]) is not None),
    ("sdl", _any_of(_SDL)),
    ("calllogs", _any_of(_CALLLOGS)),
    ("sdi", _any_of(_SDI)),
    ("certificate", _any_of(_PEM, _SHOW_CERT)),
    ("capture_text", _any_of(_TCPDUMP, _PACKET_TABLE)),
)
