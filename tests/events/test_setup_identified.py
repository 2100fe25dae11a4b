"""A phone's dialog gets its call identifier."""

from reading import Claimer, Reader

BODY = "INFO: SIPStationCdfc::processSIPSetupInd ci = 19024195, ccbId = 33"


def test_leg_and_dialog_are_one(read: Reader) -> None:
    for body in (BODY, BODY + " holdFid = 0 mCallInfo.getOffHookWithFeature = 0", BODY + "\nwords"):
        assert read("setup_identified", "app_info", body).fields == {"ci": 19024195, "ccb_id": 33}


def test_the_dialling_line_is_another(claims: Claimer) -> None:
    assert not claims(
        "setup_identified", "app_info", "INFO: SIPStationCdfc::processSIPSetupInd enbloc dialing, numDigits=4"
    )
    assert not claims(
        "setup_identified", "app_info", "INFO: star_SIPHoldReqOffer ci = 19024195, ccbId = 33 holdFid = 4"
    )
