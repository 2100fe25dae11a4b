"""Files as a node writes them and as they are found: clocks, cuts, threads, old versions."""

from datetime import date, timedelta

import pytest

from tests.torture.carriers import TRAILER, file_head, sdl_message
from tests.torture.trace import ANALYSIS, CALL, HEAD, INVITE, PAIR, RESULT, SENT, column, scanned, sip
from tracekit.archive import in_memory
from tracekit.clock import NO_TIME
from tracekit.scan.text import scan_text

FIRST = date(2026, 3, 2)
NAMES = ("label", "call_id", "cseq")


def at(times: list[str], head: bytes = HEAD) -> list[object]:
    """The days, counted from the FileHead's, that records with these times of day get."""
    records = [
        b"%08d.001 |%s |AppInfo  |LBMIF: CI: %d ASSOC    9\n" % (n, time.encode(), n)
        for n, time in enumerate(times, 1)
    ]
    scan = scanned(head + b"".join(records))
    days = column(scan, "location_pair", "day")
    assert column(scan, "location_pair", "ci_a") == list(range(1, len(times) + 1))
    return [None if day == NO_TIME else (date(1970, 1, 1) + timedelta(day) - FIRST).days for day in days]


def headed(time: str, old: bytes = b"", new: bytes = b"") -> bytes:
    head = HEAD.replace(b"09:00:00.000", time.encode())
    return head.replace(old, new) if old else head


@pytest.mark.parametrize(
    ("start", "times", "days"),
    [
        ("09:00:00.000", ["09:00:00.001", "12:00:00.000"], [0, 0]),
        ("09:00:00.000", ["12:30:00.000", "09:30:00.000", "09:30:00.001"], [0, 0, 0]),
        ("09:00:00.000", ["09:00:30.000", "09:00:00.000", "09:00:31.000"], [0, 0, 0]),
        ("23:00:00.000", ["23:59:59.999", "00:00:00.000"], [0, 1]),
        ("23:00:00.000", ["00:00:00.100", "23:59:59.900", "00:00:00.300"], [1, 0, 1]),
        ("00:00:00.206", ["00:00:00.206", "08:00:00.000", "16:00:00.000", "23:59:59.998"], [0, 0, 0, 0]),
        ("20:00:00.000", ["01:00:00.000", "09:00:00.000", "20:00:00.000", "01:00:00.000"], [1, 1, 1, 2]),
        ("09:00:00.000", ["09:00:00.001", "24:00:00.000", "09:00:00.002"], None),
    ],
    ids=[
        "jump ahead",
        "jump back",
        "half a minute back",
        "midnight",
        "out of order at midnight",
        "a whole day",
        "two midnights",
        "no such time",
    ],
)
def test_days_of_a_file(start: str, times: list[str], days: list[int] | None) -> None:
    found = at(times, headed(start))
    assert len(found) == len(times) and (days is None or found == days)


def test_a_silence_of_half_a_day() -> None:
    assert at(["01:00:00.000", "14:00:00.000"], headed("00:30:00.000")) == [0, 0]


def test_two_file_heads_in_one_text() -> None:
    second = file_head(8).replace(b"2026/03/02", b"2026/03/09")
    text = HEAD + PAIR + second + PAIR.replace(b"09:00:20", b"09:01:20")
    one, other = scan_text("both.txt", in_memory(text), "sdl")
    assert [one.member["member"], other.member["member"]] == ["both.txt", "both.txt[2]"]
    assert column(other, "location_pair", "day")[0] - column(one, "location_pair", "day")[0] == 7
    place = column(other, "location_pair", "offset")[0]
    assert text[place : place + 30] == PAIR.replace(b"09:00:20", b"09:01:20")[:30]


def test_without_a_file_head_there_is_no_day() -> None:
    assert at(["23:59:59.999", "00:00:00.001"], b"") == [None, None]


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        (b"2028/02/28", date(2028, 2, 29)),
        (b"2026/12/31", date(2027, 1, 1)),
        (b"2026/04/30", date(2026, 5, 1)),
    ],
)
def test_midnight_at_the_end_of_a_month(day: bytes, next_day: date) -> None:
    found = at(["23:59:59.999", "00:00:00.001"], headed("23:00:00.000", b"2026/03/02", day))
    assert found[1] == (next_day - FIRST).days


def test_a_date_that_does_not_exist_is_unknown() -> None:
    assert at(["09:00:01.000"], headed("09:00:00.000", b"2026/03/02", b"2026/02/30")) == [None]


