"""Legs tied and parted by location bandwidth management."""

import pytest
from reading import Claimer, Reader


@pytest.mark.parametrize(
    ("body", "action", "answer"),
    [
        ("LBMIF: CI: 19024195 ASSOC    19024196", "ASSOC", None),
        ("LBMIF: CI: 19024195 ASSOC'   19024196", "ASSOC", "'"),
        ("LBMIF: CI: 19024195 UNASSOC  19024196", "UNASSOC", None),
        ("LBMIF: CI: 19024195 UNASSOC' 19024196", "UNASSOC", "'"),
    ],
)
def test_actions_and_their_answers(read: Reader, body: str, action: str, answer: str | None) -> None:
    fields = read("location_pair", "app_info", body).fields
    assert fields == {"ci_a": 19024195, "action": action, "answer": answer, "ci_b": 19024196}


def test_parted_from_nobody(read: Reader) -> None:
    assert read("location_pair", "app_info", "LBMIF: CI: 19024196 UNASSOC         0").derived == {
        "ci_b": None
    }


def test_other_lines_of_location(claims: Claimer) -> None:
    for body in (
        "LBMIF: CI: 19024195 ADJUST   19024196",
        "LBMIF: CI: 19024195 SPLIT    19024196",
        "LBMIF: CI: 19024195 INFOREQ  1,100,75,40",
        "LBMIF: CI: 19024195 REGISTER 1,100,75,40 dev 0xc9000c0",
    ):
        assert not claims("location_pair", "app_info", body)
