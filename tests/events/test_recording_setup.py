"""A leg to a recorder is set up."""

from reading import Claimer, Reader

BODY = "CcSetupReq onBehalfOf=Recording refCI=19024196, CI=19024205"


def test_the_recorder_and_what_it_records(read: Reader) -> None:
    for body in (BODY, BODY.replace(", ", ",") + " "):
        assert read("recording_setup", "app_info", body).fields == {"ref_ci": 19024196, "ci": 19024205}


def test_another_feature_is_no_recorder(claims: Claimer) -> None:
    assert not claims("recording_setup", "app_info", BODY.replace("Recording", "Transfer"))
