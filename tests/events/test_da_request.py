"""The signal that asks digit analysis."""

from reading import Claimer, Reader

COLUMNS = (
    "DaReq                                  |wait                           |Da(1,100,211,1)         "
    "         "
    "|Cdcc(1,100,219,16)               |1,100,14,41.7^10.10.1.18^SEP0011AABB1018 |"
)
DATA = (
    "[R:N-H:0,N:1,L:0,V:0,Z:0,D:0]  CI=19024195 Fqdn=ti=1nd=+12025550118pi=0si1 "
    "Cgpn=tn=0npi=0ti=1nd=1018User="
    "Host=cucm-a-pub.example.netPort=0PassWord=Madder=RawUrl=OrigPort=0pi=1si1 "
    "DialedNum=tn=0npi=1ti=1nd=98User=98"
    "Host=cucm-a-pub.example.netPort=5060RawUrl=sip:9@cucm-a-pub.example.net;user=phoneOrigPort=0pi=0si1 "
    "requestID=0 "
    "CallingUser= IgnoreIntercept=0"
)


def test_a_request(read: Reader) -> None:
    fields = read("da_request", "sdl_sig", COLUMNS + DATA + " callingDeviceName=SEP0011AABB1018").fields
    assert fields == {
        "state": "wait",
        "destination": "Da(1,100,211,1)",
        "source": "Cdcc(1,100,219,16)",
        "tag": "1,100,14,41.7^10.10.1.18^SEP0011AABB1018",
        "ci": 19024195,
        "fqcn": "+12025550118",
        "calling": "1018",
        "dialed": "98",
        "calling_device": "SEP0011AABB1018",
    }


def test_older_nodes_do_not_name_the_device(read: Reader) -> None:
    fields = read("da_request", "sdl_sig", COLUMNS + DATA).fields
    assert fields["dialed"] == "98" and fields["calling_device"] is None


def test_a_caller_without_number(read: Reader) -> None:
    body = COLUMNS + DATA.replace("Fqdn=ti=1nd=+12025550118pi=0si1", "Fqdn=pi=0si1").replace(
        "nd=1018User", "User"
    )
    fields = read("da_request", "sdl_sig", body).fields
    assert (fields["fqcn"], fields["calling"], fields["dialed"]) == (None, None, "98")


def test_a_saved_signal_and_one_whose_data_is_withheld(read: Reader) -> None:
    for data in ("", "*TraceFlagOverrode"):
        fields = read("da_request", "sdl_sig", COLUMNS + data).fields
        assert fields["ci"] is None and fields["source"] == "Cdcc(1,100,219,16)"


def test_squeezed_blanks(read: Reader) -> None:
    body = "DaReq |wait |Da(1,100,211,1) |Cdcc(1,100,219,16) |1,100,14,41.7^*^* |" + DATA
    assert read("da_request", "sdl_sig", body).fields["tag"] == "1,100,14,41.7^*^*"


def test_longer_names_are_other_signals(claims: Claimer) -> None:
    assert not claims(
        "da_request", "sdl_sig", "DaReqTimer |wait |Da(1,100,211,1) |Cdcc(1,100,219,16) |1,100,14,1.1^*^* |"
    )
