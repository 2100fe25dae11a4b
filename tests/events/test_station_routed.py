"""Which phone sits behind a connection."""

from reading import Claimer, Reader

BODY = (
    "SIPStationInit: connID=11, SEP0011AABB1018, 10.10.1.18:51618, Routed signal by connection index "
    "to (1,100,66,7)"
)


def test_a_phone(read: Reader) -> None:
    assert read("station_routed", "app_info", BODY).fields == {
        "conn_idx": 11,
        "device": "SEP0011AABB1018",
        "remote_ip": "10.10.1.18",
        "remote_port": 51618,
        "next_hop": "1,100,66,7",
    }


def test_an_address_with_colons(read: Reader) -> None:
    fields = read("station_routed", "app_info", BODY.replace("10.10.1.18:", "2001:db8::18:")).fields
    assert (fields["remote_ip"], fields["remote_port"]) == ("2001:db8::18", 51618)


def test_other_lines_about_the_connection(claims: Claimer) -> None:
    other = (
        "SIPStationInit: connID=11, SEP0011AABB1018, 10.10.1.18:51618, Received SIPConnControlInd on "
        "a non-shared connection"
    )
    assert not claims("station_routed", "app_info", other)
