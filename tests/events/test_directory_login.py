"""A login that the directory did not check in time."""

from reading import Claimer, Reader

COLUMNS = (
    "CtiLoginCheckTimeout |authenticating |CTIHandler(1,200,12,31) |SdlTimerService(1,200,3,1) "
    "|1,200,21,88.3^*^* |[R:H-H:0,N:0,L:0,V:0,Z:0,D:0] "
)


def test_the_request(read: Reader) -> None:
    fields = read("directory_login", "sdl_sig", COLUMNS + "mSequenceNumber=2").fields
    assert (fields["destination"], fields["request_number"]) == ("CTIHandler(1,200,12,31)", 2)


def test_without_its_data(read: Reader) -> None:
    fields = read("directory_login", "sdl_sig", COLUMNS.partition("[R:")[0] + "*TraceFlagOverrode").fields
    assert (fields["state"], fields["request_number"]) == ("authenticating", None)


def test_an_answer_in_time(claims: Claimer) -> None:
    assert not claims("directory_login", "sdl_sig", COLUMNS.replace("Timeout", "Res") + "mSequenceNumber=2")
