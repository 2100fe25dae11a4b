"""An alarm in words, label by label."""

from reading import Claimer, Reader

TRAILER = " App ID:Cisco CallManager Cluster ID:StandAloneCluster Node ID:cucm1"
FAILURE = (
    "ConnectionFailure - Unified CM failed to open a TLS connection for the indicated device "
    "Device Name:SEP0011AABB0001 IP Address:10.10.1.21 IPV6Address: Device type:684 Reason code:2" + TRAILER
)


def test_a_tls_connection_that_failed(read: Reader) -> None:
    found = read("alarm_text", "app_info", FAILURE)
    assert found.fields == {
        "alarm_name": "ConnectionFailure",
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
    body = (
        "EndPointTransientConnection - An endpoint attempted to register but did not complete registration "
        "Connecting Port:5061 Device name:SEP0011AABB0003 Device type:684 Reason Code:29 Protocol:SIP "
        "Device MAC address:0011AABB0003 LastSignalReceived:DbStationAutoRegisterErr "
        "StationState:wait_register" + TRAILER
    )
    found = read("alarm_text", "app_info", body)
    assert {key: value for key, value in found.derived.items() if value is not None} == {
        "description": "An endpoint attempted to register but did not complete registration",
        "device": "SEP0011AABB0003",
        "listening_port": 5061,
        "device_type": 684,
        "reason": 29,
        "protocol": "SIP",
        "last_signal": "DbStationAutoRegisterErr",
        "node_name": "cucm1",
    }
    assert {"key": "Device MAC address", "value": "0011AABB0003"} in found.items["pair"]


def test_a_description_of_several_words(read: Reader) -> None:
    body = (
        "EndPointUnregistered - An endpoint has unregistered Device name:SEP0011AABB0002 "
        "Device IP address:10.10.1.22"
    )
    derived = read("alarm_text", "app_info", body + " Device description:Desk 2 east Reason Code:13").derived
    assert (derived["device_description"], derived["reason"]) == ("Desk 2 east", 13)
    assert derived["remote_ip"] == "10.10.1.22"


def test_the_label_inside_the_sentence_is_none(read: Reader) -> None:
    body = (
        "DeviceTypeMismatch - mismatch of that device Name of device:SEP0011AABB0004 Database device type:537"
    )
    found = read("alarm_text", "app_info", body)
    assert found.fields["description"] == "mismatch of that device"
    assert found.derived["device"] == "SEP0011AABB0004"
    assert found.items["pair"][1] == {"key": "Database device type", "value": "537"}


def test_an_address_with_a_scheme(read: Reader) -> None:
    body = (
        "ConnectionFailureToPDP - A connection request failed Policy Decision Point: "
        "https://policy.example.net:445/RPC2/ The cause of the connection failure:Invalid URI" + TRAILER
    )
    found = read("alarm_text", "app_info", body)
    assert found.fields == {
        "alarm_name": "ConnectionFailureToPDP",
        "description": "A connection request failed",
    }
    assert found.derived["peers"] == "https://policy.example.net:445/RPC2/"
    assert found.derived["reason_text"] == "Invalid URI"


def test_cut_behind_the_name(read: Reader) -> None:
    found = read("alarm_text", "app_info", "SIPTrunkOOS - ")
    assert found.fields == {"alarm_name": "SIPTrunkOOS", "description": None}
    assert (found.derived["device"], found.derived["reason"]) == (None, None)


def test_lines_that_only_begin_alike(claims: Claimer) -> None:
    assert claims("alarm_text", "app_info", FAILURE)
    assert not claims("alarm_text", "app_info", "DeviceImageDownloadStart: deviceName: SEP0011AABB0001")
    assert not claims("alarm_text", "app_info", "EndPointUnregisteredList - x")
