"""A feature takes a leg out of its call."""

from reading import Claimer, Reader

BODY = (
    "SsSplitReq    |wait     |Cc(1,100,220,1)    |Transferring(1,100,56,2)   |1,100,14,41.12^10.10.1.18^*   |"
    "[R:N-H:0,N:3,L:0,V:0,Z:0,D:0] SsType=33554437 SsKey=2 SsNode=1 SsParty=19024196 splitReason=4 "
    "MohActAfterSplit= 0"
)


def test_a_transfer_begins(read: Reader) -> None:
    fields = read("split_request", "sdl_sig", BODY).fields
    assert (fields["ci"], fields["split_reason"], fields["tag"]) == (
        19024196,
        4,
        "1,100,14,41.12^10.10.1.18^*",
    )


def test_without_a_reason(read: Reader) -> None:
    fields = read("split_request", "sdl_sig", BODY.partition(" splitReason")[0]).fields
    assert (fields["ci"], fields["split_reason"]) == (19024196, None)


def test_a_join_is_no_split(claims: Claimer) -> None:
    assert not claims("split_request", "sdl_sig", BODY.replace("SsSplitReq", "SsJoinReq"))
