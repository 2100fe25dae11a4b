"""A device or line is known on the node."""

from reading import Claimer, Reader

BODY = (
    "SMDMSharedData::findLocalDevice - Name=TRUNK_TO_CUCM10 Key=0a1b2c3d-4e5f-4061-8293-a4b5c6d7e8f9 "
    "isActvie=1 "
    "Pid=(1,74,16) found"
)


def test_a_trunk(read: Reader) -> None:
    assert read("device_found", "app_info", BODY).fields == {
        "device": "TRUNK_TO_CUCM10",
        "key": "0a1b2c3d-4e5f-4061-8293-a4b5c6d7e8f9",
        "active": 1,
        "process": "1,74,16",
    }


def test_lines_ports_and_names_with_blanks(read: Reader) -> None:
    for name in (
        "1003:8a7b6c5d-1122-4334-9556-a1b2c3d4e5f6",
        "1001:",
        "S0/SU2/DS1-0@gw.example.net",
        "A trunk",
    ):
        assert (
            read("device_found", "app_info", BODY.replace("TRUNK_TO_CUCM10", name)).fields["device"] == name
        )


def test_a_device_that_was_not_found(claims: Claimer) -> None:
    assert not claims(
        "device_found", "app_info", "SMDMSharedData::findLocalDevice - Name=TRUNK_TO_CUCM10 Key= NOT known"
    )
