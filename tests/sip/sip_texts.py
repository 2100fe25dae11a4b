"""Messages written for the tests, and a strategy that damages them."""

from hypothesis import strategies as st

GUID = "3f0c9a52-77d1-4e08-9b6a-0f5d2c81aa10"

SDP = """v=0
o=CiscoSystemsCCM-SIP 4021 1 IN IP4 10.10.4.20
s=SIP Call
c=IN IP4 10.10.4.31
t=0 0
m=audio 21044 RTP/SAVP 0 8 101
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:bm90IGEgcmVhbCBrZXkgYXQgYWxsIQ==|2^48
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
"""

INVITE = f"""INVITE sip:9898@10.10.4.30:5061 SIP/2.0
Via: SIP/2.0/TLS 10.10.4.20:5061;branch=z9hG4bK7a1
Via: SIP/2.0/TCP 10.10.4.31:50011;branch=z9hG4bKlower;received=10.10.4.31
From: "Desk, 18" <sip:1018@10.10.4.20>;tag=51~{GUID}-33554497
To: <sip:9898@10.10.4.30>
Date: Fri, 02 Jan 2026 08:15:00 GMT
Call-ID: 5d1b6a00-1b25e1aa-33-1404140a@10.10.4.20
CSeq: 101 INVITE
Session-ID: 5ad0c7e1001050001000aabb00010001;remote=00000000000000000000000000000000
User-Agent: Cisco-CUCM14.0
Contact: <sip:1018@10.10.4.20:5061;transport=tls>;+u.sip!devicename.ccm.cisco.com="SEP0011AABB0001"
Max-Forwards: 69
Content-Type: application/sdp
Content-Length: {len(SDP) + SDP.count(chr(10))}

{SDP}"""

BYE = f"""BYE sip:1018@10.10.4.31:50011;transport=tcp SIP/2.0
Via: SIP/2.0/TCP 10.10.4.20:5060;branch=z9hG4bK7a9
From: <sip:9898@10.10.4.20>;tag=52~{GUID}-33554498
To: <sip:1018@10.10.4.20>;tag=0011aabb0001004
Call-ID: 0011aabb-00010003-1c2d3e4f-5a6b7c8d@10.10.4.31
CSeq: 102 BYE
Reason: SIP;cause=200;text="done, really"
Reason: Q.850;cause=16
Content-Length: 0

"""

BUSY = """SIP/2.0 486 Busy Here
Via: SIP/2.0/UDP 10.10.4.20:5060;branch=z9hG4bK7b0
From: <sip:1018@10.10.4.20>;tag=a1
To: <sip:%2B49301234@10.10.4.20;user=phone>;tag=b2
Call-ID: busy-1@10.10.4.20
CSeq: 1 INVITE
Server: Gateway/3.1
Content-Length:   0

"""

MULTIPART = """REFER sip:10.10.4.20 SIP/2.0
Via: SIP/2.0/TCP 10.10.4.31:50011;branch=z9hG4bK7c0
From: <sip:1018@10.10.4.20>;tag=a3
To: <sip:10.10.4.20>
Call-ID: refer-1@10.10.4.31
CSeq: 1000 REFER
Content-Type: multipart/mixed; boundary="cut here"
Content-Length: 400

--cut here
Content-Type: application/x-cisco-remotecc-request+xml

<request>

|key=value
</request>

--cut here
Content-Type: application/sdp

v=0
m=audio 20000 RTP/AVP 8

--cut here--
"""

WHOLE = (INVITE, BYE, BUSY, MULTIPART)


def lf(text: str) -> bytes:
    return text.encode()


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def head_with(old: str, new: str, message: str = INVITE) -> bytes:
    """A message with one text in it replaced; fails when the text is not there."""
    assert old in message
    return crlf(message.replace(old, new, 1))


SNIPPETS = st.sampled_from(
    [
        *(
            b"\r\n",
            b"\n",
            b"\r",
            b"\n\n",
            b"\r\n\r\n",
            b" ",
            b"\t",
            b"\n ",
            b":",
            b";",
            b",",
            b'"',
            b"<",
            b">",
            b"@",
        ),
        *(b"%41", b"%zz", b"\xff", b"\xc3\xa9", b"\x00", b"```\n", b"v=0\n", b"--x\n", b"a=crypto:1 X\n"),
        *(b"\nm=audio 1 rtp/savp 0\n", b"\ni: other@host\r\n", b"\ncall-id: b\r\n", b"\nCALL-ID: c\r\n"),
        *(
            b"\nFrom : <sip:7@h>;tag=9\r\n",
            b"\nVia: nothing\r\n",
            b"\nTo:\r\n",
            b"SIP/2.0 ",
            b"Via: SIP/2.0/TCP h",
        ),
        *(
            b"\nContent-Type: application/sdp\r\n",
            b"\nl: 4\r\n",
            b"\nCONTENT-TYPE: multipart/mixed\r\n",
            b"\nnarration without a sign\n",
            b" Call-ID: d",
        ),
        *(
            b";t ag=3",
            b"tag=7-" + GUID.encode() + b"-8",
            b"\nCSeq: 99999999999 A\n",
            b"\nReason: Q.850;cause=17\n",
        ),
        *(b"\nServer: x\n", b"\nUser-Agent:\n", b"[2001:db8::1]:5060", b"\nSession-ID: 000;remote=1\n"),
    ]
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A message in one of three line ends with up to six edits: cut, insert, delete, double, flip."""
    text = draw(st.sampled_from(WHOLE))
    ends = draw(st.sampled_from([lf, crlf, lambda text: crlf(text).replace(b"\r\n\r\n", b"\n\n")]))
    raw: bytes = ends(text)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(raw)))
        size = draw(st.integers(0, 40))
        kind = draw(
            st.sampled_from(["insert", "insert", "insert", "delete", "double", "flip", "cut", "snip_ends"])
        )
        if kind == "insert":
            raw = raw[:at] + draw(SNIPPETS) + raw[at:]
        elif kind == "delete":
            raw = raw[:at] + raw[at + size :]
        elif kind == "double":
            raw = raw[: at + size] + raw[at:]
        elif kind == "flip":
            raw = raw[:at] + bytes([draw(st.integers(0, 255))]) + raw[at + 1 :]
        elif kind == "cut":
            raw = raw[: max(at, len(raw) // 2)]
        else:
            raw = raw[:at] + raw[at : at + size].replace(b"\r", b"").replace(b"\n", b"") + raw[at + size :]
    return raw
