"""A connection broke."""

from reading import Claimer, Reader

BODY = (
    "//SIP/Stack/Transport/0x0/sipConnectionManagerProcessSocketExcept: gConnTab=0xb444e0a0, "
    "addr=10.10.1.18, "
    "port=51618, connid=11, transport="
)


def test_the_transport_is_printed_empty(read: Reader) -> None:
    found = read("connection_exception", "app_info", BODY)
    assert found.fields == {
        "remote_ip": "10.10.1.18",
        "remote_port": 51618,
        "conn_idx": 11,
        "transport_text": None,
    }


def test_a_transport_is_kept(read: Reader) -> None:
    assert read("connection_exception", "app_info", BODY + "TLS\nOver TCP").derived == {
        "transport_text": "TLS Over TCP"
    }


def test_the_text_without_an_address_is_left_alone(claims: Claimer) -> None:
    other = (
        "//SIP/Stack/{}/0x0/sipConnectionManagerProcessSocketExcept: Handling TCP reset for all "
        "contexts on connection"
    )
    assert claims("connection_exception", "app_info", BODY)
    assert not claims("connection_exception", "app_info", other.format("Info"))
    assert not claims("connection_exception", "app_info", other.format("Transport"))
