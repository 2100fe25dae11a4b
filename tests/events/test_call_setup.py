"""A call set-up inside call control."""

from reading import Claimer, Reader

REQ = (
    "CcSetupReq      |restart0     |SIPD(1,100,74,16)       |Cdcc(1,100,219,16)      "
    "|1,100,14,41.7^10.10.1.18^*    |"
    "[R:N-H:0,N:4,L:0,V:0,Z:0,D:0] CI=19024196 CI.branch=0  FQCGPN=ti=1nd=+12025550118pi=0si1 "
    "preXCgpn=tn=0npi=0ti=1nd=1111pi=0si1 "
    "cgpn=tn=0npi=0ti=1nd=1018User=Host=cucm-a-pub.example.netPort=0pi=1si1 "
    "cName=locale: 1 Name: Desk Eighteen pi: 1 "
    "DD=tn=0npi=1ti=1nd=9898User=9898Host=cucm-a-pub.example.netpi=0si1 "
    "origDD=tn=0npi=1ti=1nd=2222User=2222pi=0si1 cdPat=98XX cdpn=tn=0npi=0ti=1nd=+12025559898pi=1si1 "
    "cdpnVMbox= "
    "ctiCCMId=1 cgPtyDev=SEP0011AABB1018 callInst=1"
)
IND = (
    "CcSetupInd      |restart0   |LineControl(1,100,174,26)  |SIPCdpc(1,100,75,40)   "
    "|1,100,14,41.7^10.10.1.18^*  |"
    "[R:N-H:0,N:2,L:0,V:0,Z:0,D:0] CI=19024195 CI.branch=0  AAR=tn=0npi=0ti=1nd=1018pi=1si1 cgpnVM= "
    "DD=pi=0si1 cdPat= "
    "cdpn=tn=0npi=1ti=1nd=9898User=9898Host=cucm-a-pub.example.netpi=0si1 GCI=1|2031 featCallType=0"
)


def test_towards_a_leg(read: Reader) -> None:
    fields = read("call_setup", "sdl_sig", REQ).fields
    assert (fields["signal"], fields["ci"], fields["destination"]) == (
        "CcSetupReq",
        19024196,
        "SIPD(1,100,74,16)",
    )
    assert (fields["calling"], fields["dialed"], fields["called"]) == ("1018", "9898", "+12025559898")
    assert fields["calling_device"] == "SEP0011AABB1018"


def test_from_a_leg_with_a_bar_in_its_data(read: Reader) -> None:
    fields = read("call_setup", "sdl_sig", IND).fields
    assert (fields["signal"], fields["ci"], fields["called"]) == ("CcSetupInd", 19024195, "9898")
    assert (fields["calling"], fields["dialed"], fields["calling_device"]) == (None, None, None)


def test_data_that_a_document_shortens(read: Reader) -> None:
    fields = read("call_setup", "sdl_sig", REQ.partition(" CI.branch")[0]).fields
    assert fields["ci"] == 19024196 and fields["calling"] is None


def test_withheld_saved_and_cut_signals(read: Reader) -> None:
    columns = REQ.partition("[R:")[0]
    for body in (columns, columns + "*TraceFlagOverrode", columns.rpartition("|1,100,14")[0]):
        fields = read("call_setup", "sdl_sig", body).fields
        assert fields["ci"] is None and fields["source"] == "Cdcc(1,100,219,16)"


def test_signals_to_other_nodes(read: Reader) -> None:
    fields = read("call_setup", "sdl_sig", REQ.replace("restart0    ", "NA RemoteSignal")).fields
    assert fields["state"] == "NA RemoteSignal"


def test_neighbouring_signals(claims: Claimer) -> None:
    assert not claims("call_setup", "sdl_sig", REQ.replace("CcSetupReq", "CcSetupRes"))
    assert not claims("call_setup", "sdl_sig", REQ.replace("CcSetupReq ", "CcSetupReqX"))
