"""A feature joins two legs."""

from reading import Claimer, Reader

BODY = (
    "SsJoinReq    |wait     |Cc(1,100,220,1)    |Transferring(1,100,56,2)   |1,100,14,41.12^10.10.1.18^*   |"
    "[R:N-H:0,N:3,L:0,V:0,Z:0,D:0] SsType=33554437 SsKey=2 SsNodeId1=1 SsParty1=19024195 SsNodeId2=1 "
    "SsParty2=19024199 lrnInstruction=0 joinReason=4 mobileCallType=0"
)


def test_a_transfer_is_completed(read: Reader) -> None:
    fields = read("join_request", "sdl_sig", BODY).fields
    assert (fields["ci_a"], fields["ci_b"], fields["join_reason"]) == (19024195, 19024199, 4)
    assert fields["source"] == "Transferring(1,100,56,2)"


def test_without_a_reason(read: Reader) -> None:
    fields = read("join_request", "sdl_sig", BODY.replace("joinReason=4 ", "")).fields
    assert (fields["ci_b"], fields["join_reason"]) == (19024199, None)


def test_a_split_is_no_join(claims: Claimer) -> None:
    assert not claims("join_request", "sdl_sig", BODY.replace("SsJoinReq", "SsSplitReq"))
    assert not claims("join_request", "sdl_sig", BODY.replace("SsJoinReq", "SsJoinRes"))
