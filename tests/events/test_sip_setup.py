"""A call set-up between the SIP stack and call control."""

from reading import Claimer, Reader

IND = (
    "SIPSetupInd     |wait      |SIPStationInit(1,100,65,1)   |SIPHandler(1,100,72,1)    "
    "|1,100,14,41.7^10.10.1.18^*   |"
    "[R:N-H:0,N:1,L:0,V:0,Z:0,D:0]  SignalInfo= SIPInviteSdp CcbId= 33 --TransType=1 --TransSecurity=0 "
    "PeerAddr = 10.10.1.18:51618 IdParse= 1 callingNum= 1018 callingName= Desk Eighteen calledNum= 9898"
)
REQ = (
    "SIPSetupReq     |wait      |SIPHandler(1,100,72,1)   |SIPCdpc(1,100,75,41)   |1,100,14,1.182^*^*   |"
    "[T:N-H:0,N:0,L:0,V:0,Z:0,D:0]  SignalInfo= SIPInviteNoSdp CcbId=34 --TransType=3 --TransSecurity=3 "
    "PeerAddr=10.106.95.200:5061 addrList: ipAddrType=0 (0)10.106.95.200:5061] nAudio=0 ~nVideo=0 "
    "SessionID: Device="
)


def test_towards_call_control(read: Reader) -> None:
    fields = read("sip_setup", "sdl_sig", IND).fields
    assert (fields["signal"], fields["ccb_id"], fields["signal_info"]) == ("SIPSetupInd", 33, "SIPInviteSdp")
    assert (fields["trans_type"], fields["trans_security"]) == (1, 0)
    assert (fields["remote_ip"], fields["remote_port"]) == ("10.10.1.18", 51618)
    assert (fields["calling"], fields["called"], fields["session_id"]) == ("1018", "9898", None)


def test_with_a_session_identifier(read: Reader) -> None:
    session = "4f0e1d2c00105000a0000011aabb1018"
    assert read("sip_setup", "sdl_sig", f"{IND} SessionID: Device={session}").fields["session_id"] == session
    empty = read("sip_setup", "sdl_sig", f"{IND} SessionID: Device=").fields
    assert (empty["called"], empty["session_id"]) == ("9898", None)


def test_towards_the_stack(read: Reader) -> None:
    fields = read("sip_setup", "sdl_sig", REQ).fields
    assert (fields["signal"], fields["ccb_id"], fields["source"]) == (
        "SIPSetupReq",
        34,
        "SIPCdpc(1,100,75,41)",
    )
    assert (fields["trans_type"], fields["trans_security"], fields["remote_port"]) == (3, 3, 5061)
    assert (fields["calling"], fields["called"], fields["session_id"]) == (None, None, None)


def test_an_anonymous_caller(read: Reader) -> None:
    fields = read(
        "sip_setup",
        "sdl_sig",
        IND.replace("callingNum= 1018 callingName= Desk Eighteen", "callingNum= callingName= "),
    ).fields
    assert (fields["calling"], fields["called"]) == (None, "9898")


def test_an_unknown_dialog_is_null(read: Reader) -> None:
    assert read("sip_setup", "sdl_sig", REQ.replace("CcbId=34", "CcbId=0")).derived == {"ccb_id": None}


def test_a_queued_signal_has_no_data(read: Reader) -> None:
    assert read("sip_setup", "sdl_sig", IND.partition("[R:")[0]).fields["ccb_id"] is None


def test_neighbouring_signals(claims: Claimer) -> None:
    assert claims("sip_setup", "sdl_sig", REQ)
    assert not claims("sip_setup", "sdl_sig", REQ.replace("SIPSetupReq", "SIPSetupAck"))
    assert not claims("sip_setup", "sdl_sig", REQ.replace("SIPSetupReq", "CcSetupReq"))
