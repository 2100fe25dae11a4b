"""The result of an OPTIONS ping."""

from reading import Claimer, Reader

COLUMNS = (
    "SIPPingResult |restart0 |SIPD(1,100,74,16) |SIPHandler(1,100,72,1) "
    "|1,100,14,44.381^10.106.95.200^* |[R:N-H:0,N:1,L:0,V:0,Z:0,D:0]"
)
DATA = (
    "  ccbID= 9411 interErr=F resp=200 state=0 --TransType=1 --TransSecurity=0 PeerAddr = 10.106.95.200:5060"
)


def test_the_peer_answers(read: Reader) -> None:
    assert read("ping_result", "sdl_sig", COLUMNS + DATA).fields == {
        "state": "restart0",
        "destination": "SIPD(1,100,74,16)",
        "source": "SIPHandler(1,100,72,1)",
        "tag": "1,100,14,44.381^10.106.95.200^*",
        "ccb_id": 9411,
        "internal_error": "F",
        "status": 200,
        "ping_state": 0,
        "trans_type": 1,
        "trans_security": 0,
        "remote_host": "10.106.95.200",
        "remote_port": 5060,
    }


def test_an_internal_error_has_no_status(read: Reader) -> None:
    body = COLUMNS + DATA.replace("interErr=F resp=200", "interErr=T resp=0").replace(
        "10.106.95.200", "h.example"
    )
    found = read("ping_result", "sdl_sig", body)
    assert (found.fields["internal_error"], found.fields["remote_host"]) == ("T", "h.example")
    assert found.derived == {"status": None, "ccb_id": 9411}


def test_cut_behind_the_answer(read: Reader) -> None:
    fields = read("ping_result", "sdl_sig", COLUMNS + DATA.partition(" state=")[0]).fields
    assert (fields["status"], fields["ping_state"], fields["remote_host"]) == (200, None, None)


def test_withheld_data(read: Reader) -> None:
    body = COLUMNS.replace("[R:N-H:0,N:1,L:0,V:0,Z:0,D:0]", "*TraceFlagOverrode")
    fields = read("ping_result", "sdl_sig", body).fields
    assert (fields["ccb_id"], fields["status"], fields["destination"]) == (None, None, "SIPD(1,100,74,16)")


def test_the_request_and_its_timer(claims: Claimer) -> None:
    for name in ("SIPPingReq", "SIPPingReqTimer"):
        assert not claims("ping_result", "sdl_sig", COLUMNS.replace("SIPPingResult", name) + DATA)
