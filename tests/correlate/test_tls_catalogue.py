"""Each failure of SIP over TLS that a rule can tell, in a trace that shows it."""

from pathlib import Path

import pytest

from tests.correlate.tls_trace import PEER, TRUNK, Trace, read, wire

GOOD = "secure"
VERIFICATION = "Certificate verification failed:(Verification error:{})- {}"
PROTOCOL = "TLS protocol error(ssl reason code={} [{}]),lib=SSL routines [20],fun=ssl3 [138], errno=0"


def good() -> Trace:
    """A trunk that works."""
    trace = Trace().profile().created(1.0).message(1.0, "Outgoing", start=f"OPTIONS sip:{PEER} SIP/2.0")
    return trace.certificate(1.099).message(1.2).until(20)


def test_a_good_start_is_secure(tmp_path: Path) -> None:
    row = wire(tmp_path, good())
    assert (row["verdict"], row["verdict_seen"], row["bad"], row["fix"]) == (GOOD, True, False, None)
    assert (row["device"], row["device_kind"], row["expected_names"]) == (TRUNK, "trunk", ["peer-a"])
    assert (row["certificate_after_ms"], row["first_out_after_ms"], row["first_in_after_ms"]) == (99, 0, 200)
    assert (row["sent_before_certificate"], row["opened_by"], row["name_check"]) == (True, "CUCM", "match")
    assert (row["cipher_grade"], row["security_mode"], row["srtp_allowed"]) == ("strong", 3, True)
    assert row["errors"] is None


def test_a_peer_that_connects_presents_its_certificate_as_the_client(tmp_path: Path) -> None:
    trace = Trace().profile().accepted(1.0).certificate(1.05, port=40123)
    trace.message(1.1, port=40123, start="OPTIONS sip:x SIP/2.0").until(20)
    traces = read(tmp_path, trace)
    (row,) = traces.connections.to_dict("records")
    assert (row["verdict"], row["opened_by"], row["local_port"]) == (GOOD, "peer", 5061)
    states = dict(zip(traces.trunk_checks["step"], traces.trunk_checks["state"], strict=True))
    assert (states[1], states[3], states[4], states[5], states[7]) == (
        "seen",
        "inferred",
        "seen",
        "seen",
        "seen",
    )


# 1: the name does not match


def test_a_phone_that_cucm_refuses_by_its_name(tmp_path: Path) -> None:
    check = "SIPStationD(212) - validTLSConnection:TLS InvalidX509NameInCertificate"
    trace = Trace().line(
        1, f"{check}, Rcvd=edge.lab.example , Expected=SEP0011AABB0001. Will check SAN the next"
    )
    names = "Rcvd=edge.lab.example, Expected=secure-88.lab.example"
    text = f"{check} Error , did not find matching SAN either, {names}"
    trace.line(1.001, text)
    trace.alarm(1.002, "ConnectionFailure", DeviceName="SEP0011AABB0001", IPAddress="10.10.5.77", Reason=2)
    row = wire(tmp_path, trace.until(20))
    assert (row["verdict"], row["verdict_seen"], row["bad"]) == ("wrong name", True, True)
    assert (row["device"], row["device_kind"], row["remote_ip"]) == ("SEP0011AABB0001", "phone", "10.10.5.77")
    assert row["expected_names"] == ["SEP0011AABB0001", "secure-88.lab.example"]
    assert row["remote_cn"] == "edge.lab.example"
    assert "received edge.lab.example, expected secure-88.lab.example; no SAN matches either" in str(
        row["why"]
    )
    assert "InvalidX509NameInCertificate: neither common name nor SAN" in str(row["why"])
    assert "X.509 Subject Name" in str(row["fix"])
    assert len(row["evidence"]) == 3  # type: ignore[arg-type]


def test_a_trunk_that_cucm_refuses_by_its_name_is_told_of_its_connection(tmp_path: Path) -> None:
    trace = Trace().profile().created(1.0).certificate(1.1, cn="peer-b")
    trace.line(1.15, "SIPD(16) - validTLSConnection:TLS InvalidX509NameInCertificate Error , did not find "
               "matching SAN either, Rcvd=peer-b, Expected=peer-a")  # fmt: skip
    trace.alarm(1.16, "ConnectionFailure", DeviceName=TRUNK, IPAddress=PEER, Reason=2)
    row = wire(tmp_path, trace.closed(1.2).until(20))
    assert (row["verdict"], row["verdict_seen"], row["conn_idx"]) == ("wrong name", True, 12)


