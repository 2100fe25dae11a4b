"""A SIP message that CUCM throws away for its size."""

import pytest
from reading import Claimer, Reader

BODY = (
    "SIPTcp - Ignoring large message from 10.10.7.30:[27501]. "
    "Only allow up to 5000 bytes. Resetting connection."
)


def test_with_a_peer(read: Reader) -> None:
    assert read("message_too_large", "app_info", BODY).fields == {
        "remote_ip": "10.10.7.30",
        "remote_port": 27501,
        "limit_bytes": 5000,
    }


def test_without_a_peer(read: Reader) -> None:
    body = "//SIP/SIPTcp/wait_SdlReadRsp:" + BODY.removeprefix("SIPTcp -").replace(
        " from 10.10.7.30:[27501]", ""
    )
    assert read("message_too_large", "app_info", body.replace("5000", "11000")).fields == {
        "remote_ip": None,
        "remote_port": None,
        "limit_bytes": 11000,
    }


def test_masked_and_ipv6_addresses(read: Reader) -> None:
    masked = read("message_too_large", "app_info", BODY.replace("10.10.7.30", "xx.xx.xx.xx")).fields
    assert (masked["remote_ip"], masked["remote_port"]) == ("xx.xx.xx.xx", 27501)
    six = read("message_too_large", "app_info", BODY.replace("10.10.7.30", "2001:db8::30")).fields
    assert (six["remote_ip"], six["remote_port"]) == ("2001:db8::30", 27501)


def test_an_address_without_a_port(read: Reader) -> None:
    fields = read("message_too_large", "app_info", BODY.replace(":[27501]", "")).fields
    assert fields == {"remote_ip": "10.10.7.30", "remote_port": None, "limit_bytes": 5000}


def test_cut_before_the_limit(read: Reader) -> None:
    fields = read("message_too_large", "app_info", BODY.partition(". Only")[0]).fields
    assert fields == {"remote_ip": "10.10.7.30", "remote_port": 27501, "limit_bytes": None}


def test_cut_in_the_port_is_a_problem(read: Reader, claims: Claimer) -> None:
    body = BODY.partition("501]")[0]
    assert claims("message_too_large", "app_info", body)
    with pytest.raises(AssertionError):
        read("message_too_large", "app_info", body)


def test_messages_that_were_taken(claims: Claimer) -> None:
    taken = (
        "//SIP/SIPTcp/wait_SdlReadRsp: Incoming SIP TCP message from 10.10.7.30 "
        "on port 5060 index 7 with 90 bytes:"
    )
    assert not claims("message_too_large", "app_info", taken)
    assert not claims("message_too_large", "app_info", "SIPTcp - SdlRead bufferLen=1448")
