"""Checks over lines of a trace: each finds its failure, and is silent where the line is nearly the same."""

import pytest

from tests.findings.written import START, Line, alarm, find, info, signalled, told

PEER = "10.10.95.200"
REFUSED = (
    "[1, 100, 17, 5]: HandleSSLError - Certificate verification failed:(Verification "
    "error:{number})- {words} for "
    f"{PEER}:5061"
)
PROTOCOL = (
    "[1, 100, 17, 5]: HandleSSLError - TLS protocol error(ssl reason code={words} "
    "[{number}]),lib=SSL routines "
    f"[20],fun=ssl3_get_server_hello [146], errno=0 for {PEER}:5061"
)
NAME = (
    "SIPStationD(77) - validTLSConnection:TLS InvalidX509NameInCertificate, Rcvd=edge.example.net , "
    "Expected=SEP0011AABB0001. Will check SAN the next"
)
NO_SAN = (
    "SIPStationD(77) - validTLSConnection:TLS InvalidX509NameInCertificate Error , did not find matching SAN "
    "either, Rcvd=edge.example.net, Expected=secure-8845.example.net"
)
UNROUTABLE = (
    "SIPStationInit: Unable to route SIP msg with connId 246",
    f"SIPStationInit: forwardSIPSignal Unable to route message, Cannot find the SIP Device with Name={PEER}, "
    "Source Port=5060, IpAddress Type=0",
    "SIPStationInit: Could not find SIPStationD process for incoming msg on TCP (ccbid=527 "
    f"tcpindex=246 socket={PEER}:39130)",
)
ILS = "IlsD Ils::VerifyCertificateInfo(): "
ILS_REFUSED = (
    f"{ILS}certificate is not in the local store and the FQDN (hub.example.net) is not in the peer "
    "info vector, "
    "closing the connection"
)
ILS_FAILED = (
    "IlsD ERROR(000005C9): Connection to peerId(00000000000000000000000000000000) ipAddr(10.10.8.11) "
    "ipPort(7501) "
    "TLSReq(t) failed, ConnReason(1)"
)
ILS_GOOD = ILS_FAILED.replace("ERROR(000005C9): Connection", "DEBUG(00000407): Client Connection").replace(
    "failed, ConnReason(1)", "succeeded"
)
DNS = "SIPDns - wait_SdlGetHostByNameRsp: hostname=cube.example.net, IP={ip}, next query=0"
PING = (
    "ccbID= 9412 interErr={error} resp={status} state=0 --TransType=1 --TransSecurity=0 PeerAddr = "
    "{peer}:5060"
)
TRUNK = (
    "SIPD({instance}) - transport_register_SIPTURegRes: SIP TRUNK registered: Name=TRUNK_A "
    "destAddr=10.10.9.1 "
    "destPort=5061 localPort=5061 TransType=4 AddrType=0"
)
GONE = {"Protocol": "SIP", "DeviceType": 684}


def ping(error: str, status: int) -> list[Line]:
    return [signalled("SIPPingResult", PING.format(error=error, status=status, peer=PEER))]


def lost(count: int, reason: int, subnet: str = "10.10.1") -> list[Line]:
    return [
        alarm(
            "EndPointUnregistered",
            START + 10 + place,
            DeviceName=f"SEP0011AABB{place:04}",
            IPAddress=f"{subnet}.{place + 1}",
            Reason=reason,
            **GONE,
        )
        for place in range(count)
    ]


def transient(reason: int) -> list[Line]:
    return [
        alarm(
            "EndPointTransientConnection", DeviceName="SEP0011AABB0003", IPAddress="10.10.1.9", Reason=reason
        )
    ]


def failure(reason: int) -> Line:
    return alarm("ConnectionFailure", DeviceName="SEP0011AABB0001", IPAddress="10.10.1.21", Reason=reason)


