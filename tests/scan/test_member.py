"""One built file to columns: typed fields, problems with their place, exact bytes of messages."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from tests.record.built import HEAD, file, record
from tests.samples import Sample, family_sample, samples
from tracekit.clock import DAY_MS, NO_TIME
from tracekit.family import families
from tracekit.scan import MemberScan, scan_member
from tracekit.scan import member as member_module
from tracekit.scan.sieve import Sieve

MARCH_2 = int(np.datetime64("2026-03-02", "D").astype(np.int64))
CREATED = (
    "//SIP/Stack/Transport/0x0/sipConnectionManagerProcessConnCreated: gConnTab=0x1f2e, addr=10.10.96.7, "
    "port=5061, connid=12, transport=TLS Over TCP"
)
CUT = "LBMIF: CI: 19024195 ASSOC"
INVITE = (
    "INVITE sip:9898@10.10.96.7:5061 SIP/2.0\r\n"
    "Call-ID: 77-a@10.10.97.3\r\nCSeq: 101 INVITE\r\nContent-Length: 0\r\n\r\n"
)


def scan(*records: bytes, end: bytes = b"\n", kind: str = "sdl") -> tuple[MemberScan, bytes]:
    data = file(*records, end=end)
    return scan_member("case/SDL.txt", data, kind), data


def plain(scanned: MemberScan) -> dict[str, dict[str, list[Any]]]:
    """The rows as lists of Python values, to compare."""
    return {
        name: {key: list(values) for key, values in columns.items()}
        for name, columns in scanned.events.items()
    }


def test_fields_are_typed_and_placed() -> None:
    found, data = scan(HEAD, record(7, CREATED, sub=2), record(8, "LBMIF: CI: 5 ASSOC 6"))
    row = {name: values[0] for name, values in plain(found)["connection_created"].items()}
    assert row["conn_idx"] == 12 and row["remote_port"] == 5061 and row["remote_ip"] == "10.10.96.7"
    assert (row["record"], row["seq"], row["sub"], row["line"]) == (1, 7, 2, 2)
    assert (row["day"], row["ms"]) == (MARCH_2, 36_001_250)
    assert data[row["offset"] :][: row["length"]] == record(7, CREATED, sub=2) + b"\n"
    pair = plain(found)["location_pair"]
    assert (pair["ci_a"], pair["ci_b"], pair["action"], pair["answer"]) == ([5], [6], ["ASSOC"], [None])
    assert found.problems == []


def test_what_a_family_derives_is_in_its_columns() -> None:
    text = 'Digit analysis: match(pi="2",fqcn="+12025550118", cn="1018", plv="5", pss="", dd="98")'
    found, _ = scan(HEAD, record(1, text))
    row = plain(found)["digit_analysis_match"]
    assert (row["calling"], row["dialed"], row["pss"]) == (["1018"], ["98"], [None])


def test_bytes_that_are_no_text_become_visible() -> None:
    found, _ = scan(
        HEAD, record(1, b"updateSIPTrunkInfo: routing map: (10.10.96.7:5061, 5061, 0)==>TR\xffNK")
    )
    assert plain(found)["trunk_route"]["device"] == ["TR\ufffdNK"]


def test_a_number_too_large_for_any_column_is_unknown() -> None:
    found, _ = scan(HEAD, record(1, f"LBMIF: CI: {'9' * 18} ASSOC {'9' * 5000}"))
    row = plain(found)["location_pair"]
    assert (row["ci_a"], row["ci_b"]) == ([int("9" * 18)], [None])


def test_a_claimed_record_that_cannot_be_read_is_a_problem() -> None:
    found, data = scan(HEAD, record(1, "x\ny"), record(2, CUT), record(3, "SIPTcp - nothing known"))
    (problem,) = found.problems
    assert (problem["member"], problem["line"], problem["family"]) == ("case/SDL.txt", 4, "location_pair")
    assert data[problem["offset"] :][: problem["length"]] == record(2, CUT) + b"\n"
    assert problem["reason"] == (
        f"looks like location pair but ends too early, at byte {len(CUT)} – kept as text, not in any table"
    )
    assert "location_pair" not in found.events


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_lark_alone_gives_the_same_rows(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the fast pattern does not match, lark decides: a pattern that never matches changes nothing."""
    if len(sample.data) > 60_000:
        pytest.skip("lark takes its time; the smaller samples have every family")
    fast = scan_member(sample.name, sample.data, sample.kind)
    slow_families = {
        name: dataclasses.replace(
            family,
            plans={
                kind: dataclasses.replace(plan, pattern=never(plan.pattern))
                for kind, plan in family.plans.items()
            },
        )
        for name, family in families().items()
    }
    monkeypatch.setattr(member_module, "sieve", lambda: Sieve(slow_families))
    slow = scan_member(sample.name, sample.data, sample.kind)
    assert plain(slow) == plain(fast)
    assert slow.problems == fast.problems and slow.member == fast.member


def never(pattern: str) -> str:
    return f"(?!){pattern}"


