"""A trunk is up."""

from reading import Claimer, Reader

BODY = (
    "SIPD(16) - transport_register_SIPTURegRes: SIP TRUNK registered: Name=TRUNK_TO_CUCM10 "
    "destAddr=cucm10.example.net "
    "destPort=5061 localPort=5062 TransType=4"
)


def test_a_trunk(read: Reader) -> None:
    for body in (BODY, BODY + " AddrType=0 more"):
        assert read("trunk_registered", "app_info", body).fields == {
            "instance": 16,
            "device": "TRUNK_TO_CUCM10",
            "remote_host": "cucm10.example.net",
            "remote_port": 5061,
            "local_port": 5062,
            "trans_type": 4,
        }


def test_other_lines_of_the_trunk(claims: Claimer) -> None:
    assert not claims(
        "trunk_registered", "app_info", "SIPD(16) - processTspData: \nSIPTrunkSsp:\n localPort=5061"
    )
