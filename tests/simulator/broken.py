"""Damaged inputs, made from a sound trace: what people really send."""

import re

from .collection import zipped
from .truth import Truth

_EXCERPT_HEAD = (
    "Hello team, we made the test again this morning and 1018 could reach "
    "9898. Traces of the 9.1 side below.\n"
    "\n++ Digit analysis of the call\n\n"
)


def damaged(truth: Truth) -> dict[str, bytes]:
    """File name and bytes of each damaged sample, from the first node of the main scenario."""
    text = "".join(truth.nodes[0].trace.files[0])
    packed = zipped(text.encode())
    return {
        "SDL001_100_000008.txt.gzo": packed[: len(packed) * 3 // 5],
        "pasted_excerpt.txt": pasted_excerpt(text).encode(),
        "no_file_head.txt": tail_of_a_message(text).encode(),
        "ccm00000001.txt": _SDI.encode(),
        "file_dump.txt": file_dump(text).encode(),
        "web_page.txt": web_page(text).encode(),
        "ccm00000002.txt": sdi_with_sip(text).encode(),
        **cut_over_two_files(text),
    }


def records(text: str) -> list[str]:
    """The records of a trace, each with its continuation lines."""
    found: list[str] = []
    for line in text.split("\n"):
        if line[8:9] == "." and line[13:14] == "|":
            found.append(line)
        elif found:
            found[-1] += f"\n{line}"
    return found


def one(text: str, holding: str) -> str:
    """The first record that holds these words."""
    return next(record for record in records(text) if holding in record)


def squeezed(record: str) -> str:
    """Without padding and carriage returns, as a web page gives it."""
    lines = record.replace("\r", "").rstrip("\n").split("\n")
    return "\n".join(" ".join(line.split(" ")).replace("  ", " ") for line in lines)


def pasted_excerpt(text: str) -> str:
    """A mail with narration and fences; records are wrapped by hand, and three are glued to one line."""
    certificate = squeezed(one(text, "|SIPCertificateInd  "))
    while "  " in certificate:
        certificate = certificate.replace("  ", " ")
    invite = squeezed(one(text, "Outgoing SIP TCP message to 10.106.95.200")).split("\nCall-ID")[0]
    call_id = one(text, "Outgoing SIP TCP message to 10.106.95.200").split("Call-ID: ")[1].split("\r")[0]
    block = squeezed(one(text, "||PretransformCallingPartyNumber=1018")).split("\n")[:5]
    glued = " ".join(
        squeezed(one(text, words))
        for words in ("createConnMsg tls_security=3", "sipConnectionManagerProcessConnCreated: ")
    )
    parts = [
        _EXCERPT_HEAD, "```\n", wrapped(squeezed(one(text, 'cn="1018"')), 78), "\n",
        squeezed(records_before_block(text)), "\n", "\n".join(block), "\n```\n\n",
        "++ TLS is used on port 5061, see below.\n\n", glued, " ", invite, "\n```\n\n",
        f"Call-ID: {call_id}\n\nUser-Agent: Cisco-CUCM9.1\n\n",
        "++ The signal with the certificate of the far side:\n\n```\n", wrapped(certificate, 78), "\n```\n",
        "Please confirm that the cipher is acceptable. Thanks!\n",
    ]  # fmt: skip
    return "".join(parts)


def records_before_block(text: str) -> str:
    """The record that announces the result of 1018's digit analysis."""
    found = records(text)
    place = next(n for n, record in enumerate(found) if "||PretransformCallingPartyNumber=1018" in record)
    return found[place - 1]


def wrapped(line: str, width: int) -> str:
    """Broken at blanks, and inside a word when that is too long."""
    out: list[str] = []
    for word in line.split(" "):
        if out and len(out[-1]) + 1 + len(word) <= width:
            out[-1] += f" {word}"
        else:
            out.append(word)
    return "\n".join(out)


def tail_of_a_message(text: str) -> str:
    """A file that begins in the middle of an INVITE, as the next file of a trace may."""
    start = text.index(
        "User-Agent: Cisco-CP8841/10.3.1\r\nContact", text.index("INVITE sip:9898@10.106.95.203")
    )
    end = text.index("04611", text.index("INVITE sip:9898@10.106.95.200:5061"))
    return text[start:end]


def file_dump(text: str) -> str:
    """What ``file dump`` prints on the console: the command first, then lines of a file."""
    first = "\n".join(records(text)[:24])
    return f"admin:file dump activelog cm/trace/ccm/sdl/SDL001_100_000007.txt 40\n\n{first}\n\nadmin:\n"


def web_page(text: str) -> str:
    """What a web page makes of a message: blank lines, masked addresses, the next record glued."""
    invite = one(text, "Outgoing SIP TCP message to 10.106.95.200").replace("10.106.95.200", "10.x.x.x")
    request = one(text, "createConnMsg tls_security=3")
    doubled = squeezed(invite).replace("\n", "\n\n")
    return f"the INVITE to the trunk: {doubled} {squeezed(request)}\n\n"


def sdi_with_sip(text: str) -> str:
    """The connection and the INVITE as CUCM 8 wrote them: a date, `CCM|`, a trailer on the line or behind."""
    trailer = "|<CLID::StandAloneCluster><NID::10.106.95.203><CT::1,100,117,1.4><IP::10.106.95.200><DEV::>"
    created = one(text, "sipConnectionManagerProcessConnCreated: ").partition("//SIP")[2]
    invite = one(text, "Outgoing SIP TCP message to 10.106.95.200")
    message = invite.partition(",NET]\n")[2].rstrip("\n")
    head = "03/02/2026 10:12:13."
    sent = "//SIP/SIPTcp/wait_SdlSPISignal: Outgoing SIP TCP message to 10.106.95.200 on port 5061 index 12 "
    return (
        f"{head}410 CCM|//SIP{created.rstrip()}{trailer}\n"
        f"{head}412 CCM|{sent}\n{message}\n{trailer}\n"
        f"{head}413 CCM|{sent}{trailer}\n{message}\n"
    )


def cut_over_two_files(text: str) -> dict[str, bytes]:
    """A message that begins at the end of one file and goes on behind the FileHead of the next."""
    head = text.partition("\n")[0]
    invite = one(text, "Outgoing SIP TCP message to 10.106.95.200")
    place = invite.index("Contact:")
    after = records(text)[-1]
    first, second = (re.sub("FileNumber: [0-9]+", f"FileNumber: {number}", head) for number in (11, 12))
    return {
        "cut/SDL001_100_000011.txt": f"{first}\n{invite[:place]}".encode(),
        "cut/SDL001_100_000012.txt": f"{second}\n{invite[place:]}\n{after}\n".encode(),
    }


_SDI = """\
09:14:02.118 CCM|StationInit - InboundStim - OffHookMessageID tcpHandle=0x4c0be10
09:14:02.118 CCM|StationD - stationOutputDisplayText tcpHandle=0x4c0be10, Display=2301
09:14:02.119 CCM|Digit analysis: match(fqcn="", cn="2301", pss="", dd="")
09:14:03.402 CCM|Digit analysis: match(fqcn="", cn="2301", pss="", dd="2")
09:14:03.402 CCM|Digit analysis: potentialMatches=PotentialMatchesExist
09:14:04.015 CCM|Digit analysis: match(fqcn="", cn="2301", pss="", dd="23")
09:14:04.731 CCM|Digit analysis: match(fqcn="", cn="2301", pss="", dd="230")
09:14:05.260 CCM|Digit analysis: match(fqcn="", cn="2301", pss="", dd="2305")
09:14:05.260 CCM|Digit analysis: analysis results
09:14:05.260 CCM||PretransformCallingPartyNumber=2301
|CallingPartyNumber=2301
|DialingPattern=2305
|DialingRoutePatternRegularExpression=(2305)
|PotentialMatches=NoPotentialMatchesExist
|PretransformDigitString=2305
|CollectedDigits=2305
|RouteBlockFlag=RouteThisPattern
09:14:05.276 CCM|StationD(4):  TCPPid = [1.100.117.9] CallInfo \
callingPartyName='' callingParty=2301 \
calledPartyName='' calledParty=2305|<CT::1,100,11,4.7><IP::10.10.23.1><DEV::SEP0011EEFF2301>
09:14:05.290 CCM|MediaManager(3) - wait_AuConnectInfo - recieved response, fowarding, CI(16777301,16777302)\
|<CT::1,100,105,3.40><IP::10.10.23.5>
09:14:11.804 CCM|ConnectionManager - wait_AuDisconnectRequest(16777301,16777302): STOP SESSION\
|<CT::1,100,105,3.44><IP::10.10.23.5>
"""
