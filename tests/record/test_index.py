"""Where records start and what their headers say, as CallManager writes them and as people paste them."""

import numpy as np
import pytest

from tests.record.built import HEAD, assert_accounts_for_every_byte, file, kinds, record, record_texts
from tracekit.clock import DAY_MS
from tracekit.record.index import index_call_log, index_dated_sdl, index_sdi, index_sdl

TEN = 10 * 3_600_000


def test_records_as_callmanager_writes_them() -> None:
    data = file(HEAD, record(100001, "first"), record(100002, "DaReq |wait", type_="SdlSig", sub=0))
    index = index_sdl(data)
    assert record_texts(data, index) == [HEAD[38:], b"first", b"DaReq |wait"]
    assert index.seq.tolist() == [100000, 100001, 100002]
    assert index.sub.tolist() == [0, 1, 0]
    assert index.ms.tolist() == [TEN, TEN + 1250, TEN + 1250]
    assert index.day.tolist() == [-1, -1, -1]
    assert index.line.tolist() == [1, 2, 3]
    assert kinds(index) == ["file_head", "app_info", "sdl_sig"]
    assert (index.parsed, index.continuation, index.unparsed) == (len(data), 0, 0)


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("AppInfo", "app_info"),
        ("SdlSig", "sdl_sig"),
        ("SdlSig-O", "sdl_sig"),
        ("SdlSig-I", "sdl_sig"),
        ("SdlSig-S", "sdl_sig"),
        ("SdlSig-Q", "sdl_sig"),
        ("SdlSig-D", "sdl_sig"),
        ("FileHead", "file_head"),
        ("AlarmErr", "alarm_err"),
        ("AlarmInf", ""),
        ("Created", ""),
        ("Stopping", ""),
        ("NodeCngd", ""),
    ],
)
def test_the_type_column_tells_the_kind(type_: str, kind: str) -> None:
    canonical, pasted = record(5, "text", type_=type_), f"00000005.001 |10:00:01.250 |{type_} |text".encode()
    for line in (canonical, pasted):
        index = index_sdl(file(HEAD, record(4, "x"), line, record(6, "y")))
        assert kinds(index) == ["file_head", "app_info", kind, "app_info"]


@pytest.mark.parametrize("first", ["AppInfo x", "AppInfo", "AppInfox"])
def test_a_damaged_type_stays_the_only_one(first: str) -> None:
    """Types are told by their first eight bytes; the ninth must not decide for all others."""
    data = file(HEAD, record(1, "one", type_=first), record(2, "two"), record(3, "three"))
    assert kinds(index_sdl(data))[2:] == ["app_info", "app_info"]
    data = file(HEAD, record(2, "two"), record(1, "one", type_="AppInfo x"))
    assert kinds(index_sdl(data))[1:] == ["app_info", ""]


