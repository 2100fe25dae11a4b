"""A small piece of trace with one call set-up in it, and a scan that proves its accounting."""

from typing import Any

from tests.torture.carriers import file_head, sdl_message
from tests.torture.case import SDP, message, on_the_wire
from tracekit.archive import kind_of
from tracekit.scan import MemberScan, scan_member

INVITE = on_the_wire(
    message(
        "INVITE sip:9898@10.10.5.5 SIP/2.0",
        "inv@10.10.5.41",
        "101 INVITE",
        "Allow: INVITE, ACK",
        'Contact: <sip:x@10.10.5.41>;+u.sip!devicename.ccm.cisco.com="SEP0011AABB0041"',
        "Content-Type: application/sdp",
        body=SDP,
    )
)
ANALYSIS = (
    b'00310100.009 |09:00:01.185 |AppInfo  |Digit analysis: match(pi="2", fqcn="1018", cn="1018",plv="5", '
    b'pss="A PT:B", TodFilteredPss="A PT:B", dd="9898",dac="0")\n'
)
RESULT = (
    b"00310100.010 |09:00:01.185 |AppInfo  |Digit analysis: analysis results\n"
    b"00310100.011 |09:00:01.185 |AppInfo  ||PretransformCallingPartyNumber=1018\n|CallingPartyNumber=1018\n"
    b"|DialingPartition=\n|DialingPattern=9898\n|FullyQualifiedCalledPartyNumber=9898\n"
)
PAIR = b"00310200.001 |09:00:20.000 |AppInfo  |LBMIF: CI: 23000001 ASSOC    23000002\n"
SENT = sdl_message(INVITE, 131)
CALL = ANALYSIS + RESULT + SENT + PAIR
HEAD = file_head(7)


def scanned(data: bytes, kind: str = "sdl", problems: int = 0) -> MemberScan:
    """The scan of one file, its kind, the sum of its bytes and the number of its problems proved."""
    assert kind_of(data) == kind
    scan = scan_member("a.txt", data, kind)
    counted = (scan.member[f"bytes_{what}"] for what in ("parsed", "continuation", "unparsed"))
    assert sum(counted) == scan.member["bytes"] == len(data)
    assert len(scan.problems) == problems
    return scan


def column(scan: MemberScan, family: str, name: str) -> list[Any]:
    """One column of a family's events, as plain values; empty when the family has none."""
    found = scan.events.get(family)
    return (
        []
        if found is None
        else [getattr(value, "tolist", lambda value=value: value)() for value in found[name]]
    )


def sip(scan: MemberScan, *names: str) -> list[tuple[Any, ...]]:
    """These columns of the SIP messages, one tuple each."""
    return list(zip(*(column(scan, "sip_message", name) for name in names), strict=True))
