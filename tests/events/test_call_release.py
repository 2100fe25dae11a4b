"""A leg is released, with its cause."""

from reading import Claimer, Reader

COLUMNS = (
    "{} |restart0 |LineControl(1,100,174,21) |Cdcc(1,100,219,30) |1,100,14,41.12^10.10.1.18^* "
    "|[R:N-H:0,N:1,L:0,V:0,Z:0,D:0] "
)
CLEARING = (
    "CI=17004051 CI.branch=0  clearType=0 c.l=1 c.cid=8 c.cs=0 c.lc=0 c.r=0 cv={} FDataType=0opId=0ssType=0 "
)
REQUEST = (
    CLEARING + "resultExp=Fbpda=F OnBehalf=Media rfr=0 forcedClear=F pi: 0 mediaCause={} CAL={{v=ffffffff}}"
)
NOTHING = {"on_behalf_of": None, "media_cause": None}
PLACES = {
    "state": "restart0",
    "destination": "LineControl(1,100,174,21)",
    "source": "Cdcc(1,100,219,30)",
    "tag": "1,100,14,41.12^10.10.1.18^*",
    "ci": 17004051,
}


def test_call_control_clears_for_want_of_media(read: Reader) -> None:
    found = read("call_release", "sdl_sig", COLUMNS.format("CcDisconnReq") + REQUEST.format(47, 1))
    assert found.fields == PLACES | {
        "signal": "CcDisconnReq",
        "cause": 47,
        "on_behalf_of": "Media",
        "media_cause": 1,
    }
    assert found.derived == {"cause": 47, "media_cause": 1}


def test_a_party_hangs_up(read: Reader) -> None:
    body = (
        COLUMNS.format("CcDisconnInd")
        + CLEARING.format(16).replace("clearType=0 ", "")
        + "globalDisconnect=F"
    )
    found = read("call_release", "sdl_sig", body)
    assert found.fields == PLACES | NOTHING | {"signal": "CcDisconnInd", "cause": 16}


def test_the_release_that_follows_spells_the_cause_in_capitals(read: Reader) -> None:
    body = COLUMNS.format("CcRelInd") + CLEARING.format(41).replace(" cv=", " CV=") + "isDeskPickup=F"
    assert read("call_release", "sdl_sig", body).fields == PLACES | NOTHING | {
        "signal": "CcRelInd",
        "cause": 41,
    }


def test_no_cause_is_null(read: Reader) -> None:
    zeros = read("call_release", "sdl_sig", COLUMNS.format("CcDisconnReq") + REQUEST.format(0, 0))
    assert (zeros.fields["cause"], zeros.derived) == (0, {"cause": None, "media_cause": None})
    without = read("call_release", "sdl_sig", COLUMNS.format("CcRelInd") + "CI=17004051 CI.branch=0  c.l=0 ")
    assert (without.fields["ci"], without.derived["cause"]) == (17004051, None)


def test_withheld_and_saved(read: Reader) -> None:
    withheld = COLUMNS.format("CcDisconnReq").partition("[R:")[0]
    for body in (withheld + "*TraceFlagOverrode", withheld):
        fields = read("call_release", "sdl_sig", body).fields
        assert (fields["ci"], fields["cause"]) == (None, None)
        assert fields["destination"] == "LineControl(1,100,174,21)"


def test_cut_in_the_numbers(read: Reader) -> None:
    body = COLUMNS.format("CcDisconnReq") + REQUEST.format(47, 1).partition(" OnBehalf")[0]
    assert read("call_release", "sdl_sig", body).fields == PLACES | NOTHING | {
        "signal": "CcDisconnReq",
        "cause": 47,
    }


def test_the_request_to_release_has_no_cause_and_is_left_alone(claims: Claimer) -> None:
    assert not claims(
        "call_release", "sdl_sig", COLUMNS.format("CcRelReq") + "CI=17004051 CI.branch=0  c.l=0"
    )
    assert not claims("call_release", "sdl_sig", COLUMNS.format("CcDisconnReqX"))