@pytest.mark.parametrize(
    ("names", "verdict"), [((), "wrong name"), (("PEER-B",), GOOD), (("peer-c",), "wrong name")]
)
def test_a_certificate_that_the_profile_does_not_expect(
    tmp_path: Path, names: tuple[str, ...], verdict: str
) -> None:
    trace = Trace().profile().created(1.0).certificate(1.1, cn="peer-b").message(1.2).until(20)
    row = wire(tmp_path, trace, names=names)
    assert (row["verdict"], row["bad"]) == (verdict, verdict != GOOD)


def test_a_name_among_the_alternative_names_fits(tmp_path: Path) -> None:
    trace = Trace().profile(names="peer-z, peer-san").created(1.0)
    row = wire(tmp_path, trace.certificate(1.1, cn="other", san="x.example peer-san").message(1.2).until(20))
    assert (row["verdict"], row["name_check"]) == (GOOD, "match")


# 2, 4, 5, 6, 7: OpenSSL refuses the handshake


@pytest.mark.parametrize(
    ("words", "told", "cure"),
    [
        (
            VERIFICATION.format(18, "self signed certificate"),
            "self-signed",
            "upload the peer's own certificate",
        ),
        (VERIFICATION.format(20, "unable to get local issuer certificate"), "20 ", "intermediate CA"),
        (VERIFICATION.format(10, "certificate has expired"), "expired", "new certificate"),
        (VERIFICATION.format(9, "certificate is not yet valid"), "9 ", "clock"),
        (VERIFICATION.format(26, "unsupported certificate purpose"), "26 ", "clientAuth"),
        (PROTOCOL.format("no shared cipher", 193), "193 no shared cipher", "ciphers"),
        (PROTOCOL.format("tlsv1 alert protocol version", 1070), "protocol_version", ""),
        (PROTOCOL.format("tlsv1 alert unknown ca", 1048), "unknown_ca", ""),
    ],
)
def test_openssl_refuses(tmp_path: Path, words: str, told: str, cure: str) -> None:
    trace = Trace().profile().created(1.0).ssl_error(1.1, words).broken(1.2).until(20)
    row = wire(tmp_path, trace)
    assert (row["verdict"], row["verdict_seen"], row["conn_idx"]) == ("handshake not finished", True, 12)
    assert told in str(row["why"]) and cure in str(row["fix"])
    assert row["bad"] is True


def test_the_same_error_is_told_once(tmp_path: Path) -> None:
    trace = Trace().created(1.0).ssl_error(1.1, VERIFICATION.format(18, "self signed certificate"))
    row = wire(tmp_path, trace.ssl_error(1.101, "Certificate verification failed").until(20))
    assert len(row["errors"]) == 1  # type: ignore[arg-type]


# 3: the peer does not know CUCM's certificate, or its client hello failed


def test_a_connection_that_breaks_before_a_certificate(tmp_path: Path) -> None:
    trace = (
        Trace().profile().created(1.0).message(1.0, "Outgoing", start="INVITE sip:9898@x SIP/2.0").broken(1.4)
    )
    row = wire(tmp_path, trace.until(20))
    assert (row["verdict"], row["verdict_seen"], row["closed_by"]) == (
        "handshake not finished",
        False,
        "peer",
    )
    assert "closed after 400 ms" in str(row["why"]) and "proves nothing" in str(row["why"])


def test_a_peer_that_gives_up_on_the_secure_port(tmp_path: Path) -> None:
    row = wire(tmp_path, Trace().accepted(1.0).broken(2.0, port=40123).until(20))
    assert (row["verdict"], row["transport"], row["transport_seen"]) == (
        "handshake not finished",
        "TLS",
        False,
    )


def test_no_certificate_within_five_seconds(tmp_path: Path) -> None:
    assert wire(tmp_path, Trace().created(1.0).until(20))["verdict"] == "handshake not finished"
    assert wire(tmp_path, Trace().created(1.0).until(3))["verdict"] == "unknown"


def test_requests_to_the_secure_port_that_nobody_answers(tmp_path: Path) -> None:
    trace = Trace()
    for at in (1.0, 1.5, 2.5):
        trace.message(at, "Outgoing", start=f"OPTIONS sip:{PEER} SIP/2.0")
    row = wire(tmp_path, trace.until(30))
    assert (row["verdict"], row["verdict_seen"]) == ("handshake not finished", False)


def test_a_certificate_and_then_nothing(tmp_path: Path) -> None:
    row = wire(tmp_path, Trace().profile().created(1.0).certificate(1.1).broken(1.3).until(20))
    assert (row["verdict"], row["bad"]) == ("closed after the handshake", True)


# 8, 9: port and mode


