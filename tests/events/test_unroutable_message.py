"""A message of a peer that nobody knows, in its three lines."""

from reading import Claimer, Reader

CONNECTION = "SIPStationInit: Unable to route SIP msg with connId 318"
DEVICE = (
    "SIPStationInit: forwardSIPSignal Unable to route message, Cannot find the SIP Device with "
    "Name=10.10.9.77, Source Port=5060, IpAddress Type=0"
)
PROCESS = (
    "SIPStationInit: Could not find SIPStationD process for incoming msg on TCP "
    "(ccbid=9420 tcpindex=318 socket=10.10.9.77:39144)"
)
NOTHING = dict.fromkeys(
    ("conn_idx", "name", "source_port", "address_type", "transport", "ccb_id", "remote_ip", "remote_port")
)


def test_by_its_connection(read: Reader) -> None:
    assert read("unroutable_message", "app_info", CONNECTION).fields == NOTHING | {
        "reason": "Unable to route SIP msg",
        "conn_idx": 318,
    }


def test_by_its_address(read: Reader) -> None:
    assert read("unroutable_message", "app_info", DEVICE).fields == NOTHING | {
        "reason": "Cannot find the SIP Device",
        "name": "10.10.9.77",
        "source_port": 5060,
        "address_type": 0,
    }


def test_by_its_process(read: Reader) -> None:
    assert read("unroutable_message", "app_info", PROCESS).fields == NOTHING | {
        "reason": "Could not find SIPStationD process",
        "transport": "TCP",
        "ccb_id": 9420,
        "conn_idx": 318,
        "remote_ip": "10.10.9.77",
        "remote_port": 39144,
    }


def test_an_address_with_colons(read: Reader) -> None:
    fields = read("unroutable_message", "app_info", PROCESS.replace("10.10.9.77", "2001:db8::77")).fields
    assert (fields["remote_ip"], fields["remote_port"]) == ("2001:db8::77", 39144)


def test_cut_lines(read: Reader) -> None:
    fields = read("unroutable_message", "app_info", PROCESS.partition(" (ccbid")[0]).fields
    assert (fields["transport"], fields["conn_idx"]) == ("TCP", None)
    fields = read("unroutable_message", "app_info", DEVICE.partition("10.10")[0]).fields
    assert (fields["reason"], fields["name"]) == ("Cannot find the SIP Device", None)
    fields = read("unroutable_message", "app_info", CONNECTION.partition(" with")[0]).fields
    assert fields["conn_idx"] is None


def test_messages_that_were_routed(claims: Claimer) -> None:
    routed = (
        "SIPStationInit: connID=11, SEP0011AABB1018, 10.10.1.18:51618, "
        "Routed signal by connection index to (1,100,66,7)"
    )
    assert not claims("unroutable_message", "app_info", routed)
    assert not claims("unroutable_message", "app_info", "SIPStationInit: forwardSIPSignal: dialog=7")
