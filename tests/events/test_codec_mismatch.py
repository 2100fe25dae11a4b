"""Codecs of two legs, offered and left."""

from reading import Claimer, Reader

OFFERED = (
    "DET-MediaManager-(15)::preCheckCapabilities, region1=BRANCH_REGION, region2=TRUNK_REGION, "
    "Pty1 capCount=3 (Cap,ptime)= (4,20) (11,20) (12,20), Pty2 capCount=1 (Cap,ptime)= (4,20)"
)
MISMATCH = (
    "DET-MediaManager-(15)::preCheckCapabilities, caps mismatch! Xcoder Reqd. kbps(8), filtered "
    "A[capCount=2 (Cap,ptime)= (11,20) (12,20)], B[capCount=0 (Cap,ptime)=] allowMTP=0 numXcoderRequired=1 "
    "xcodingSide=2"
)
NOTHING = dict.fromkeys(("region_a", "region_b", "codecs_a", "codecs_b", "mismatch", "kbps"))


def test_what_both_offer(read: Reader) -> None:
    assert read("codec_mismatch", "app_info", OFFERED).fields == NOTHING | {
        "instance": 15,
        "region_a": "BRANCH_REGION",
        "region_b": "TRUNK_REGION",
        "codecs_a": "(4,20) (11,20) (12,20)",
        "codecs_b": "(4,20)",
    }


def test_what_the_filter_leaves(read: Reader) -> None:
    assert read("codec_mismatch", "app_info", MISMATCH).fields == NOTHING | {
        "instance": 15,
        "codecs_a": "(11,20) (12,20)",
        "mismatch": "caps mismatch!",
        "kbps": 8,
    }


def test_blanks_of_a_page_before_the_commas(read: Reader) -> None:
    wrapped = OFFERED.replace("BRANCH_REGION,", "Default ,").replace("(12,20), Pty2", "(12,20) , Pty2")
    fields = read("codec_mismatch", "app_info", wrapped).fields
    assert (fields["region_a"], fields["codecs_a"], fields["codecs_b"]) == (
        "Default",
        "(4,20) (11,20) (12,20)",
        "(4,20)",
    )


def test_other_lines_of_media_control(claims: Claimer) -> None:
    assert not claims(
        "codec_mismatch", "app_info", "DET-MediaManager-(15)::buildMtpXcoderAllocList, QosType=0"
    )
