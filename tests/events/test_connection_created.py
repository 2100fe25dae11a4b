"""CUCM opened a connection."""

from reading import Claimer, Reader

BODY = (
    "//SIP/Stack/Transport/0x0/sipConnectionManagerProcessConnCreated: gConnTab=0xb444c150, "
    "addr=10.106.95.200, "
    "port=5061, connid=12, transport=TLS Over TCP"
)


def test_a_tls_connection(read: Reader) -> None:
    assert read("connection_created", "app_info", BODY).fields == {
        "remote_ip": "10.106.95.200",
        "remote_port": 5061,
        "conn_idx": 12,
        "transport_text": "TLS Over TCP",
    }


def test_a_plain_connection(read: Reader) -> None:
    body = BODY.replace("TLS Over TCP", "TCP")
    assert read("connection_created", "app_info", body).fields["transport_text"] == "TCP"


def test_a_page_breaks_the_line_anywhere(read: Reader) -> None:
    found = read("connection_created", "app_info", BODY.replace(" ", "\n") + "\nThe port is 5061.")
    assert (found.fields["remote_port"], found.derived["transport_text"]) == (5061, "TLS Over TCP")


def test_accepted_connections_are_others(claims: Claimer) -> None:
    assert not claims("connection_created", "app_info", BODY.replace("ConnCreated", "NewConnMsg"))
