"""A leg registers with location bandwidth management."""

from reading import Claimer, Reader


def test_a_leg_and_its_process(read: Reader) -> None:
    for end in ("", " dev 0xc9000c0", " dev 0xc9000c0\nwords"):
        fields = read(
            "location_register", "app_info", "LBMIF: CI: 19024195 REGISTER 1,100,75,40" + end
        ).fields
        assert fields == {"ci": 19024195, "process": "1,100,75,40"}


def test_other_lines_of_location(claims: Claimer) -> None:
    assert not claims(
        "location_register", "app_info", "LBMIF: CI: 19024195 UNREG    1,100,75,40 dev 0xc9000c0"
    )
    assert not claims("location_register", "app_info", "LBMIF: CI: 19024195 ASSOC    19024196")
