"""What DNS said of a peer's name."""

from reading import Claimer, Reader

BODY = "SIPDns - wait_SdlGetHostByNameRsp: hostname=cucm10.example.net, IP=10.106.95.200:5061, next query=0\n"


def test_an_address_came_back(read: Reader) -> None:
    assert read("host_resolved", "app_info", BODY).fields == {
        "hostname": "cucm10.example.net",
        "remote_ip": "10.106.95.200",
        "remote_port": 5061,
        "next_query": 0,
    }


def test_none_came_back(read: Reader) -> None:
    for answer in ("IP=", "IP= "):
        fields = read("host_resolved", "app_info", BODY.replace("IP=10.106.95.200:5061", answer)).fields
        assert (fields["remote_ip"], fields["remote_port"], fields["next_query"]) == (None, None, 0)


def test_ipv6_and_no_port(read: Reader) -> None:
    six = read("host_resolved", "app_info", BODY.replace("10.106.95.200", "2001:db8::200")).fields
    assert (six["remote_ip"], six["remote_port"]) == ("2001:db8::200", 5061)
    bare = read("host_resolved", "app_info", BODY.replace(":5061", "")).fields
    assert (bare["remote_ip"], bare["remote_port"], bare["next_query"]) == ("10.106.95.200", None, 0)


def test_cut_behind_the_name(read: Reader) -> None:
    fields = read("host_resolved", "app_info", BODY.partition(", IP")[0]).fields
    assert fields == {
        "hostname": "cucm10.example.net",
        "remote_ip": None,
        "remote_port": None,
        "next_query": None,
    }


def test_the_query_is_another_line(claims: Claimer) -> None:
    assert not claims(
        "host_resolved", "app_info", "SIPDns - copySpiToSdl: DNS req type 3, query preferred type 0"
    )
