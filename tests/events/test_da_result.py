"""The signal that brings the result of digit analysis."""

from reading import Claimer, Reader

COLUMNS = "DaRes     |setup_da    |Cdcc(1,100,219,16)   |Da(1,100,211,1)   |1,100,14,41.7^10.10.1.18^*  |"


def test_a_match(read: Reader) -> None:
    body = COLUMNS + (
        "[R:N-H:0,N:0,L:0,V:0,Z:0,D:0] CI=19024195 Dial ForegoPotentialMatches OffNet "
        "PretransformCgpn=tn=0npi=0ti=1"
        "nd=1018pi=0si1 Cgpn=tn=0npi=0ti=1nd=1018pi=0si1 "
        "DialingPartition=8a7b6c5d-1122-4334-9556-a1b2c3d4e5f6 "
        "DialingPattern=9.! DialingRPRE=(9)([0-9]+) PID=(1,74,16) PretransformCdpn=tn=0npi=0ti=1nd=98pi=0si0 "
        "CollectedDigits=tn=0npi=0ti=1nd=+12025559898pi=0si0 Tags=ACCESS-CODE "
        "isCgpnNonPreemptable=FpatternUsage =5"
    )
    fields = read("da_result", "sdl_sig", body).fields
    assert (fields["ci"], fields["action"], fields["potential"]) == (
        19024195,
        "Dial",
        "ForegoPotentialMatches",
    )
    assert (fields["network"], fields["pattern"], fields["process"]) == ("OffNet", "9.!", "1,74,16")
    assert fields["partition"] == "8a7b6c5d-1122-4334-9556-a1b2c3d4e5f6"
    assert fields["called"] == "+12025559898"


def test_a_match_in_no_partition(read: Reader) -> None:
    body = COLUMNS + (
        "[R:N-H:0,N:0,L:0,V:0,Z:0,D:0] CI=19024195 Dial NoPotentialMatchesExist OnNet DialingPartition= "
        "DialingPattern=1003 DialingRPRE=(1003) PID=(1,174,26)"
    )
    fields = read("da_result", "sdl_sig", body).fields
    assert (fields["partition"], fields["pattern"], fields["called"]) == (None, "1003", None)


def test_digits_are_missing(read: Reader) -> None:
    body = COLUMNS + (
        "[R:N-H:0,N:0,L:0,V:0,Z:0,D:0] CI=19024195 Block PotentialMatchesExist OnNetpatternUsage "
        "=2requestID =0"
    )
    fields = read("da_result", "sdl_sig", body).fields
    assert (fields["action"], fields["potential"], fields["network"]) == (
        "Block",
        "PotentialMatchesExist",
        "OnNet",
    )
    assert fields["pattern"] is None and fields["process"] is None


def test_a_discarded_signal_has_no_data(read: Reader) -> None:
    assert read("da_result", "sdl_sig", COLUMNS).fields["action"] is None


def test_a_request_is_not_a_result(claims: Claimer) -> None:
    assert not claims("da_result", "sdl_sig", COLUMNS.replace("DaRes", "DaReq"))
