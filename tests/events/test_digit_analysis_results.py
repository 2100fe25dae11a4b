"""What digit analysis found."""

from reading import Claimer, Reader

BLOCK = """|PretransformCallingPartyNumber=1018
|CallingPartyNumber=+12025550118
|DialingPartition=INTERNAL_PT
|DialingPattern=98XX
|FullyQualifiedCalledPartyNumber=+12025559898
|DialingWhere=
|PatternType=Translation
|PotentialMatches=NoPotentialMatchesExist
|DialingSdlProcessId=(0,0,0)
|PretransformDigitString=9898
|CollectedDigits=9898
|VoiceMailCallingSearchSpace=INTERNAL_PT:Long Distance_PT
|RouteBlockFlag=RouteThisPattern
|RouteBlockCause=0
|NetworkLocation=OnNet
|Calling Party Number Type=Cisco Unified CallManager
|AlternateMatches= a=b=c"""


def test_a_whole_block(read: Reader) -> None:
    found = read("digit_analysis_results", "app_info", BLOCK)
    assert found.derived == {
        "calling": "1018",
        "calling_transformed": "+12025550118",
        "dialed": "9898",
        "pattern": "98XX",
        "partition": "INTERNAL_PT",
        "pattern_type": "Translation",
        "called": "9898",
        "route_block": "RouteThisPattern",
        "route_block_cause": "0",
        "potential": "NoPotentialMatchesExist",
        "next_hop": "(0,0,0)",
        "network": "OnNet",
    }
    assert {"key": "Calling Party Number Type", "value": "Cisco Unified CallManager"} in found.items["pair"]
    assert {"key": "DialingWhere"} in found.items["pair"]
    assert found.items["pair"][-1] == {"key": "AlternateMatches", "value": "a=b=c"}


def test_windows_line_ends_and_blank_lines_between(read: Reader) -> None:
    for body in (BLOCK.replace("\n", "\r\n"), BLOCK.replace("\n", "\n\n")):
        assert read("digit_analysis_results", "app_info", body).derived["network"] == "OnNet"


def test_a_block_that_a_page_ends_early(read: Reader) -> None:
    body = (
        "|PretransformCallingPartyNumber=1018\n|CallingPartyNumber=1018\n|DialingPartition=\n"
        "|DialingPattern=9898\n"
        "|FullyQualifiedCalledPartyNumber=9898\n```\n\n++ 5061 is used = TLS\n| and a bar"
    )
    found = read("digit_analysis_results", "app_info", body)
    assert len(found.items["pair"]) == 4
    assert (found.derived["pattern"], found.derived["partition"], found.derived["called"]) == (
        "9898",
        None,
        "9898",
    )


def test_the_marker_is_a_record_of_its_own(read: Reader) -> None:
    found = read("digit_analysis_results", "app_info", "Digit analysis: analysis results")
    assert found.items["pair"] == [] and set(found.derived.values()) == {None}


def test_the_old_block_behind_its_marker_with_glued_keys(read: Reader) -> None:
    body = (
        "Digit analysis: analysis results\n|CallingPartyNumber=1018|DialingPattern=9898\n"
        "|DialingRoutePatternRegularExpression=(9898)\n|PretransformDigitString=9898\n|CollectedDigits=9899"
    )
    derived = read("digit_analysis_results", "app_info", body).derived
    assert (derived["calling"], derived["pattern"], derived["dialed"]) == ("1018", "9898", "9898")
    assert derived["called"] == "9899"


def test_a_blocked_call_without_a_caller(read: Reader) -> None:
    body = (
        "|PretransformCallingPartyNumber=\n|CallingPartyNumber=\n|RouteBlockFlag=BlockThisPattern\n"
        "|RouteBlockCause=21"
    )
    found = read("digit_analysis_results", "app_info", body)
    assert found.fields["pretransform_calling"] is None and found.derived["calling"] is None
    assert (found.derived["route_block"], found.derived["route_block_cause"]) == ("BlockThisPattern", "21")


def test_a_wrapped_value_does_not_hide_what_follows(read: Reader) -> None:
    body = BLOCK.replace("Long Distance_PT", "Long\nDistance_PT")
    assert read("digit_analysis_results", "app_info", body).derived["network"] == "OnNet"


def test_a_potential_match_is_not_a_result(claims: Claimer) -> None:
    assert not claims(
        "digit_analysis_results", "app_info", "Digit analysis: potentialMatches=PotentialMatchesExist"
    )
