"""Which trunk a peer stands for."""

from reading import Claimer, Reader


def test_names_and_addresses(read: Reader) -> None:
    for host in ("cucm10.example.net", "10.106.95.200"):
        body = f"updateSIPTrunkInfo: routing map: ({host}:5061, 5062, 0)==>TRUNK_TO_CUCM10"
        assert read("trunk_route", "app_info", body).fields == {
            "remote_host": host,
            "remote_port": 5061,
            "local_port": 5062,
            "device": "TRUNK_TO_CUCM10",
        }


def test_other_lines_about_trunks(claims: Claimer) -> None:
    assert not claims("trunk_route", "app_info", "updateSIPTrunkInfo: removing TRUNK_TO_CUCM10")