@pytest.mark.parametrize(
    ("old", "new", "what", "value"),
    [
        (b"10.10.5.5", b"::ffff:10.10.5.5", "host_ip", "::ffff:10.10.5.5"),
        (b"AppStartTime: 2026/03/01 22:10:05, FileNumber: 7, ", b"", "epoch", None),
        (b"AppName: CCM, AppId: 100", b"AppName: CTIManager, AppId: 200", "app", "CTIManager"),
        (
            b"Install=12.5.1.11900-1",
            b"Install=15.0.1.12900-234 Build=15.0.1.12900-234 (d3f126) memlog=20",
            "version",
            "CUCM Install=15.0.1.12900-234 Build=15.0.1.12900-234 (d3f126) memlog=20",
        ),
        (b"UTC:+01:00", b"UTC:-09:30", "utc_offset_minutes", -570),
        (b"FileNumber: 7", b"FileNumber: 1262", "file_number", 1262),
    ],
    ids=[
        "v4-mapped v6 host",
        "short form of 15",
        "CTIManager",
        "version of 15",
        "half an hour west",
        "number",
    ],
)
def test_file_heads(old: bytes, new: bytes, what: str, value: object) -> None:
    scan = scanned(HEAD.replace(old, new) + CALL)
    assert scan.member[what] == value
    assert (scan.member["node"], scan.member["host"]) == (1, "CUCMT")
    assert sip(scan, *NAMES) == [("INVITE", "inv@10.10.5.41", 101)]


@pytest.mark.parametrize(
    ("behind", "known"),
    [
        (b"bytes:", (None, None, None)),
        (b"bytes:\n[131,", (None, None, None)),
        (b"INVITE sip:98", ("INVITE", None, None)),
        (b"Call-ID: inv", ("INVITE", "inv", None)),
        (b"CSeq: 101 IN", ("INVITE", "inv@10.10.5.41", 101)),
        (b"m=audio", ("INVITE", "inv@10.10.5.41", 101)),
    ],
    ids=["announcement", "network number", "start line", "call-id", "cseq", "body"],
)
def test_a_file_that_ends_inside_a_message(behind: bytes, known: tuple[object, ...]) -> None:
    scan = scanned(HEAD + SENT[: SENT.index(behind) + len(behind)])
    assert sip(scan, *NAMES) == [known]
    assert sip(scan, "remote_ip", "remote_port", "conn_idx") == [("10.10.5.41", 50341, 7)]


@pytest.mark.parametrize(("behind", "problems"), [(b"wait_Sdl", 0), (b"from 10.1", 1), (b"index 7 wi", 1)])
def test_a_file_that_ends_inside_the_announcement_holds_no_message(behind: bytes, problems: int) -> None:
    scan = scanned(HEAD + SENT[: SENT.index(behind) + len(behind)], problems=problems)
    assert "sip_message" not in scan.events and scan.member["records"] == 2


def test_a_file_that_begins_inside_a_message() -> None:
    rest = INVITE[INVITE.index(b"Max-Forwards") :] + b"\n"
    for data in (rest + HEAD + CALL, HEAD + rest + CALL, rest + CALL):
        scan = scanned(data)
        assert sip(scan, *NAMES) == [("INVITE", "inv@10.10.5.41", 101)]
        lost = scan.member["bytes_unparsed"]
        assert lost == (0 if data.startswith(HEAD) else len(rest))
        assert scan.member.get("file_number") == (7 if HEAD in data else None)


def test_records_of_two_threads_interleave() -> None:
    other = sdl_message(INVITE.replace(b"inv@", b"two@"), 90)
    scan = scanned(
        HEAD + b"".join([ANALYSIS, other, RESULT, SENT, PAIR, ANALYSIS.replace(b"00310100", b"00310099")])
    )
    assert sip(scan, "call_id", "seq") == [("two@10.10.5.41", 310090), ("inv@10.10.5.41", 310131)]
    assert column(scan, "digit_analysis_match", "seq") == [310100, 310099]
    assert column(scan, "digit_analysis_results", "pattern") == [None, "9898"]


DATED = b"%09d| 2008/09/26 11:50:39.6%02d| 001| %-9s | %s\n"
EMPTY = b" | ".join(b" " * width for width in (37, 29, 31, 31, 39)) + b" | "
TAG = b"LineControl(1,100,139,3)   | Cdcc(1,100,55,17)   | (1,100,45,1).3035-(SEP0011AABB0003:10.10.5.14)| "
FLAGS = b"[R:NP - HP: 0, NP: 2, LP: 0, VLP: 0, LZP: 0 DBP: 0]"


