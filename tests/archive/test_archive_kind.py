"""What a file is, by its content."""

import csv
from pathlib import Path

import pytest

from tracekit.archive import find_members, kind_of, load

SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "traces"

RECORD = b"00010001.001 |10:00:00.001 |AppInfo  |text of our own\n"
SAMPLES: dict[str, tuple[str, bytes]] = {
    "record": ("sdl", RECORD),
    "record after narration": ("sdl", "Análise – início\n\n".encode() * 900 + RECORD),
    "record glued to text": ("sdl", b"from 192.0.2.7 00010002 .001 |10:00:00.001 |AppInfo  |text\n"),
    "tail of a message first": ("sdl", b"v=0\r\no=x 1 1 IN IP4 10.10.0.1\r\n\r\n" + RECORD),
    "release before 9": ("sdl", b"001000001| 2008/01/02 10:00:00.001| 001| AppInfo   |  | text\n"),
    "sdi": ("sdi", b"10:00:00.001 CCM|text\n10:00:00.002 CCM|text\n"),
    "sdi with date": ("sdi", b"\r\n05/14/2008 10:00:00.001 CCM|text|<CT::1,100,64,1.1>\r\n"),
    "calllogs": ("calllogs", b"2018/01/02_10:00:00.001|CC|SETUP| 20000001|20000002|2001|2002|2002 |\n"),
    "calllogs, blanks": ("calllogs", b"\xef\xbb\xbf2018/01/02  10:00:00.001|SIPL|0|TCP|IN|10.10.0.1|5060\n"),
    "calllogs in a hit list": ("calllogs", b"x.txt (1 hits)\n Line 12: 2018/01/02 10:00:00.001|SIPT|1|\n"),
    "pcap little": ("capture", b"\xd4\xc3\xb2\xa1\x02\x00\x04\x00"),
    "pcap big": ("capture", b"\xa1\xb2\xc3\xd4\x00\x02\x00\x04"),
    "pcap nanoseconds": ("capture", b"\x4d\x3c\xb2\xa1\x02\x00\x04\x00"),
    "pcapng": ("capture", b"\x0a\x0d\x0d\x0a\x1c\x00\x00\x00\x4d\x3c\x2b\x1a"),
    "tcpdump": ("capture_text", b"ip=192.0.2.7\n10:00:00.000001 IP CM1.4001 > 192.0.2.7.sip-tls: S 1:1(0)\n"),
    "packet table": ("capture_text", b"No.\n10:00:00.000001\t\t192.0.2.1\t192.0.2.2\tTCP\t74\t41 > sip\n"),
    "pem": ("certificate", b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
    "der": ("certificate", b"\x30\x82\x03\x11\x30\x82\x01\xf9\xa0\x03\x02\x01\x02\x02\x10"),
    "show cert": ("certificate", b"show cert own\nIssuer Name: CN=A, C=XX\nSubject Name: CN=A, C=XX\n"),
    "manifest": ("manifest", b'<?xml version="1.0"?>\n<QueryResult><Node name="a"></Node></QueryResult>'),
    "prose": ("other", b"Calling number 2001 to 2002, failed at 10:00:00.\n"),
    "syslog": ("other", b"11: cm1: Jan 02 2018 10:00:00.454 UTC: %UC_CALLMANAGER-3-X: %[a=b]: text\n"),
    "unity log": ("other", b"10:00:00.001 |1234,PORT001,GUID,Conversation,11,text\n"),
    "router debug": ("other", b"*Jan  2 10:00:00.694: //-1/00DD7F5B1F01/CCAPI/cc_api_call\n"),
    "nothing": ("other", b""),
    "binary": ("other", bytes(range(256)) * 300),
    "many digits": ("other", b"1" * 200_000),
    "record too far down": ("other", b"x" * 70_000 + b"\n" + RECORD),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_kind_of_sample(name: str) -> None:
    kind, data = SAMPLES[name]
    assert kind_of(data) == kind


def test_article_with_trace_and_certificate_is_a_trace() -> None:
    assert kind_of(SAMPLES["show cert"][1] + SAMPLES["tcpdump"][1] + SAMPLES["record"][1]) == "sdl"


NOT_SDL = {
    "084": "other",  # one record without its sequence and time
    "096": "sdi",
    "other_001": "calllogs",
    "other_002": "calllogs",
    "other_004": "other",  # the names of the fields, no row
    "other_024": "other",  # a continuation without its record
    "other_030": "other",
    "other_069": "other",
}
"""The excerpts that are not SDL, by the start of their names."""


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the public excerpts beside the project")
def test_kind_of_every_public_excerpt() -> None:
    with (SHARED / "excerpts" / "INDEX.tsv").open(encoding="utf-8") as stream:
        listed = [row["file"] for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]
    told = {name: kind_of((SHARED / "excerpts" / name).read_bytes()) for name in listed}
    others = {name: kind for name, kind in told.items() if kind != "sdl"}
    right = {name: kind for name in listed for start, kind in NOT_SDL.items() if name.startswith(start)}
    assert (len(told), others) == (35, right)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the real collections beside the project")
def test_kind_of_every_member_of_real_collections() -> None:
    refs = find_members([str(SHARED / "rtmt")])
    wrong = []
    for ref in refs:
        content, base = load(ref), ref.name.rpartition("/")[2]
        right = next((k for start, k in [("SDL", "sdl"), ("calllogs_", "calllogs"), ("Trace", "manifest")]
                      if base.startswith(start)), "other")  # fmt: skip
        if (content.state, len(content.data), kind_of(content.data)) != ("read", ref.size, right):
            wrong.append(ref.name)
    assert (len(refs), wrong) == (65, [])
