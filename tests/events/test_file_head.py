"""The head of an SDL file."""

from reading import Reader

HEAD = (
    "UTC:-05:00,Date: 2013/11/04, AppName: CCM, AppId: 100, AppNodeId: 1, AppVersion: CUCM "
    "Install=9.1.2.10000-28 "
    "Build=9.1.2.10000-28 (1f2e3d) memlog=20, HostName: cucm-a-pub, HostIPAddress: 10.10.95.203, "
    "AppStartTime: 2013/11/01 06:12:40, FileNumber: 71, TraceVer: 3.0"
)


def test_a_whole_head(read: Reader) -> None:
    assert read("file_head", "file_head", HEAD).fields == {
        "utc_offset": "-05:00",
        "date": "2013/11/04",
        "app_name": "CCM",
        "app_id": 100,
        "node": 1,
        "version": "CUCM Install=9.1.2.10000-28 Build=9.1.2.10000-28 (1f2e3d) memlog=20",
        "host": "cucm-a-pub",
        "host_ip": "10.10.95.203",
        "epoch": "2013/11/01 06:12:40",
        "file_number": 71,
        "trace_version": "3.0",
    }


def test_a_head_without_process_start(read: Reader) -> None:
    short = (
        "UTC:+00:00,Date: 2025/02/03, AppName: CCM, AppId: 100, AppNodeId: 2, AppVersion: CUCM "
        "Install=15.0.1.10000-32, "
        "HostName: cucm-b-sub, HostIPAddress: ::ffff:10.10.96.12, TraceVer: 3.0\n\nsome words of the page"
    )
    fields = read("file_head", "file_head", short).fields
    assert (fields["node"], fields["host_ip"], fields["trace_version"]) == (2, "::ffff:10.10.96.12", "3.0")
    assert fields["epoch"] is None and fields["file_number"] is None


def test_a_head_cut_behind_the_node(read: Reader) -> None:
    fields = read("file_head", "file_head", HEAD.partition(", AppVersion")[0]).fields
    assert fields["node"] == 1 and fields["version"] is None and fields["host"] is None
