"""Rows of the Session Trace call log, behind their date and time."""

import pytest
from reading import Claimer, Reader

STEP = ("event", "ci_a", "ci_b", "calling", "original_called", "called", "device_a", "device_b", "cause")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("CC|SETUP|51|52|1018|9898|9899", ("SETUP", 51, 52, "1018", "9898", "9899", None, None, None)),
        ("CC|SETUP| 51|52|1018|9898|9899 |", ("SETUP", 51, 52, "1018", "9898", "9899", None, None, None)),
        ("CC|SETUP|51|52||9898|9899", ("SETUP", 51, 52, None, "9898", "9899", None, None, None)),
        (
            "CC|OFFERED|51|52| +12025550118 |9898|9899|SEP0011AABB1018|TRUNK A  ",
            ("OFFERED", 51, 52, "+12025550118", "9898", "9899", "SEP0011AABB1018", "TRUNK A", None),
        ),
        (
            "CC|OFFERED|51|52|1018|9898|9899|SEP0011AABB1018|",
            ("OFFERED", 51, 52, "1018", "9898", "9899", "SEP0011AABB1018", None, None),
        ),
        ("CC|RELEASE|51|52|16", ("RELEASE", 51, 52, None, None, None, None, None, 16)),
        ("CC|RELEASE| 51|52|16 |", ("RELEASE", 51, 52, None, None, None, None, None, 16)),
        (
            "CC|REJECT|51|52|1018|@cucm-a-pub.example.net|121000|1459617833",
            ("REJECT", 51, 52, "1018", "@cucm-a-pub.example.net", "121000", None, None, 1459617833),
        ),
        ("CC|SPLIT|51|52", ("SPLIT", 51, 52, None, None, None, None, None, None)),
        ("CC|JOIN|51|53|", ("JOIN", 51, 53, None, None, None, None, None, None)),
    ],
)
def test_steps_of_a_call(read: Reader, body: str, expected: tuple[object, ...]) -> None:
    fields = read("call_log", "call_log", body).fields
    assert tuple(fields[name] for name in STEP) == expected
    assert fields["side"] is None and fields["ci"] is None


def test_a_release_of_a_single_leg(read: Reader) -> None:
    found = read("call_log", "call_log", "CC|RELEASE|51|0|0")
    assert found.fields["ci_b"] == 0 and found.fields["cause"] == 0
    assert found.derived == {"ci": None, "ci_a": 51, "ci_b": None}


def test_a_message_of_a_line(read: Reader) -> None:
    body = (
        "SIPL|0|TCP|IN|10.10.95.203|5060|SEP0011AABB1018|10.10.1.18|51618|1,100,14,41.7^10.10.1.18^*|130|"
        "0011aabb-10180003@10.10.1.18|INVITE"
    )
    found = read("call_log", "call_log", body)
    assert {key: value for key, value in found.fields.items() if value is not None} == {
        "side": "SIPL",
        "ci": 0,
        "transport": "TCP",
        "direction": "IN",
        "local_ip": "10.10.95.203",
        "local_port": 5060,
        "device": "SEP0011AABB1018",
        "remote_ip": "10.10.1.18",
        "remote_port": 51618,
        "tag": "1,100,14,41.7^10.10.1.18^*",
        "net_no": 130,
        "call_id": "0011aabb-10180003@10.10.1.18",
        "label": "INVITE",
    }
    assert found.derived["ci"] is None


def test_a_message_of_a_trunk_without_device(read: Reader) -> None:
    body = (
        "SIPT|52|UDP|OUT|10.10.95.203|5060||10.10.96.9|5060|1,100,10,1.2^*^*|"
        "131|5f3a1c00-1@10.10.95.203|100 Trying"
    )
    fields = read("call_log", "call_log", body).fields
    assert (fields["side"], fields["ci"], fields["device"], fields["label"]) == (
        "SIPT",
        52,
        None,
        "100 Trying",
    )


def test_words_where_the_network_number_should_be(read: Reader) -> None:
    body = "SIPL|0|TCP|IN|10.10.95.203|5060|SEP0011AABB1018|10.10.1.18|5060|some-id|MessageTag1|a@b|INVITE"
    fields = read("call_log", "call_log", body).fields
    assert (fields["net_no"], fields["call_id"], fields["label"]) == (None, "a@b", "INVITE")


def test_the_guide_s_legend_is_no_row(claims: Claimer) -> None:
    assert not claims(
        "call_log", "call_log", "MessageType (CC)|Operation (SETUP/SPLIT/JOIN/RELEASE)|CI for one leg (aCI)"
    )
