"""A transcoder that is not to be had, in its four lines."""

from reading import Claimer, Reader

NOTHING = dict.fromkeys(("instance", "reason", "ci", "error_bits", "device"))


def test_one_device_has_none(read: Reader) -> None:
    line = (
        "MediaTerminationPointControl(41)::SendMTPResourceErrToSender - ERROR  AllocateMtpResourceReq "
        "failed -- "
    )
    assert read(
        "media_resource_refused", "app_info", line + "Ci=17004052, errBitset=0x46"
    ).fields == NOTHING | {
        "instance": 41,
        "reason": "AllocateMtpResourceReq failed",
        "ci": 17004052,
        "error_bits": "0x46",
    }


def test_the_name_of_the_device(read: Reader) -> None:
    line = (
        "MediaResourceCdpc(8)::resource_rsvp_AllocateMtpResourceErr Device=XCODE_BRANCH deviceCapIntersec=0"
    )
    fields = read("media_resource_refused", "app_info", line).fields
    assert fields == NOTHING | {"instance": 8, "device": "XCODE_BRANCH"}


def test_nobody_has_one(read: Reader) -> None:
    line = "MRM::waiting_AllocateMtpResourceErr - ERROR - no resources are available -- ci = 17004052"
    fields = read("media_resource_refused", "app_info", line).fields
    assert fields == NOTHING | {"reason": "no resources are available", "ci": 17004052}


def test_none_is_configured(read: Reader) -> None:
    line = "MediaResourceManager::sendAllocationResourceErr - ERROR - no transcoder device configured"
    fields = read("media_resource_refused", "app_info", line).fields
    assert fields == NOTHING | {"reason": "no transcoder device configured"}


def test_a_resource_that_is_given(claims: Claimer) -> None:
    line = (
        "MRM::waiting_AllocateMtpResourceErr - Deallocate not received for this ci = 17004052. Process "
        "normally"
    )
    assert not claims("media_resource_refused", "app_info", line)
