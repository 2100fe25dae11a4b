"""Where the matched pattern leads."""

from reading import Claimer, Reader

LINE = (
    "Digit analysis: wait_DmPidRes- Partition=[8a7b6c5d-1122-4334-9556-a1b2c3d4e5f6] Pattern=[1003] Where=[],"
    "cmDeviceType=[UserDevice], OutsideDialtone =[0], DeviceOverride=[0], PID=LineControl(1,100,174,26),"
    "CI=[19024195],Sender=Cdcc(1,100,219,16)"
)


def test_a_line(read: Reader) -> None:
    assert read("digit_analysis_next_hop", "app_info", LINE).fields == {
        "partition": "8a7b6c5d-1122-4334-9556-a1b2c3d4e5f6",
        "pattern": "1003",
        "device_type": "UserDevice",
        "next_hop": "LineControl(1,100,174,26)",
        "ci": 19024195,
        "sender": "Cdcc(1,100,219,16)",
    }


def test_a_trunk_behind_a_pattern_with_brackets_in_no_partition(read: Reader) -> None:
    body = (
        "Digit analysis: wait_DmPidRes- Partition=[] Pattern=[9.[2-9]XXXXXX] "
        "Where=[],cmDeviceType=[Unknown], "
        "OutsideDialtone =[1], DeviceOverride=[0], "
        "PID=SIPD(1,100,74,16),CI=[19024195],Sender=Cdcc(1,100,219,16)"
    )
    fields = read("digit_analysis_next_hop", "app_info", body).fields
    assert (fields["partition"], fields["pattern"], fields["next_hop"]) == (
        None,
        "9.[2-9]XXXXXX",
        "SIPD(1,100,74,16)",
    )


def test_an_empty_pattern_is_null(read: Reader) -> None:
    fields = read("digit_analysis_next_hop", "app_info", LINE.replace("[1003]", "[]")).fields
    assert fields["pattern"] is None and fields["device_type"] == "UserDevice"


def test_a_lookup_is_not_a_next_hop(claims: Claimer) -> None:
    assert not claims("digit_analysis_next_hop", "app_info", 'Digit analysis: match(cn="1018", dd="98")')
