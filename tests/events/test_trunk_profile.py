"""The configuration of a trunk, as its process prints it at its start."""

import pytest
from reading import Claimer, Reader

HEAD = "SIPD(16) - processTspData: \nSIPTrunkSsp:\n"
SECURE = (
    " addrList=\ncucm10.example.net||5061\n10.106.95.200||5065\n deviceName=TRUNK_TO_CUCM10\n"
    " localPort=5061\n"
    " TransType=3\n\n AllowSrtp=1\n AllowSrtpFB=0\n TransSecurityStatus=3\n AsciiProtocol=SIP Trunk\n"
    " X509SubjectName=cucm10.example.net, cucm10b.example.net\n IncomingTransport=3\n OutgoingTransport=3\n"
    " SecurityMode=3\n MTPRequired=false\n RunOnAllNodes=true\n mOPTIONSPingEnabled=true\n"
    " mPingIntervalINS=60\n mPingIntervalOOS=120\n"
)


def test_an_encrypted_trunk(read: Reader) -> None:
    found = read("trunk_profile", "app_info", HEAD + SECURE)
    assert found.fields == {"instance": 16}
    assert found.derived == {
        "device": "TRUNK_TO_CUCM10",
        "destinations": "cucm10.example.net:5061 10.106.95.200:5065",
        "local_port": 5061,
        "trans_type": 3,
        "incoming_transport": 3,
        "outgoing_transport": 3,
        "security_mode": 3,
        "x509_subject_names": "cucm10.example.net, cucm10b.example.net",
        "srtp_allowed": 1,
        "srtp_fallback": 0,
        "trans_security_status": 3,
        "options_ping": "true",
        "ping_interval_in_service": 60,
        "ping_interval_out_of_service": 120,
        "mtp_required": "false",
        "run_on_all_nodes": "true",
    }


def test_every_key_of_the_dump_is_kept_in_order(read: Reader) -> None:
    pairs = read("trunk_profile", "app_info", HEAD + SECURE).items["pair"]
    assert pairs[0] == {"key": "addrList"}
    assert pairs[6] == {"key": "TransSecurityStatus", "value": "3"}
    assert pairs[7] == {"key": "AsciiProtocol", "value": "SIP Trunk"}


def test_a_plain_trunk_expects_no_name(read: Reader) -> None:
    body = HEAD + " addrList=\n X509SubjectName=\n SecurityMode=1\n IncomingTransport=4"
    derived = read("trunk_profile", "app_info", body).derived
    assert (derived["x509_subject_names"], derived["security_mode"]) == (None, 1)
    assert (derived["incoming_transport"], derived["destinations"], derived["device"]) == (4, None, None)


def test_several_keys_on_one_line(read: Reader) -> None:
    body = (
        HEAD
        + " X509SubjectName=  AllowSrtp=0  AsciiProtocol=SIP Trunk  SecurityMode=1\r\n localPort= 5060 \r\n"
    )
    found = read("trunk_profile", "app_info", body)
    assert [pair["key"] for pair in found.items["pair"]] == [
        "X509SubjectName",
        "AllowSrtp",
        "AsciiProtocol",
        "SecurityMode",
        "localPort",
    ]
    assert found.derived["x509_subject_names"] is None
    assert (found.derived["security_mode"], found.derived["local_port"]) == (1, 5060)


def test_a_value_may_hold_equals_signs_and_single_blanks(read: Reader) -> None:
    derived = read("trunk_profile", "app_info", HEAD + " X509SubjectName=CN=a.example.net O=b").derived
    assert derived["x509_subject_names"] == "CN=a.example.net O=b"


def test_a_peer_with_a_second_address(read: Reader) -> None:
    found = read("trunk_profile", "app_info", HEAD + " addrList=\nh.example.net|2001:db8::9|5061\n")
    assert found.items["peer"] == [{"host": "h.example.net", "second_host": "2001:db8::9", "port": "5061"}]
    assert found.derived["destinations"] == "h.example.net:5061"


def test_lines_without_a_key_are_passed_over(read: Reader) -> None:
    derived = read("trunk_profile", "app_info", HEAD + "\n\nwhat is this\n SecurityMode=3\n ]]\n").derived
    assert derived["security_mode"] == 3


def test_a_number_that_is_none_is_null(read: Reader) -> None:
    derived = read("trunk_profile", "app_info", HEAD + " SecurityMode=high\n localPort=").derived
    assert (derived["security_mode"], derived["local_port"]) == (None, None)


def test_cut_in_the_dump(read: Reader) -> None:
    derived = read("trunk_profile", "app_info", (HEAD + SECURE).partition("IncomingTr")[0] + "Incom").derived
    assert (derived["srtp_allowed"], derived["incoming_transport"], derived["security_mode"]) == (
        1,
        None,
        None,
    )


def test_the_head_alone(read: Reader) -> None:
    assert read("trunk_profile", "app_info", "SIPD(3) - processTspData: ").fields == {"instance": 3}


def test_words_behind_the_head_are_a_problem(read: Reader, claims: Claimer) -> None:
    body = "SIPD(3) - processTspData: done"
    assert claims("trunk_profile", "app_info", body)
    with pytest.raises(AssertionError):
        read("trunk_profile", "app_info", body)


def test_other_lines_of_a_trunk(claims: Claimer) -> None:
    assert not claims("trunk_profile", "app_info", "SIPD(3) - restart0_CcSetupReq: Adding CI 17004051")