def test_rows_that_only_lark_read_stand_in_the_order_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that refuses every other record: the rest comes from lark, each row at its place."""
    family = families()["location_pair"]
    (plan,) = family.plans.values()
    picky = dataclasses.replace(plan, pattern=r"(?!LBMIF: CI: \d*[13579]\b)" + plan.pattern)
    halved = {**families(), "location_pair": dataclasses.replace(family, plans={plan.kind: picky})}
    monkeypatch.setattr(member_module, "sieve", lambda: Sieve(halved))
    found, _ = scan(HEAD, *(record(n, f"LBMIF: CI: {n} ASSOC {n + 100}") for n in range(1, 8)))
    rows = plain(found)["location_pair"]
    assert rows["ci_a"] == rows["record"] == [1, 2, 3, 4, 5, 6, 7]
    assert rows["ci_b"] == [101, 102, 103, 104, 105, 106, 107]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("text", [INVITE, INVITE + "v=0\r\no=-\r\n", "OPTIONS sip:x SIP/2.0", ""], ids=len)
def test_the_bytes_of_a_message_are_exactly_its_own(text: str, end: bytes) -> None:
    """A message ends with CRLF itself; the trace adds LF, or CRLF once an editor has been at it."""
    head = "SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to 10.10.96.7 on port 5061 index 12 "
    for last in ((), (record(2, "next"),)):
        found, data = scan(
            HEAD, record(1, head.encode() + end + b"[131,NET]" + end + text.encode()), *last, end=end
        )
        row = {name: values[0] for name, values in plain(found)["sip_message"].items()}
        assert data[row["raw_offset"] :][: row["raw_length"]] == text.encode()
        assert (row["net_no"], row["conn_idx"], row["direction"]) == (131, 12, "Outgoing")


def test_a_message_that_the_end_of_the_file_cuts() -> None:
    head = "SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 10.10.96.7 on port 5061 index 12 "
    head += "with 99 bytes:"
    whole = HEAD + b"\n" + record(1, f"{head}\n[131,NET]\n{INVITE}")
    start = whole.index(b"INVITE sip")
    for size in range(start + 1, len(whole) + 1):
        found = scan_member("cut.txt", whole[:size], "sdl")
        row = {name: values[0] for name, values in plain(found)["sip_message"].items()}
        assert row["raw_offset"] == start
        assert 0 <= size - start - row["raw_length"] <= 1, (
            "at most the line end that the trace adds is left out"
        )


def test_what_the_file_head_tells() -> None:
    found, data = scan(HEAD, record(1, "x", time="23:59:59.000"), record(2, "y", time="00:00:01.000"))
    member = found.member
    assert (member["node"], member["host"], member["app"]) == (3, "cucm-c-pub", "CCM")
    assert (member["epoch"], member["file_number"]) == ("2026/03/01 22:15:09", 4)
    assert member["version"] == "CUCM Install=11.5.1.10000-6"
    assert (member["utc_offset_minutes"], member["host_ip"]) == (330, "10.10.97.3")
    assert member["first_time"] == "2026-03-02T10:00:00.000+05:30"
    assert member["last_time"] == "2026-03-03T00:00:01.000+05:30"
    assert (member["records"], member["bytes"], member["bytes_parsed"]) == (3, len(data), len(data))


def test_midnight_moves_the_day_of_the_rows() -> None:
    lines = [
        record(n, f"LBMIF: CI: {n} ASSOC 9", time=t) for n, t in ((1, "23:59:59.999"), (2, "00:00:00.001"))
    ]
    rows = plain(scan(HEAD, *lines)[0])["location_pair"]
    assert rows["day"] == [MARCH_2, MARCH_2 + 1] and rows["ms"] == [DAY_MS - 1, 1]


def test_without_a_file_head_dates_are_unknown_and_signals_tell_the_node() -> None:
    signal = (
        "DaReq |wait |Da(4,100,211,1) |Cdcc(4,100,219,16) |4,100,14,41.7^10.10.1.18^* |[R:N-H:0] CI=83886081"
    )
    found, _ = scan(record(1, "x"), record(2, signal, type_="SdlSig", sub=0))
    assert found.member["node"] == 4
    assert found.member["first_time"] == "10:00:01.250"
    assert "epoch" not in found.member and "utc_offset_minutes" not in found.member
    assert plain(found)["da_request"]["day"] == [NO_TIME]


def test_a_signal_to_another_node_does_not_tell_the_node() -> None:
    away = "DaReq |NA RemoteSignal |Da(2,100,211,1) |Cdcc(4,100,219,16) |* |[R:N-H:0] CI=83886081"
    here = "DaReq |wait |Da(4,100,211,1) |Cdcc(4,100,219,16) |* |[R:N-H:0] CI=83886081"
    found, _ = scan(record(1, away, type_="SdlSig"), record(2, here, type_="SdlSig"))
    assert found.member["node"] == 4


@pytest.mark.parametrize("kind", ["sdl", "sdi", "calllogs"])
def test_an_empty_file(kind: str) -> None:
    found = scan_member("empty.txt", b"", kind)
    assert found.events == {} and found.problems == []
    counts = [
        found.member[name]
        for name in ("records", "bytes", "bytes_parsed", "bytes_continuation", "bytes_unparsed")
    ]
    assert counts == [0, 0, 0, 0, 0]


def test_dated_records_of_7x_read_as_sdl() -> None:
    header = b"000000041| 2008/09/26 14:03:11.520| 002| AppInfo  | "
    data = header + b"Digit analysis: potentialMatches=PotentialMatchesExist\n"
    found = scan_member("old.txt", data, "sdl")
    rows = plain(found)["digit_analysis_potential"]
    assert rows["potential"] == ["PotentialMatchesExist"]
    assert rows["day"] == [int(np.datetime64("2008-09-26", "D").astype(np.int64))]


def test_the_same_bytes_give_the_same_rows() -> None:
    for name in ("sip_message", "digit_analysis_results", "connection_closed"):
        sample = family_sample(name)
        first, second = (scan_member(sample.name, sample.data, sample.kind) for _ in range(2))
        assert repr(plain(first)) == repr(plain(second)) and first.likeness == second.likeness
