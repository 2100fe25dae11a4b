"""A trace of our own, small enough to be read at once: 1018 calls 9898 over a TLS trunk."""

import io
import zipfile

HEAD = (
    "00010000.000 |10:00:00.000 |FileHead |UTC:+00:00,Date: 2024/03/01, AppName: CCM, AppId: 100, "
    "AppNodeId: 1, AppVersion: CUCM Install=11.5.1.10000-6 Build=11.5.1.10000-6 memlog=20, HostName: CM1, "
    "HostIPAddress: 10.10.0.1, AppStartTime: 2024/02/01 06:00:00, FileNumber: 7, TraceVer: 3.0\n"
)
INVITE = (
    "00010002.001 |10:00:01.200 |AppInfo  |SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to 10.10.0.9 "
    "on port 5061 index 12 \n[131,NET]\n"
    "INVITE sip:9898@10.10.0.9:5061 SIP/2.0\r\n"
    "Via: SIP/2.0/TLS 10.10.0.1:5061;branch=z9hG4bK1a2b3c\r\n"
    "From: <sip:1018@10.10.0.1>;tag=34~00000000-0000-4000-8000-000000000001-101\r\n"
    "To: <sip:9898@10.10.0.9>\r\n"
    "Call-ID: 00ff00-1-1-a@10.10.0.1\r\n"
    "CSeq: 101 INVITE\r\n"
    "Content-Length: 0\r\n\r\n\n"
)


def collection() -> bytes:
    """The trace in a zip laid out like RTMT's."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        place = "CM1_1/2024-03-01_11-00-00/cm/trace/ccm/sdl/SDL001_100_000007.txt"
        archive.writestr(zipfile.ZipInfo(place), HEAD + INVITE)
    return packed.getvalue()
