"""Digit analysis looks a number up: three spellings of match(…)."""

import pytest
from reading import Claimer, Reader

ENBLOC = (
    'Digit analysis: match(pi="2", fqcn="+12025550118", cn="1018",plv="5", pss="INTERNAL_PT:Long '
    'Distance_PT", '
    'TodFilteredPss="INTERNAL_PT", dd="9898",dac="0")'
)
OVERLAP = (
    'Digit analysis: match(pi="2",fqcn="1018", cn="1018", plv="5", pss="", TodFilteredPss="", '
    'dd="98",dac="0")'
)


def test_dialled_in_one_piece(read: Reader) -> None:
    assert read("digit_analysis_match", "app_info", ENBLOC).derived == {
        "calling": "1018",
        "fqcn": "+12025550118",
        "dialed": "9898",
        "pss": "INTERNAL_PT:Long Distance_PT",
        "pi": "2",
    }


def test_dialled_digit_by_digit_with_an_empty_search_space(read: Reader) -> None:
    derived = read("digit_analysis_match", "app_info", OVERLAP).derived
    assert (derived["dialed"], derived["pss"]) == ("98", None)


@pytest.mark.parametrize(
    "body",
    [
        'Digit analysis: match(fqcn="", cn="1018", pss="", dd="98")',
        'Digit analysis: match(fqcn= "" , cn= "1018" , pss= "" , dd= "98" )',
        'Digit analysis: match(fqcn="", cn="1018", pss="", dd="98")|<CT::1,100,105,1.215><IP::10.10.1.18>',
        'Digit Analysis: match(dd="98", cn="1018")',
    ],
)
def test_old_spellings_and_any_order_of_the_keys(read: Reader, body: str) -> None:
    derived = read("digit_analysis_match", "app_info", body).derived
    assert (derived["calling"], derived["dialed"], derived["fqcn"], derived["pi"]) == (
        "1018",
        "98",
        None,
        None,
    )


def test_broken_at_any_blank_and_followed_by_a_page(read: Reader) -> None:
    body = ENBLOC.replace(" cn=", "\ncn=").replace('"9898",', '"9898" ,') + "\n```\n\nThe call goes on."
    derived = read("digit_analysis_match", "app_info", body).derived
    assert (derived["calling"], derived["dialed"]) == ("1018", "9898")


def test_a_caller_without_number_and_a_uri(read: Reader) -> None:
    derived = read(
        "digit_analysis_match", "app_info", 'Digit analysis: match(pi="1", cn="", dd="bob@example.net")'
    ).derived
    assert (derived["calling"], derived["dialed"]) == (None, "bob@example.net")


def test_every_pair_is_kept_in_order(read: Reader) -> None:
    pairs = read("digit_analysis_match", "app_info", OVERLAP).items["pair"]
    assert [pair["key"] for pair in pairs] == [
        "pi",
        "fqcn",
        "cn",
        "plv",
        "pss",
        "TodFilteredPss",
        "dd",
        "dac",
    ]
    assert pairs[4] == {"key": "pss"}


def test_other_digit_analysis_lines_are_left_alone(claims: Claimer) -> None:
    assert claims("digit_analysis_match", "app_info", OVERLAP)
    assert not claims("digit_analysis_match", "app_info", "Digit analysis: patternUsage=5")
    assert not claims("digit_analysis_match", "app_info", "Digit analysis: analysis results")
