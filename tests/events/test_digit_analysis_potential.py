"""Digit analysis waits for more digits."""

from reading import Claimer, Reader


def test_more_digits_can_match(read: Reader) -> None:
    body = "Digit analysis: potentialMatches=PotentialMatchesExist"
    assert read("digit_analysis_potential", "app_info", body).fields == {"potential": "PotentialMatchesExist"}


def test_the_words_of_a_page_are_not_part_of_it(read: Reader) -> None:
    body = "Digit Analysis: potentialMatches=NoPotentialMatchesExist \nNothing matches."
    assert read("digit_analysis_potential", "app_info", body).fields == {
        "potential": "NoPotentialMatchesExist"
    }


def test_a_result_is_not_a_potential_match(claims: Claimer) -> None:
    assert not claims("digit_analysis_potential", "app_info", "Digit analysis: analysis results")
    assert not claims("digit_analysis_potential", "app_info", "|PotentialMatches=NoPotentialMatchesExist")
