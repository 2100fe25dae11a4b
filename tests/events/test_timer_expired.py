"""A timer of the SIP stack ran out."""

import pytest
from reading import Claimer, Reader

BODY = (
    "//SIP/SIPHandler/ccbId=9431/scbId=2/wait_SIPTimer: "
    "TimerExpired type=SIP_TIMER_TRYING value=500 retries=6"
)


def test_nobody_answers(read: Reader) -> None:
    assert read("timer_expired", "app_info", BODY).fields == {
        "ccb_id": 9431,
        "scb_id": 2,
        "timer": "SIP_TIMER_TRYING",
        "value_ms": 500,
        "retries": 6,
    }


def test_the_other_spelling_and_no_dialog(read: Reader) -> None:
    body = BODY.replace("wait_SIPTimer:", "wait_SIPTimerSP:").replace("ccbId=9431", "ccbId=0")
    found = read("timer_expired", "app_info", body)
    assert (found.fields["timer"], found.fields["retries"]) == ("SIP_TIMER_TRYING", 6)
    assert found.derived == {"ccb_id": None}


def test_cut_behind_the_name(read: Reader) -> None:
    fields = read("timer_expired", "app_info", BODY.partition(" value")[0]).fields
    assert (fields["timer"], fields["value_ms"], fields["retries"]) == ("SIP_TIMER_TRYING", None, None)


def test_without_a_name_is_a_problem(read: Reader, claims: Claimer) -> None:
    body = BODY.partition("SIP_TIMER")[0]
    assert claims("timer_expired", "app_info", body)
    with pytest.raises(AssertionError):
        read("timer_expired", "app_info", body)


def test_timers_that_start_and_stop(claims: Claimer) -> None:
    for function in ("sip_start_timer: timerContext=0xe65b3150", "sip_stop_timer: timerContext=0xe65b3150"):
        body = f"//SIP/SIPHandler/ccbId=0/scbId=0/{function} type=SIP_TIMER_TRYING value=500 retries=6"
        assert not claims("timer_expired", "app_info", body)