@pytest.mark.parametrize("front", [b"", b"see below\n"])
def test_dated_sdl_of_seven(front: bytes) -> None:
    lines = [
        DATED
        % (
            1853110,
            80,
            b"SdlSig",
            b"CcSetupReq      | restart0       | " + TAG + FLAGS + b"CI=23624774 CI.branch=0",
        ),
        DATED
        % (
            1853111,
            82,
            b"SdlSig",
            b"PolicyAndCACAssociateReq | wait   | "
            + TAG
            + FLAGS
            + b"CI= 23624774  aCI=23624774 bCI=23624775",
        ),
        DATED
        % (
            1853112,
            87,
            b"AppInfo",
            EMPTY
            + b'Digit analysis: match(pi="2", fqcn="2101", cn="2101", plv="5", pss="", dd="2102", dac="0")',
        ),
    ]
    scan = scanned(front + b"".join(lines))
    assert scan.member["records"] == 3 and scan.member["bytes_unparsed"] == len(front)
    assert column(scan, "call_setup", "ci") == [23624774]
    assert column(scan, "policy_pair", "ci_b") == [23624775]
    assert column(scan, "digit_analysis_match", "dialed") == ["2102"]
    assert scan.member["first_time"] == "2008-09-26T11:50:39.680"


@pytest.mark.parametrize(
    "match",
    [
        b'match(fqcn= "" , cn= "1001" , pss= "" , dd= "1000" )',
        b'match(fqcn="", cn="1001", pss="", dd="1000")',
        b'match(pi="2", fqcn="1001", cn="1001",plv="5", pss="", TodFilteredPss="", dd="1000",dac="0")'
        + TRAILER,
    ],
    ids=["blanks", "plain", "trailer"],
)
@pytest.mark.parametrize("stamp", [b"16:05:43.562", b"05/14/2008 16:05:43.562"], ids=["3.x", "5.x"])
def test_sdi(match: bytes, stamp: bytes) -> None:
    line = stamp + b" CCM|Digit analysis: " + match
    found = b"|CallingPartyNumber=1001|DialingPattern=1000\n|PretransformDigitString=1000\n"
    scan = scanned(line + line + b"\n" + stamp + b" CCM|Digit analysis: analysis results\n" + found, "sdi")
    assert column(scan, "digit_analysis_match", "dialed") == ["1000", "1000"]
    assert column(scan, "digit_analysis_match", "calling") == ["1001", "1001"]
    assert column(scan, "digit_analysis_results", "pattern") == ["1000"]


def test_a_secure_call_in_sdi() -> None:
    lines = (
        b"//SIP/SIPHandler/ccbId=0/scbId=0/SIP_PROCESS_ENQUEUE: createConnMsg tls_security=3",
        b"//SIP/Stack/Transport/0x0/sipConnectionManagerProcessConnCreated: gConnTab=0xb4, addr=10.10.5.9, "
        b"port=5061, connid=12, transport=TLS Over TCP",
        b"//SIP/SIPTcp/wait_SdlSPISignal: Outgoing SIP TCP message to 10.10.5.9 on port 5061 index 12 ",
    )
    text = b"".join(b"05/14/2008 12:01:02.123 CCM|" + line + TRAILER + b"\n" for line in lines)
    scan = scanned(text + INVITE + b"\n", "sdi")
    assert column(scan, "connection_request", "tls_security") == [3]
    assert column(scan, "connection_created", "transport_text") == ["TLS Over TCP"]
    assert sip(scan, "remote_port", "conn_idx", *NAMES) == [(5061, 12, "INVITE", "inv@10.10.5.41", 101)]


def test_cti_manager_has_records_and_no_call() -> None:
    records = (
        b"00895256.000 |09:00:16.944 |SdlSig |CtiProviderOpenReq |init |CTIHandler(1,200,22,7) "
        b"|CTIHandler(1,200,22,7) |1,200,13,8.3^*^* |[R:L-H:0,N:0,L:0,V:0,Z:0,D:0] Async Response=2\n"
        b"00895256.001 |09:00:16.944 |AppInfo |[CTI-APP] [CTIHandler::Output ] ProviderOpenResponse\n"
        b"00895261.038 |09:00:17.149 |AppInfo |\nAfter escaping = jdoe\n"
    )
    scan = scanned(HEAD.replace(b"AppName: CCM, AppId: 100", b"AppName: CTIManager, AppId: 200") + records)
    assert (scan.member["records"], scan.member["app"], list(scan.events)) == (4, "CTIManager", ["file_head"])
