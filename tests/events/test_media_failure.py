"""The media of two legs cannot be connected."""

from reading import Claimer, Reader

COLUMNS = (
    "MediaConnectErrorInd |wait |MediaCoordinator(1,100,145,1) |MediaManager(1,100,144,15) "
    "|1,100,14,41.8^10.10.1.18^* |[R:N-H:0,N:1,L:0,V:0,Z:0,D:0] "
)


def test_both_legs_and_the_cause(read: Reader) -> None:
    assert read(
        "media_failure", "sdl_sig", COLUMNS + "CI1=17004050 CI2=17004051 clearType=0 Cause=1"
    ).fields == {
        "state": "wait",
        "destination": "MediaCoordinator(1,100,145,1)",
        "source": "MediaManager(1,100,144,15)",
        "tag": "1,100,14,41.8^10.10.1.18^*",
        "ci_a": 17004050,
        "ci_b": 17004051,
        "media_cause": 1,
    }


def test_cut_before_the_cause(read: Reader) -> None:
    fields = read("media_failure", "sdl_sig", COLUMNS + "CI1=17004050 CI2=17004051 clearType=0").fields
    assert (fields["ci_a"], fields["ci_b"], fields["media_cause"]) == (17004050, 17004051, None)


def test_withheld_data(read: Reader) -> None:
    fields = read("media_failure", "sdl_sig", COLUMNS.partition("[R:")[0] + "*TraceFlagOverrode").fields
    assert (fields["ci_a"], fields["ci_b"], fields["source"]) == (None, None, "MediaManager(1,100,144,15)")


def test_other_media_signals(claims: Claimer) -> None:
    assert not claims("media_failure", "sdl_sig", COLUMNS.replace("ErrorInd", "Request ") + "CI1=1 CI2=2")