def test_a_message_that_belongs_to_no_trunk(tmp_path: Path) -> None:
    trace = Trace().accepted(1.0).certificate(1.1, port=40123).message(1.2, port=40123)
    row = wire(tmp_path, trace.line(1.3, "SIPStationInit: Unable to route SIP msg with connId 12").until(20))
    assert row["verdict"] == GOOD
    assert "no trunk or phone for its message" in str(row["why"])


def test_plain_tcp_to_the_secure_port_although_tls_is_configured(tmp_path: Path) -> None:
    row = wire(
        tmp_path, Trace().profile().created(1.0, text="TCP", security=1).message(1.2, via="TCP").until(20)
    )
    assert (row["transport"], row["verdict"], row["bad"]) == ("TCP", "plain", True)
    assert "TLS is asked for" in str(row["why"]) and "Encrypted" in str(row["fix"])


def test_an_alarm_about_the_security_mode(tmp_path: Path) -> None:
    trace = Trace().alarm(1.0, "EndPointTransientConnection", DeviceName="SEP0011AABB0001", Reason=28)
    row = wire(tmp_path, trace.until(20))
    assert row["bad"] is True and "securityMismatch" in str(row["why"])


# 10: size


def test_a_message_over_the_limit(tmp_path: Path) -> None:
    large = f"SIPTcp - Ignoring large message from {PEER}:[5061]. "
    large += "Only allow up to 5000 bytes. Resetting connection."
    trace = Trace().created(1.0).certificate(1.1).message(1.2).line(2, large).closed(2.1)
    row = wire(tmp_path, trace.until(20))
    assert row["verdict"] == GOOD and "a message over 5000 bytes was dropped" in str(row["why"])


# 11: before TLS


def test_a_name_that_dns_does_not_know_and_a_trunk_out_of_service(tmp_path: Path) -> None:
    dump = f"SIPTrunkSsp:\n addrList=\nnowhere.lab.example||5061\n deviceName={TRUNK}\n SecurityMode=3"
    trace = Trace().line(0.1, f"SIPD(16) - processTspData: \n{dump}")
    trace.line(1, "SIPDns - wait_SdlGetHostByNameRsp: hostname=nowhere.lab.example, IP=, next query=0")
    trace.alarm(2, "SIPTrunkOOS", SIPTrunkName=TRUNK, UnavailableRemotePeersWithReasonCode="nowhere.lab.example:5061 (Local = 3)")  # fmt: skip  # noqa: E501
    traces = read(tmp_path, trace.until(20))
    (row,) = traces.trunks.to_dict("records")
    assert (row["trunk"], row["verdict"], row["unresolved"]) == (TRUNK, "unknown", ["nowhere.lab.example"])
    assert "DNS query failed" in row["alarms"][0]
    first = traces.trunk_checks.iloc[0]
    assert (first["state"], first["trace"]) == ("not seen", "its name nowhere.lab.example was not resolved")


# 12: SRTP


CRYPTO = "v=0\r\no=- 1 1 IN IP4 10.10.5.1\r\ns=x\r\nc=IN IP4 10.10.5.1\r\nt=0 0\r\n"
CRYPTO += "m=audio 1 RTP/SAVP 0\r\na=crypto:XXXX\r\n"
PLAIN = CRYPTO.replace("RTP/SAVP", "RTP/AVP").replace("a=crypto:XXXX\r\n", "")


@pytest.mark.parametrize(
    ("answer", "body", "flags"),
    [("488 Not Acceptable Here", "", (True, False, True)), ("200 OK", PLAIN, (True, False, True)),
     ("200 OK", CRYPTO, (True, True, False))],
)  # fmt: skip
def test_srtp_offered_answered_refused(
    tmp_path: Path, answer: str, body: str, flags: tuple[bool, bool, bool]
) -> None:
    trace = good()
    trace.message(
        2, "Outgoing", start="INVITE sip:9898@x SIP/2.0", body=CRYPTO, cseq="101 INVITE", call_id="c1"
    )
    trace.message(2.2, start=f"SIP/2.0 {answer}", body=body, cseq="101 INVITE", call_id="c1").until(30)
    row = wire(tmp_path, trace)
    assert (row["srtp_offered"], row["srtp_answered"], row["srtp_refused"]) == flags
    assert row["srtp_keys_readable"] is False


def test_srtp_keys_over_tcp_are_bad(tmp_path: Path) -> None:
    trace = Trace().message(
        2, "Outgoing", port=5060, start="INVITE sip:9898@x SIP/2.0", body=CRYPTO, cseq="101 INVITE", via="TCP"
    )
    traces = read(tmp_path, trace.until(20))
    (row,) = traces.connections.to_dict("records")
    assert (row["verdict"], row["bad"], row["srtp_keys_readable"]) == ("plain", True, True)
    (trunk,) = traces.trunks.to_dict("records")
    assert trunk["srtp_keys_readable"] and trunk["bad"]


