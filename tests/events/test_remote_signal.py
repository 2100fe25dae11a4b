"""A signal between nodes, at both of its ends."""

from reading import Claimer, Reader

PROCESSES = "|DMPropagation(2,100,212,1)       |DMPropagation(1,100,212,1)       |1,100,146,1.1^*^*   "
DATA = " Count=3 Transaction Id=16779001"
SENT = f"DMRemoteDeviceRegisterUnRegister       |NA RemoteSignal                {PROCESSES}"
GOT = f"DMRemoteDeviceRegisterUnRegister       |initialized                    {PROCESSES}"


def test_at_the_sender(read: Reader) -> None:
    found = read("remote_signal", "sdl_sig", SENT + "|[R:N-H:0,N:1,L:0,V:0,Z:0,D:0] " + DATA)
    assert found.fields == {
        "signal": "DMRemoteDeviceRegisterUnRegister",
        "state": "NA RemoteSignal",
        "destination": "DMPropagation(2,100,212,1)",
        "source": "DMPropagation(1,100,212,1)",
        "tag": "1,100,146,1.1^*^*",
        "parameters": "Count=3 Transaction Id=16779001",
    }
    assert found.derived == {
        "from_node": 1,
        "to_node": 2,
        "direction": "out",
        "parameters": "Count=3 Transaction Id=16779001",
    }


def test_both_ends_agree_in_what_pairs_them(read: Reader) -> None:
    sent = read("remote_signal", "sdl_sig", SENT + "|[R:N-H:0,N:1,L:0,V:0,Z:0,D:0] " + DATA)
    got = read("remote_signal", "sdl_sig", GOT + "|[T:N-H:0,N:0,L:0,V:0,Z:0,D:0] " + DATA)
    for column in ("signal", "destination", "source", "tag"):
        assert sent.fields[column] == got.fields[column]
    assert sent.derived | {"direction": "in"} == got.derived


def test_inside_one_node_it_has_no_direction(read: Reader) -> None:
    body = (
        "SNFSubscribeReq |restart0 |LineControl(1,100,174,110) |DeviceManager(1,100,205,1) |1,100,14,4.6^*^* "
        "|[R:N-H:0,N:1,L:0,V:0,Z:0,D:0]  SNFSubscriptionId = 1|0|28,\n contents: BUSY "
    )
    derived = read("remote_signal", "sdl_sig", body).derived
    assert (derived["direction"], derived["from_node"], derived["to_node"]) == (None, 1, 1)
    assert derived["parameters"] == "SNFSubscriptionId = 1|0|28, contents: BUSY"


def test_a_cut_line_names_no_node(read: Reader) -> None:
    derived = read("remote_signal", "sdl_sig", "SNFNotifyReq |idle |Notifier(1,100 |").derived
    assert (derived["to_node"], derived["from_node"], derived["direction"]) == (1, None, None)
    assert derived["parameters"] is None


def test_withheld_data(read: Reader) -> None:
    derived = read("remote_signal", "sdl_sig", SENT + "|*TraceFlagOverrode").derived
    assert (derived["parameters"], derived["direction"]) == (None, "out")


def test_other_signals(claims: Claimer) -> None:
    assert not claims("remote_signal", "sdl_sig", SENT.replace("DMRemote", "DMLocal"))
