"""The media of two legs is to be connected."""

from reading import Claimer, Reader


def test_two_legs(read: Reader) -> None:
    for body in ("({},{})", "({}, {}) "):
        line = "ARBTRY-ConnectionManager-wait_MediaConnectRequest" + body.format(19024195, 19024196)
        assert read("media_pair", "app_info", line).fields == {"ci_a": 19024195, "ci_b": 19024196}


def test_the_reply_is_another_line(claims: Claimer) -> None:
    assert not claims(
        "media_pair", "app_info", "ARBTRY-ConnectionManager- wait_MediaConnectReply(19024195,19024196)"
    )
