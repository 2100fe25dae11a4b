"""Two legs admitted together."""

from reading import Claimer, Reader

BODY = (
    "PolicyAndCACAssociateReq |wait |ReservationMgr(1,100,110,1) |Cdcc(1,100,219,16) "
    "|1,100,14,41.7^10.10.1.18^* |"
    "[R:N-H:0,N:1,L:0,V:0,Z:0,D:0] CI= 19024195  aCI=19024195 bCI=19024196 isASerCI=F isBSerCI=F sendResp=T"
)


def test_both_signals(read: Reader) -> None:
    for name in ("PolicyAndCACAssociateReq", "CACAssociateReq"):
        found = read("policy_pair", "sdl_sig", BODY.replace("PolicyAndCACAssociateReq", name))
        assert (found.fields["signal"], found.fields["ci_a"], found.fields["ci_b"]) == (
            name,
            19024195,
            19024196,
        )
        assert found.derived == {"ci_b": 19024196}


def test_no_partner_yet(read: Reader) -> None:
    assert read("policy_pair", "sdl_sig", BODY.replace("bCI=19024196", "bCI=0")).derived == {"ci_b": None}


def test_other_admission_signals(claims: Claimer) -> None:
    assert not claims("policy_pair", "sdl_sig", BODY.replace("AssociateReq", "AssociateRes"))
    assert not claims(
        "policy_pair", "sdl_sig", BODY.replace("PolicyAndCACAssociateReq", "PolicyAndRSVPRegisterReq")
    )