PROVEN: dict[str, tuple[str, str, list[Line]]] = {
    "self-signed": (
        "certificate-not-accepted",
        "18 DEPTH_ZERO",
        info(REFUSED.format(number=18, words="self signed certificate")),
    ),
    "expired": (
        "certificate-not-accepted",
        "10 CERT_HAS_EXPIRED",
        info(REFUSED.format(number=10, words="certificate has expired")),
    ),
    "with its consequence": (
        "certificate-not-accepted",
        "1 handshake",
        info(
            REFUSED.format(number=19, words="self signed certificate in certificate chain"),
            PROTOCOL.format(number=114, words="bad message type"),
        ),
    ),
    "no shared cipher": (
        "tls-refused",
        "193 no shared cipher",
        info(PROTOCOL.format(number=193, words="no shared cipher")),
    ),
    "the peer's alert": (
        "tls-refused",
        "protocol_version (70)",
        info(PROTOCOL.format(number=1070, words="tlsv1 alert protocol version")),
    ),
    "name": (
        "certificate-name",
        "edge.example.net, expected SEP0011AABB0001 or secure-8845.example.net",
        info(NAME, NO_SAN),
    ),
    "name and alarm": ("certificate-name", "edge.example.net", [*info(NAME, NO_SAN), failure(2)]),
    "cipher of a phone": ("connection-failure", "4 InvalidTLSCipher", [failure(4)]),
    "name without its lines": ("connection-failure", "2 InvalidX509Name", [failure(2)]),
    "ILS refuses": ("ils-certificate", "hub.example.net is not that of a known peer", info(ILS_REFUSED)),
    "ILS fails": ("ils-certificate", "10.10.8.11:7501 failed", info(ILS_FAILED)),
    "too large": (
        "message-too-large",
        "larger than 5,000 bytes",
        info(
            "SIPTcp - Ignoring large message from 10.10.7.30:[27469]. Only allow up to 5000 bytes. "
            "Resetting connection."
        ),
    ),
    "unroutable": ("unroutable-peer", f"{PEER} that node 1 cannot route", info(*UNROUTABLE)),
    "DNS": ("dns-failure", "1 query for cube.example.net", info(DNS.format(ip=""))),
    "ping unanswered": ("options-ping", "1 of 1 ping", ping("T", 0)),
    "ping answered 503": ("options-ping", "answered 503", ping("F", 503)),
    "trunk down": (
        "trunk-out-of-service",
        "2 no socket",
        [
            alarm(
                "SIPTrunkOOS",
                SIPTrunkName="TRUNK_A",
                UnavailableRemotePeersWithReasonCode="10.10.9.1:5061 Local=2",
            )
        ],
    ),
    "not let in": ("transient-connection", "28 securityMismatch", transient(28)),
    "unregistered": ("endpoint-unregistered", "13 KeepAliveTimeout", lost(1, 13)),
    "four phones": ("endpoint-unregistered", "4 devices", lost(4, 13)),
    "a site": ("mass-unregistration", "5 devices of 10.10.1.x within 4 s", lost(5, 13)),
    "trunk reset": (
        "trunk-restart",
        "instances 16, 17",
        info(TRUNK.format(instance=16), TRUNK.format(instance=17)),
    ),
    "conference server": (
        "policy-server",
        "Invalid URI",
        [
            alarm(
                "ConnectionFailureToPDP",
                PolicyDecisionPoint="https://cms.example.net:445/RPC2/ ",
                FailedToConnectReason="Invalid URI",
            )
        ],
    ),
    "gateway": (
        "gateway-lost",
        "1 alarm MGCPGatewayLostComm",
        [alarm("MGCPGatewayLostComm", DeviceName="gw1.example.net")],
    ),
    "directory": (
        "directory-login",
        "1 login",
        [signalled("CtiLoginCheckTimeout", "mSequenceNumber=2", source="SdlTimerService(1,200,3,1)")],
    ),
}

SILENT: dict[str, list[Line]] = {
    "the common name alone: the SAN may fit": info(NAME),
    "a good ILS start prints the store's error too": info(
        "CertUtil Ils::isCertInLocalStore X509_STORE_get_by_subject failed.",
        f"{ILS}peer certificates are not in certificate store but Root CA signed certs are uploaded locally.",
        f"{ILS}FQDN is in PeerInfoVector",
        ILS_GOOD,
    ),
    "DNS answers the next question": info(DNS.format(ip=""), DNS.format(ip="10.10.9.1:5060")),
    "a ping answered": ping("F", 200),
    "483 shows that the peer lives": ping("F", 483),
    "an administrator's reset": lost(6, 9),
    "Apply Config": lost(6, 17),
    "one trunk told twice": info(TRUNK.format(instance=16), TRUNK.format(instance=16)),
    "another alarm": [
        alarm("DeviceApplyConfigResult", alarm_class="Phone", DeviceName="SEP0011AABB0002", Reason=0)
    ],
    "nothing at all": [],
}


@pytest.mark.parametrize(("slug", "words", "lines"), PROVEN.values(), ids=PROVEN)
def test_found_once_in_its_words(slug: str, words: str, lines: list[Line]) -> None:
    found = told(lines)
    assert [name for name, _ in found] == [slug]
    assert words in found[0][1]


@pytest.mark.parametrize("lines", SILENT.values(), ids=SILENT)
def test_silent(lines: list[Line]) -> None:
    assert told(lines) == []


def test_ils_trusts_by_tomcat() -> None:
    line = REFUSED.format(number=18, words="self signed certificate").replace("[1, 100,", "[1, 600,")
    (fix,) = find(info(line))["fix"]
    assert "tomcat-trust" in fix and "CallManager-trust" not in fix


def test_phones_of_several_subnets_are_no_site() -> None:
    lines = [line for place in range(5) for line in lost(1, 13, subnet=f"10.10.{place}")]
    assert [slug for slug, _ in told(lines)] == ["endpoint-unregistered"]
