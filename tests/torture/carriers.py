"""The three ways in which a SIP message stands in a trace."""

from collections.abc import Iterable

from tests.torture.case import Case
from tests.torture.invalid import INVALID
from tests.torture.ipv6 import IPV6
from tests.torture.lawful import LAWFUL
from tests.torture.semantic import SEMANTIC

CASES = (*LAWFUL, *INVALID, *SEMANTIC, *IPV6)
LAST = b"\r\nContent-Length: 0\r\n\r\n"
BEFORE = b"OPTIONS sip:10.10.5.5 SIP/2.0\r\nCall-ID: before@10.10.5.41\r\nCSeq: 1 OPTIONS" + LAST
AFTER = b"BYE sip:10.10.5.5 SIP/2.0\r\nCall-ID: after@10.10.5.41\r\nCSeq: 2 BYE" + LAST
TRAILER = (
    b"|<CLID::StandAloneCluster><NID::10.10.5.5><CT::1,100,117,1.4><IP::10.10.5.41><DEV::SEP0011AABB0041>"
)


def file_head(number: int) -> bytes:
    """The first record of an SDL file of node 1, 2026/03/02, UTC+01:00."""
    return (
        b"00310000.000 |09:00:00.000 |FileHead |UTC:+01:00,Date: 2026/03/02, AppName: CCM, AppId: 100, "
        b"AppNodeId: 1, AppVersion: CUCM Install=12.5.1.11900-1, HostName: CUCMT, HostIPAddress: 10.10.5.5, "
        b"AppStartTime: 2026/03/01 22:10:05, FileNumber: %d, TraceVer: 3.0\n" % number
    )


def sdl_message(raw: bytes, number: int) -> bytes:
    """A record as CallManager writes it: announced with its size, numbered, and one line end behind it."""
    return (
        (
            b"%08d.002 |09:00:%02d.%03d |AppInfo  |SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message "
            b"from 10.10.5.41 on port 50341 index 7 with %d bytes:\n[%d,NET]\n"
            % (310000 + number, number // 9, number, len(raw), number)
        )
        + raw
        + b"\n"
    )


def sdi_message(raw: bytes, number: int) -> bytes:
    """A record of `ccm.txt`; its trailer is lacking, on the first line, or on a line at the end."""
    on_line = TRAILER if number % 3 == 1 else b""
    behind = TRAILER + b"\n" if number % 3 == 2 else b""
    return (
        (
            b"09:00:%02d.%03d CCM|//SIP/SIPTcp/wait_SdlReadRsp: Incoming SIP TCP message from 10.10.5.41 "
            b"on port 50341 index 7 with %d bytes:%s\n" % (number // 9, number, len(raw), on_line)
        )
        + raw
        + b"\n"
        + behind
    )


def sdl_file(messages: Iterable[bytes], number: int = 7) -> bytes:
    """One SDL file that holds these messages, numbered from 1."""
    return file_head(number) + b"".join(sdl_message(raw, at) for at, raw in enumerate(messages, start=1))


def sdi_file(messages: Iterable[bytes]) -> bytes:
    """One `ccm.txt` that holds these messages."""
    return b"".join(sdi_message(raw, at) for at, raw in enumerate(messages, start=1))


def cut_files(cases: Iterable[Case]) -> list[bytes]:
    """A chain of files by FileNumber, each ending inside a message, the next beginning with its rest."""
    files = [file_head(1)]
    for number, case in enumerate(cases, start=1):
        record, behind = sdl_message(case.raw, number), len(case.raw) // 2 + 1
        files[-1] += record[:-behind]
        files.append(file_head(number + 1) + record[-behind:])
    files[-1] += sdl_message(AFTER, 99)
    return files
