"""The SIP stack names the connection of a message."""

from reading import Claimer, Reader

BODY = (
    "//SIP/Stack/Transport/0x0/sipConnectionManagerProcessNewConnMsg: gConnTab=0xb444e0a0, addr=10.10.1.18, "
    "port=51618, connid=11, transport=TCP"
)


def test_a_phone_connects(read: Reader) -> None:
    found = read("connection_seen", "app_info", BODY)
    assert found.fields == {
        "remote_ip": "10.10.1.18",
        "remote_port": 51618,
        "conn_idx": 11,
        "transport_text": "TCP",
    }
    assert found.derived == {"transport_text": "TCP"}


def test_an_empty_transport_is_null(read: Reader) -> None:
    assert read("connection_seen", "app_info", BODY.removesuffix("TCP")).derived == {"transport_text": None}


def test_created_connections_are_others(claims: Claimer) -> None:
    assert not claims("connection_seen", "app_info", BODY.replace("NewConnMsg", "ConnCreated"))
