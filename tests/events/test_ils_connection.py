"""A connection of the intercluster lookup service."""

from reading import Claimer, Reader

UP = (
    "IlsD ::ConnectIndInner Server Connection to PeerId(0a1b2c3d4e5f60718293a4b5c6d7e8f9), "
    "TCPPid([1, 600, 17, 6]), PeerIP/Port(10.10.8.11:60977), LocalIP/Port(10.10.8.1:7501) "
    "TLSReq(t) established"
)
DOWN = (
    "IlsD ERROR(000005C9): Connection to peerId(00000000000000000000000000000000) ipAddr(10.10.8.11) "
    "ipPort(7501) TLSReq(t) failed, ConnReason(1)"
)


def test_it_came_up(read: Reader) -> None:
    assert read("ils_connection", "app_info", UP).fields == {
        "peer_id": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "process": "1, 600, 17, 6",
        "remote_ip": "10.10.8.11",
        "remote_port": 60977,
        "local_ip": "10.10.8.1",
        "local_port": 7501,
        "tls_requested": "t",
        "outcome": "established",
        "reason": None,
    }


def test_the_side_that_asked(read: Reader) -> None:
    fields = read("ils_connection", "app_info", UP.replace("Server Connection to", "starting  to")).fields
    assert (fields["remote_ip"], fields["outcome"]) == ("10.10.8.11", "established")


def test_it_failed(read: Reader) -> None:
    found = read("ils_connection", "app_info", DOWN)
    assert found.fields == {
        "peer_id": "0" * 32,
        "process": None,
        "remote_ip": "10.10.8.11",
        "remote_port": 7501,
        "local_ip": None,
        "local_port": None,
        "tls_requested": "t",
        "outcome": "failed",
        "reason": 1,
    }
    assert found.derived == {"process": None, "peer_id": None}


def test_it_succeeded(read: Reader) -> None:
    body = DOWN.replace("ERROR(000005C9): C", "DEBUG(00000407): Client C").replace(
        "failed, ConnReason(1)", "succeeded"
    )
    fields = read("ils_connection", "app_info", body).fields
    assert (fields["outcome"], fields["reason"], fields["remote_port"]) == ("succeeded", None, 7501)


def test_cut_behind_the_peer(read: Reader) -> None:
    fields = read("ils_connection", "app_info", DOWN.partition(" TLSReq")[0]).fields
    assert (fields["remote_port"], fields["tls_requested"], fields["outcome"]) == (7501, None, None)


def test_other_errors_of_the_service(claims: Claimer) -> None:
    assert claims("ils_connection", "app_info", DOWN)
    assert not claims("ils_connection", "app_info", "IlsD ERROR(00000123): something else")
