"""An alarm as the record that holds it, parameter by parameter."""

import pytest
from reading import Claimer, Reader

HEAD = (
    "AlarmClass: CallManager, AlarmName: ConnectionFailure, AlarmSeverity: Error, AlarmMessage: , "
    "AlarmDescription: Unified CM failed to open a TLS connection for the indicated device, AlarmParameters: "
)
TRAILER = "AppID:Cisco CallManager, ClusterID:StandAloneCluster, NodeID:cucm1,"
BODY = (
    HEAD
    + "DeviceName:SEP0011AABB0001, IPAddress:10.10.1.21, IPV6Address:, DeviceType:684, Reason:2, "
    + TRAILER
)


def test_a_tls_connection_that_failed(read: Reader) -> None:
    found = read("alarm", "alarm_err", BODY)
    assert found.fields == {
        "alarm_class": "CallManager",
        "alarm_name": "ConnectionFailure",
        "severity": "Error",
        "description": "Unified CM failed to open a TLS connection for the indicated device",
    }
    assert found.derived == {
        "description": "Unified CM failed to open a TLS connection for the indicated device",
        "device": "SEP0011AABB0001",
        "remote_ip": "10.10.1.21",
        "listening_port": None,
        "protocol": None,
        "device_type": 684,
        "device_description": None,
        "reason": 2,
        "reason_text": None,
        "last_signal": None,
        "peers": None,
        "node_name": "cucm1",
    }


def test_a_phone_that_did_not_register(read: Reader) -> None:
    body = HEAD.replace("ConnectionFailure", "EndPointTransientConnection") + (
        " ConnectingPort:5061, DeviceName:SEP0011AABB0003, DeviceType:684, Reason:29, Protocol:SIP, "
        "MACAddress:0011AABB0003, LastSignalReceived:DbStationAutoRegisterErr, StationState:wait_register, "
    )
    found = read("alarm", "alarm_err", body + TRAILER)
    assert found.fields["alarm_name"] == "EndPointTransientConnection"
    assert {key: value for key, value in found.derived.items() if value is not None} == {
        "description": "Unified CM failed to open a TLS connection for the indicated device",
        "device": "SEP0011AABB0003",
        "listening_port": 5061,
        "device_type": 684,
        "reason": 29,
        "protocol": "SIP",
        "last_signal": "DbStationAutoRegisterErr",
        "node_name": "cucm1",
    }


def test_a_description_with_a_comma(read: Reader) -> None:
    body = HEAD + "DeviceName:SEP0011AABB0002, Description:Desk 2, window side, Reason:13, " + TRAILER
    derived = read("alarm", "alarm_err", body).derived
    assert (derived["device_description"], derived["reason"]) == ("Desk 2, window side", 13)


def test_a_parameter_without_a_name(read: Reader) -> None:
    body = HEAD + (
        " DeviceName:null, UNKNOWN_PARAMNAME:IPv4Address:10.10.1.22/24, UNKNOWN_PARAMNAME:IPv6Address:::, "
        "UNKNOWN_PARAMTYPE:StatusCode:3, "
    )
    found = read("alarm", "alarm_err", body + TRAILER)
    assert (found.derived["device"], found.derived["remote_ip"]) == (None, "10.10.1.22")
    assert found.items["pair"][2:4] == [
        {"key": "IPv6Address", "value": "::"},
        {"key": "StatusCode", "value": "3"},
    ]


def test_a_reason_in_words(read: Reader) -> None:
    body = HEAD + (
        "PolicyDecisionPoint: https://policy.example.net:445/RPC2/ , FailedToConnectReason:Invalid URI, "
    )
    derived = read("alarm", "alarm_err", body + TRAILER).derived
    assert (derived["peers"], derived["reason_text"]) == (
        "https://policy.example.net:445/RPC2/",
        "Invalid URI",
    )
    assert (derived["reason"], derived["device"]) == (None, None)


def test_no_parameters(read: Reader) -> None:
    found = read("alarm", "alarm_err", HEAD.strip())
    assert found.fields["alarm_name"] == "ConnectionFailure"
    assert found.items["pair"] == []
    assert (found.derived["device"], found.derived["reason"]) == (None, None)


def test_a_message_between_severity_and_description(read: Reader) -> None:
    fields = read("alarm", "alarm_err", BODY.replace("AlarmMessage: ,", "AlarmMessage: words, more,")).fields
    assert fields["description"] == "Unified CM failed to open a TLS connection for the indicated device"


def test_cut_in_the_parameters(read: Reader) -> None:
    derived = read("alarm", "alarm_err", BODY.partition(", DeviceType")[0]).derived
    assert (derived["remote_ip"], derived["device_type"], derived["node_name"]) == ("10.10.1.21", None, None)


def test_without_a_name_is_a_problem(read: Reader, claims: Claimer) -> None:
    body = "AlarmClass: CallManager, AlarmSeverity: Error"
    assert claims("alarm", "alarm_err", body)
    with pytest.raises(AssertionError):
        read("alarm", "alarm_err", body)


def test_the_record_in_words_is_another_family(claims: Claimer) -> None:
    assert not claims("alarm", "app_info", "ConnectionFailure - Unified CM failed")