def test_an_offer_in_the_response_is_answered_by_the_ack(tmp_path: Path) -> None:
    trace = good().message(2, "Outgoing", start="INVITE sip:9898@x SIP/2.0", cseq="101 INVITE", call_id="c1")
    trace.message(2.2, body=CRYPTO, cseq="101 INVITE", call_id="c1")
    row = wire(tmp_path, trace.until(30))
    assert (row["srtp_offered"], row["srtp_answered"]) == (True, False)
    trace.message(2.3, "Outgoing", start="ACK sip:9898@x SIP/2.0", body=CRYPTO, cseq="101 ACK", call_id="c1")
    assert wire(tmp_path, trace)["srtp_answered"] is True


# 14: the lookup service between clusters


def test_the_lookup_service(tmp_path: Path) -> None:
    check = "IlsD Ils::VerifyCertificateInfo(): "
    fine = Trace().line(1, "CertUtil Ils::isCertInLocalStore X509_STORE_get_by_subject failed.")
    fine.line(
        1.1,
        f"{check}peer certificates are not in certificate store "
        "but Root CA signed certs are uploaded locally",
    )
    assert read(tmp_path, fine).connections.empty
    refused = "certificate is not in the local store and the FQDN (b.example) is not in the peer info vector, closing the connection"  # noqa: E501
    row = wire(tmp_path, Trace().line(1, check + refused).until(20))
    assert (row["verdict"], row["device_kind"], row["remote_cn"]) == (
        "handshake not finished",
        "lookup service",
        "b.example",
    )
    assert "tomcat" in str(row["fix"])


# 15: one node only


def test_it_works_from_one_node_only(tmp_path: Path) -> None:
    second = Trace(node=2).profile().created(1.0).broken(1.3).until(20)
    (trunk,) = read(tmp_path, good(), second).trunks.to_dict("records")
    assert (trunk["verdict"], trunk["nodes"]) == ("handshake not finished", ["1", "2"])
    assert "on node 2 alone, node 1 is secure" in trunk["why"]


# 16, 17: no failures of TLS


def test_a_trunk_that_is_reset_did_not_fail(tmp_path: Path) -> None:
    trace = Trace().profile().created(1.0).certificate(1.1).closed(5.0).profile(5.4, instance=17).until(20)
    assert wire(tmp_path, trace)["verdict"] == GOOD


def test_resets_of_plain_connections_are_noise(tmp_path: Path) -> None:
    trace = Trace().line(1, "SIPTcp - New Connection - Index = 9, Listen Port = 5060, Peer Port = 41000")
    trace.message(1.1, index=9, port=41000, start="OPTIONS sip:x SIP/2.0", via="TCP").broken(
        1.3, index=9, port=41000
    )
    row = wire(tmp_path, trace.until(20))
    assert (row["verdict"], row["bad"], row["fix"]) == ("plain", False, None)


# 18: phones


@pytest.mark.parametrize(("reason", "word"), [(1, "AuthenticationError"), (4, "InvalidTLSCipher")])
def test_an_alarm_about_a_phone(tmp_path: Path, reason: int, word: str) -> None:
    trace = Trace().alarm(
        1, "ConnectionFailure", DeviceName="SEP0011AABB0002", IPAddress="10.10.5.78", Reason=reason
    )
    row = wire(tmp_path, trace.until(20))
    assert (row["verdict"], row["device_kind"]) == ("handshake not finished", "phone")
    assert word in str(row["why"])


def test_a_connection_that_is_older_than_the_trace(tmp_path: Path) -> None:
    row = wire(tmp_path, Trace().message(1).message(2).until(20))
    assert (row["verdict"], row["transport"]) == ("unknown", "TLS")


def test_a_changed_certificate_is_told(tmp_path: Path) -> None:
    trace = Trace().created(1.0).certificate(1.1).message(1.2).closed(5).created(6.0, index=13)
    trace.certificate(6.1, cn="peer-new", index=13).message(6.2, index=13)
    (trunk,) = read(tmp_path, trace.until(20)).trunks.to_dict("records")
    assert trunk["remote_cns"] == ["peer-a", "peer-new"]
    assert trunk["certificate_changes"] == [
        f"{PEER}: /C=DE/O=lab/CN=peer-a → /C=DE/O=lab/CN=peer-new at 2024-03-01 10:00:06 UTC"
    ]
