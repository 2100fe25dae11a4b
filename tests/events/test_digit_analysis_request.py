"""What digit analysis was asked."""

from reading import Claimer, Reader


def test_the_search_space(read: Reader) -> None:
    body = (
        "Digit Analysis: star_DaReq: daReq.partitionSearchSpace(:3c1f7a52-0b1e-4c2d-9a3e-5f6071829304), "
        "filteredPartitionSearchSpaceString(INTERNAL_PT:Long Distance_PT), "
        "partitionSearchSpaceString(INTERNAL_PT:NIGHT_PT)"
    )
    fields = read("digit_analysis_request", "app_info", body).fields
    assert fields["partition_ids"] == ":3c1f7a52-0b1e-4c2d-9a3e-5f6071829304"
    assert fields["filtered_pss"] == "INTERNAL_PT:Long Distance_PT"
    assert fields["pss"] == "INTERNAL_PT:NIGHT_PT"
    assert fields["matching"] is None


def test_an_empty_search_space(read: Reader) -> None:
    body = (
        "Digit Analysis: star_DaReq: daReq.partitionSearchSpace(), filteredPartitionSearchSpaceString(), "
        "partitionSearchSpaceString()"
    )
    assert set(read("digit_analysis_request", "app_info", body).fields.values()) == {None}


def test_how_the_address_is_matched(read: Reader) -> None:
    url = read(
        "digit_analysis_request",
        "app_info",
        "Digit Analysis: star_DaReq: Matching SIP URL, Numeric User, user=9898",
    )
    old = read(
        "digit_analysis_request",
        "app_info",
        "Digit analysis: star_DaReq: Matching Legacy Numeric, digits=1003",
    )
    none = read(
        "digit_analysis_request", "app_info", "Digit Analysis: star_DaReq: Matching Legacy Numeric, digits="
    )
    assert (url.fields["matching"], url.fields["dialed"]) == ("SIP URL, Numeric User", "9898")
    assert (old.fields["matching"], old.fields["dialed"]) == ("Legacy Numeric", "1003")
    assert none.fields["dialed"] is None


def test_other_texts_of_digit_analysis_are_left_alone(claims: Claimer) -> None:
    for body in (
        (
            "Digit Analysis: Host Address=cucm-a-pub.example.net MATCHES the FQDN or IP addr of a "
            "node in the cluster."
        ),
        "Digit Analysis: getDaRes - Remote Destination [] isURI[1]",
        "Digit Analysis: star_DaReq: something new",
    ):
        assert not claims("digit_analysis_request", "app_info", body)
