"""A connection ends."""

from reading import Claimer, Reader

SIGNAL = (
    "SIPConnControlInd                      |wait                           |SIPHandler(1,100,72,1)  "
    "         "
    "|SIPTcp(1,100,64,1)               |1,100,14,41.9^10.10.1.18^SEP0011AABB1018 |"
)


def test_cucm_posts_the_close(read: Reader) -> None:
    body = (
        "//SIP/Stack/Transport/0x0/sipTransportPostCloseConnection: Posting TCP conn close for "
        "addr=10.10.1.18, "
        "port=51618, connid=11"
    )
    fields = read("connection_closed", "app_info", body).fields
    assert fields == {"remote_ip": "10.10.1.18", "remote_port": 51618, "conn_idx": 11}


def test_the_signal_tells_it_on(read: Reader) -> None:
    body = SIGNAL + "[T:N-H:0,N:0,L:0,V:0,Z:0,D:0]  controlOperation=1 IP=10.10.1.18 connIndex=11"
    fields = read("connection_closed", "sdl_sig", body).fields
    assert (fields["conn_idx"], fields["remote_ip"], fields["control_operation"]) == (11, "10.10.1.18", 1)
    assert (fields["destination"], fields["source"]) == ("SIPHandler(1,100,72,1)", "SIPTcp(1,100,64,1)")


def test_a_signal_without_address(read: Reader) -> None:
    fields = read(
        "connection_closed", "sdl_sig", SIGNAL + "[T:N-H:0] controlOperation=1 IP= connIndex=11"
    ).fields
    assert (fields["conn_idx"], fields["remote_ip"]) == (11, None)


def test_a_signal_whose_data_is_withheld(read: Reader) -> None:
    assert read("connection_closed", "sdl_sig", SIGNAL + "*TraceFlagOverrode").fields["conn_idx"] is None


def test_requests_to_close_are_other_signals(claims: Claimer) -> None:
    assert not claims("connection_closed", "sdl_sig", SIGNAL.replace("ControlInd", "ControlReq"))
