"""A SIP dialog is released, with SIP status and cause."""

from reading import Claimer, Reader

COLUMNS = (
    "{} |wait |SIPStationD(1,100,66,7) |SIPHandler(1,100,72,1) |1,100,14,41.13^10.10.1.18^* "
    "|[R:N-H:0,N:0,L:0,V:0,Z:0,D:0] "
)
DIALOG = " CcbId= 33 --TransType=1 --TransSecurity=0 PeerAddr = 10.10.1.18:51618"
FIELDS = {
    "state": "wait",
    "destination": "SIPStationD(1,100,66,7)",
    "source": "SIPHandler(1,100,72,1)",
    "tag": "1,100,14,41.13^10.10.1.18^*",
    "ccb_id": 33,
    "trans_type": 1,
    "trans_security": 0,
    "remote_ip": "10.10.1.18",
    "remote_port": 51618,
}


def test_the_peer_ends_it(read: Reader) -> None:
    body = COLUMNS.format("SIPDisconnInd") + DIALOG + " Sip_disc_cause= 200 cause=16 isReasonHdrVal= T"
    found = read("sip_release", "sdl_sig", body)
    assert found.fields == FIELDS | {
        "signal": "SIPDisconnInd",
        "sip_cause": 200,
        "cause": 16,
        "reason_header": "T",
    }
    assert found.derived == {"ccb_id": 33, "sip_cause": 200, "cause": 16}


def test_call_control_ends_it(read: Reader) -> None:
    body = COLUMNS.format("SIPDisconnReq") + DIALOG + " ccCause= 47 sip_disc_cause= 0"
    found = read("sip_release", "sdl_sig", body)
    assert found.fields == FIELDS | {
        "signal": "SIPDisconnReq",
        "sip_cause": 0,
        "cause": 47,
        "reason_header": None,
    }
    assert found.derived == {"ccb_id": 33, "sip_cause": None, "cause": 47}


def test_the_last_step_gives_no_cause(read: Reader) -> None:
    body = COLUMNS.format("SIPRelReq") + DIALOG + " ccCause= 0 sip_disc_cause= 0"
    assert read("sip_release", "sdl_sig", body).derived == {"ccb_id": 33, "sip_cause": None, "cause": None}


def test_cut_before_the_cause(read: Reader) -> None:
    fields = read("sip_release", "sdl_sig", COLUMNS.format("SIPDisconnReq") + DIALOG).fields
    assert fields == FIELDS | {
        "signal": "SIPDisconnReq",
        "sip_cause": None,
        "cause": None,
        "reason_header": None,
    }


def test_other_signals_of_the_dialog(claims: Claimer) -> None:
    assert not claims("sip_release", "sdl_sig", COLUMNS.format("SIPSetupInd") + DIALOG)
