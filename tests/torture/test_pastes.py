"""What mails, web pages, editors and consoles do to a trace; the call set-up in it is read all the same."""

import pytest

from tests.torture.carriers import sdl_message
from tests.torture.trace import ANALYSIS, CALL, HEAD, INVITE, PAIR, RESULT, SENT, column, scanned, sip

LF = CALL.replace(b"\r\n", b"\n")
LINES = LF.removesuffix(b"\n").split(b"\n")
TRANSLATORX = (
    b"\n\n\nTimestamp: 3855195614131\nUTC Timestamp:3855192014131\n"
    b"Source Filename: SDL001_100_000007.txt.gz\n\n"
)
DUMP = b"admin:file dump activelog cm/trace/ccm/sdl/SDL001_100_000007.txt 40\n\n"


def before_each_line(prefix: bytes) -> bytes:
    return b"".join(prefix + line + b"\n" for line in LINES)


SHAPES = {
    "as CallManager writes it": CALL,
    "LF alone": LF,
    "CR LF everywhere": LF.replace(b"\n", b"\r\n"),
    "a blank line behind every line": LF.replace(b"\n", b"\n\n"),
    "a blank line behind every line, CR LF": LF.replace(b"\n", b"\r\n\r\n"),
    "two blank lines behind every line": LF.replace(b"\n", b"\n\n\n"),
    "single-blank padding": LF.replace(b"  |", b" |"),
    "no padding at all": LF.replace(b"  |", b"|").replace(b" |", b"|"),
    "blanks behind every line": LF.replace(b"\n", b"  \n"),
    "a byte order mark in front": b"\xef\xbb\xbf" + CALL,
    "code fences around": b"```\n" + CALL + b"```\n",
    "narration in front": b"The call failed at nine, see below:\n\n" + CALL,
    "narration between": ANALYSIS
    + b"\nThat was the analysis, now the result\n"
    + RESULT
    + b"and the INVITE\n"
    + SENT
    + PAIR,
    "narration on the record's own line": ANALYSIS + RESULT + b"sent to the trunk here: " + SENT + PAIR,
    "a console prompt around": DUMP + HEAD + CALL + b"\nadmin:\n",
    "records glued with a blank": b" ".join(record.strip() for record in (ANALYSIS, RESULT, SENT, PAIR))
    + b"\n",
    "records glued without a blank": ANALYSIS.strip() + b"\n" + RESULT.strip() + SENT.strip() + PAIR.strip(),
    "indented by four": before_each_line(b"    "),
    "indented by a tab": before_each_line(b"\t"),
    "a blank inside the sequence number": CALL.replace(b"00310131.002", b"00310131 .002"),
    "a digit of the sequence number lost": CALL.replace(b"00310131.002", b"0310131.002"),
    "a blank inside a parameter's name": CALL.replace(b";tag=", b";t ag="),
    "the tool's trailer": ANALYSIS + RESULT + SENT.rstrip() + TRANSLATORX + PAIR,
    "the tool's trailer, no blank line before the body": ANALYSIS
    + RESULT
    + SENT.rstrip().replace(b"\r\n\r\nv=0", b"\r\nv=0")
    + TRANSLATORX
    + PAIR,
    "the network number lost": CALL.replace(b"[131,NET]\n", b""),
    "the announcement broken at a blank": CALL.replace(b"message from", b"message\nfrom"),
    "the headers of the start glued": CALL.replace(b" SIP/2.0\r\nVia", b" SIP/2.0 Via"),
    "the Call-ID glued behind another header": CALL.replace(b"\r\nCall-ID", b" Call-ID"),
    "CSeq glued behind another header": CALL.replace(b"\r\nCSeq", b" CSeq"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_call_is_read(shape: str) -> None:
    scan = scanned(SHAPES[shape])
    assert sip(scan, "remote_ip", "remote_port", "conn_idx", "label", "call_id", "cseq") == [
        ("10.10.5.41", 50341, 7, "INVITE", "inv@10.10.5.41", 101)
    ]
    assert sip(scan, "from_number", "to_number", "from_tag", "branch", "contact_device", "has_sdp") == [
        ("1018", "9898", "77aa41", "z9hG4bK5a41", "SEP0011AABB0041", True)
    ]
    assert column(scan, "sip_message", "net_no") == [None if "lost" in shape and "network" in shape else 131]
    assert column(scan, "digit_analysis_match", "dialed") == ["9898"]
    assert column(scan, "digit_analysis_results", "pattern") == [None, "9898"]
    assert column(scan, "location_pair", "ci_a") == [23000001]


@pytest.mark.parametrize("prefix", [b"> ", b">> ", b"  Line 2364: ", b"\tLine 2364: "])
def test_a_mark_before_every_line(prefix: bytes) -> None:
    """Headers are found behind the mark; a body keeps it, so that its session description is not seen."""
    scan = scanned(b"new 3 (4 hits)\n" + before_each_line(prefix))
    assert sip(scan, "label", "call_id", "cseq", "from_number", "to_number", "net_no", "has_sdp") == [
        ("INVITE", "inv@10.10.5.41", 101, "1018", "9898", 131, False)
    ]
    assert column(scan, "digit_analysis_match", "dialed") == ["9898"]
    assert column(scan, "location_pair", "ci_b") == [23000002]


def test_hits_of_an_editor_are_lines_of_their_own() -> None:
    hits = b"".join(
        b"\tLine %d: %s\n" % (2364 + at, line) for at, line in enumerate([ANALYSIS.strip(), PAIR.strip()])
    )
    scan = scanned(b"C:\\case\\SDL001_100_000007.txt  (2 hits)\n" + hits)
    assert column(scan, "digit_analysis_match", "calling") == ["1018"]
    assert column(scan, "location_pair", "ci_a") == [23000001]


def test_calllogs_hits_of_an_editor() -> None:
    rows = b"2026/03/02  09:00:01.142|CC|SETUP|23000001|23000002| 1018 |9898|9898   \n"
    scan = scanned(b"C:\\case\\calllogs_00000007.txt  (1 hits)\nLine 11448: " + rows, "calllogs")
    assert column(scan, "call_log", "ci_a") == [23000001]
    assert column(scan, "call_log", "calling") == ["1018"]


def test_everything_in_one_line() -> None:
    """The body loses its lines and with them its session description; the headers are still told apart."""
    scan = scanned(CALL.replace(b"\r\n", b" ").replace(b"\n", b" "))
    assert sip(scan, "label", "call_id", "cseq", "from_number", "net_no") == [
        ("INVITE", "inv@10.10.5.41", 101, "1018", 131)
    ]
    assert column(scan, "digit_analysis_match", "dialed") == ["9898"]
    assert column(scan, "digit_analysis_results", "pattern") == [None, "9898"]
    assert column(scan, "location_pair", "ci_b") == [23000002]


@pytest.mark.parametrize(
    "address", [b"x.x.x.x", b"10.x.x.x", b"xx.xx.97.108", b"10.10.5.xxx", b"<removed>", b"2001:db8::x"]
)
def test_masked_addresses_stay_as_they_are(address: bytes) -> None:
    scan = scanned(SENT.replace(b"10.10.5.41", address))
    shown = address.decode()
    assert sip(scan, "remote_ip", "remote_port", "conn_idx", "call_id", "cseq") == [
        (shown, 50341, 7, f"inv@{shown}", 101)
    ]


@pytest.mark.parametrize("number", ["+612xxxxxxxx", "98XX", "****", "1\ufffd18", "x"])
def test_masked_and_broken_numbers_stay_as_they_are(number: str) -> None:
    scan = scanned((ANALYSIS + SENT).replace(b"1018", number.encode()))
    assert column(scan, "sip_message", "from_number") == [number]
    assert column(scan, "digit_analysis_match", "calling") == [number]


@pytest.mark.parametrize(
    ("family", "record"),
    [
        ("sip_message", SENT.replace(b"50341", "50\ufffd41".encode())),
        ("location_pair", PAIR.replace(b"23000001", "230\ufffd0001".encode())),
        ("sip_message", SENT.replace(b"port 50341", b"port five")),
    ],
)
def test_a_broken_number_where_digits_belong_is_a_problem_and_no_guess(family: str, record: bytes) -> None:
    scan = scanned(HEAD + record, problems=1)
    assert scan.problems[0]["family"] == family
    assert family not in scan.events


def test_two_messages_without_a_line_between() -> None:
    second = sdl_message(INVITE.replace(b"inv@", b"two@"), 132)
    scan = scanned(HEAD + SENT.removesuffix(b"\n") + second)
    assert column(scan, "sip_message", "call_id") == ["inv@10.10.5.41", "two@10.10.5.41"]