def test_more_types_than_there_are() -> None:
    names = [f"T{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(100)]
    data = file(HEAD, *(record(n, "x", type_=name) for n, name in enumerate(names)), record(200, "y"))
    assert kinds(index_sdl(data)) == ["file_head", *[""] * 100, "app_info"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends(end: bytes) -> None:
    data = file(HEAD, record(1, b"one" + end + b"two" + end), record(2, "three"), end=end)
    index = index_sdl(data)
    assert record_texts(data, index)[1:] == [b"one" + end + b"two", b"three"]
    assert_accounts_for_every_byte(data, index)


def test_line_ends_of_both_kinds_in_one_file() -> None:
    data = (
        HEAD
        + b"\r\n"
        + record(1, "a\r\nb\nc")
        + b"\n"
        + record(2, "d")
        + b"\r\n\r\n\n"
        + record(3, "e")
        + b"\r"
    )
    index = index_sdl(data)
    assert record_texts(data, index)[1:] == [b"a\r\nb\nc", b"d", b"e"]
    assert index.line.tolist() == [1, 2, 5, 8]
    assert_accounts_for_every_byte(data, index)


@pytest.mark.parametrize(
    "line",
    [
        "12345678",
        "12345678.001 10:00:00.000 |AppInfo  |no bar behind the number",
        "00000002.001 |10:00:00,000 |AppInfo  |a comma in the time",
        "0000000x.001 |10:00:00.000 |AppInfo  |a letter in the number",
        "00000002.001 |10:00:00.000 |4ppInfo  |a type that starts with a digit",
        "|PretransformCallingPartyNumber=1018",
        "| | | |",
        "",
        "10:00:00.000 |AppInfo  |no number",
        "00000002.001 |10:00:00.000 |",
        "a=rtpmap:0 PCMU/8000",
        "\x00\x01\x02",
    ],
)
def test_a_line_that_is_no_header_continues_its_record(line: str) -> None:
    data = file(HEAD, record(1, f"one\n{line}\nend"), record(3, "three"))
    index = index_sdl(data)
    assert record_texts(data, index)[1:] == [f"one\n{line}\nend".encode(), b"three"]
    assert index.continuation == len(line) + 1 + len("end\n")
    assert index.line.tolist() == [1, 2, 5]


@pytest.mark.parametrize("digits", [6, 7, 9, 10, 12])
def test_sequence_numbers_of_another_width(digits: int) -> None:
    seq = int("9" * digits)
    data = file(HEAD, record(1, "one"), f"{seq}.002 |23:59:59.999 |SdlSig   |wide".encode(), record(2, "two"))
    index = index_sdl(data)
    assert record_texts(data, index)[1:] == [b"one", b"wide", b"two"]
    assert (int(index.seq[2]), int(index.sub[2]), int(index.ms[2])) == (seq, 2, DAY_MS - 1)


@pytest.mark.parametrize(
    "header",
    [
        "00000002.003|10:00:02.000|AppInfo|",
        "00000002.003 | 10:00:02.000 | AppInfo | ",
        "00000002.003 |10:00:02.000 |AppInfo\n|",
        "00000002.003 |10:00:02.000\n|AppInfo  |",
        "00000002 .003  |10:00:02.000  |AppInfo   |",
        "\t00000002.003 |10:00:02.000 |AppInfo\t|",
        "ccm.txt:4711: 00000002.003 |10:00:02.000 |AppInfo  |",
        "> 00000002.003 |10:00:02.000 |AppInfo  |",
        "\ufeff00000002.003 |10:00:02.000 |AppInfo  |",
    ],
)
def test_headers_that_pasting_has_changed(header: str) -> None:
    data = file(b"Hello team", record(1, "one"), (header + "pasted").encode(), record(3, "three"))
    index = index_sdl(data)
    assert record_texts(data, index)[1:] == [b"pasted", b"three"]
    assert index.seq.tolist() == [1, 2, 3] and kinds(index) == ["app_info"] * 3
    assert (int(index.sub[1]), int(index.ms[1])) == (3, TEN + 2000)
    assert index.unparsed == len("Hello team\n")
    assert_accounts_for_every_byte(data, index)


def test_records_glued_into_one_line() -> None:
    data = (
        record(1, "one ") + record(2, "two") + record(3, "three", type_="SdlSig") + b"\n" + record(4, "four")
    )
    index = index_sdl(data)
    assert record_texts(data, index) == [b"one ", b"two", b"three", b"four"]
    assert index.line.tolist() == [1, 1, 1, 2]
    assert (index.parsed, index.continuation, index.unparsed) == (len(data), 0, 0)


def test_a_header_inside_a_line_of_a_whole_file_is_text() -> None:
    """Such a file came from CallManager: what looks like a header in a message is part of the message."""
    inner = record(2, "quoted")
    data = file(HEAD, record(1, b"one " + inner), record(3, "three"))
    assert record_texts(data, index_sdl(data))[1:] == [b"one " + inner, b"three"]


def test_a_file_that_starts_inside_a_message() -> None:
    data = file(
        b"Via: SIP/2.0/TCP 10.10.97.3:5060", b"Content-Length: 0", b"", record(7, "seven"), record(8, "eight")
    )
    index = index_sdl(data)
    assert record_texts(data, index) == [b"seven", b"eight"]
    assert index.line.tolist() == [4, 5]
    assert index.unparsed == int(index.start[0]) > 0
    assert_accounts_for_every_byte(data, index)


def test_records_keep_the_order_of_the_file() -> None:
    """Several threads write: their numbers go back and forth, and are no order."""
    order = [41, 40, 1234567890, 42, 40, 39]
    data = file(
        HEAD, *(f"{seq:08}.000 |10:00:00.{n:03} |AppInfo  |{n}".encode() for n, seq in enumerate(order))
    )
    index = index_sdl(data)
    assert index.seq.tolist()[1:] == order
    assert record_texts(data, index)[1:] == [b"0", b"1", b"2", b"3", b"4", b"5"]


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\r\n\r\n", b"no trace at all", b"\xff\xfe\x00", b"0", b"12345678."]
)
def test_files_without_a_record(data: bytes) -> None:
    for index_of in (index_sdl, index_dated_sdl, index_sdi, index_call_log):
        index = index_of(data)
        assert len(index) == 0
        assert (index.parsed, index.continuation, index.unparsed) == (0, 0, len(data))


def test_a_file_without_a_line_end_at_its_end() -> None:
    data = HEAD + b"\n" + record(1, "cut he")
    assert record_texts(data, index_sdl(data))[1:] == [b"cut he"]
    for size in range(len(data) - 60, len(data)):
        assert_accounts_for_every_byte(data[:size], index_sdl(data[:size]))


def test_a_header_alone_at_the_end() -> None:
    data = HEAD + b"\n" + record(1, "")
    index = index_sdl(data)
    assert record_texts(data, index)[1:] == [b""] and index.body.tolist()[1] == len(data)


def test_a_very_long_row_of_empty_lines_belongs_to_its_record() -> None:
    data = file(HEAD, record(1, b"one" + b"\r\n" * 5_000), record(2, "two"))
    index = index_sdl(data)
    assert record_texts(data, index)[1:] == [b"one", b"two"]
    assert index.line.tolist()[2] == 5_003


def test_dated_headers_of_7x() -> None:
    data = file(
        b"000000041| 2008/09/26 14:03:11.520| 002| AppInfo  |  one",
        b"000000042| 2008/09/27 00:00:00.001| 100| SdlSig   | | DaReq",
        b"000000043| 2008/02/31 00:00:00.002| 100| SdlSig   | no such day",
    )
    index = index_dated_sdl(data)
    assert kinds(index) == ["app_info", "sdl_sig", "sdl_sig"]
    assert index.seq.tolist() == [41, 42, 43] and index.sub.tolist() == [-1, -1, -1]
    first = int(np.datetime64("2008-09-26", "D").astype(np.int64))
    assert index.day.tolist() == [first, first + 1, -1]
    assert index.ms.tolist() == [((14 * 60 + 3) * 60 + 11) * 1000 + 520, 1, 2]
    assert record_texts(data, index)[:2] == [b"one", b"DaReq"]
    assert_accounts_for_every_byte(data, index)


def test_sdi_with_and_without_a_date() -> None:
    data = file(
        b"09/26/2008 14:03:11.520 CCM|Digit analysis: potentialMatches=NoPotentialMatchesExist|<CLID::c>",
        b"|continues",
        b"14:03:11.521 CCM|StationInit",
    )
    index = index_sdi(data)
    assert kinds(index) == ["app_info", "app_info"]
    assert index.day.tolist() == [int(np.datetime64("2008-09-26", "D").astype(np.int64)), -1]
    assert index.seq.tolist() == [-1, -1]
    assert record_texts(data, index)[0].endswith(b"|<CLID::c>\n|continues")
    assert_accounts_for_every_byte(data, index)


def test_call_log_rows() -> None:
    data = file(
        b"2013/11/04 19:59:21.168|CC|SETUP|1|2|3|4|4",
        b"2013/11/04_19:59:21.169|CC|RELEASE|1|2|16",
        b"2013/11/04  19:59:21.170|CC|SPLIT|1|2",
        b"  Line 4711: 2013/11/05 00:00:00.000|CC|JOIN|1|2",
    )
    index = index_call_log(data)
    assert kinds(index) == ["call_log"] * 4
    assert record_texts(data, index)[:2] == [b"CC|SETUP|1|2|3|4|4", b"CC|RELEASE|1|2|16"]
    assert record_texts(data, index)[3] == b"CC|JOIN|1|2"
    first = int(np.datetime64("2013-11-04", "D").astype(np.int64))
    assert index.day.tolist() == [first, first, first, first + 1]
    assert_accounts_for_every_byte(data, index)
