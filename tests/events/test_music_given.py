"""Music on hold is given to a held party."""

from reading import Claimer, Reader

BODY = (
    "MrmAllocateMohResourceRes  |waiting |MatrixControl(1,100,142,43) |MediaResourceManager(1,100,138,1) |"
    "1,100,14,41.12^10.10.1.18^* |[R:N-H:0,N:1,L:0,V:0,Z:0,D:0]  CI=19024198 Name=MOH_2 Pid=1,100,130,4"
)


def test_the_music_and_its_server(read: Reader) -> None:
    fields = read("music_given", "sdl_sig", BODY).fields
    assert (fields["ci"], fields["device"]) == (19024198, "MOH_2")


def test_no_server_is_named(read: Reader) -> None:
    fields = read("music_given", "sdl_sig", BODY.partition(" Name=")[0]).fields
    assert (fields["ci"], fields["device"]) == (19024198, None)


def test_the_request_is_not_yet_music(claims: Claimer) -> None:
    assert not claims("music_given", "sdl_sig", BODY.replace("ResourceRes", "ResourceReq"))
