"""Every public excerpt: read without an exception, every byte accounted for, and what it shows is found."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import tracekit
from tests.collections.conftest import SHARED
from tracekit.archive import kind_of
from tracekit.scan import MemberScan, scan_member
from tracekit.scan.member import SCANNED

pytestmark = pytest.mark.shared

EXCERPTS = SHARED / "excerpts"
Place = tuple[str, str]
"""A family and one of its columns."""


@dataclass(frozen=True)
class Shown:
    """What INDEX.tsv and the text itself say: the kind, the number of records, and columns in file order."""

    kind: str
    records: int | None
    values: dict[Place, list[Any]] = field(default_factory=dict)
    unparsed: int = 0


def sip(**columns: list[Any]) -> dict[Place, list[Any]]:
    return {("sip_message", name): values for name, values in columns.items()}


def heads(**columns: list[Any]) -> dict[Place, list[Any]]:
    return {("file_head", name): values for name, values in columns.items()}


def pairs(family: str, *found: tuple[int, int]) -> dict[Place, list[Any]]:
    return {(family, "ci_a"): [a for a, _ in found], (family, "ci_b"): [b for _, b in found]}


GUIDES_CALL: dict[Place, list[Any]] = {
    ("digit_analysis_match", "calling"): ["1018"],
    ("digit_analysis_match", "dialed"): ["9898"],
    ("digit_analysis_results", "pattern"): [None, "9898"],
    ("connection_request", "tls_security"): [3],
    ("connection_created", "conn_idx"): [12],
    ("connection_created", "transport_text"): ["TLS Over TCP"],
    ("certificate", "conn_idx"): [12, 12],
    ("certificate", "cipher"): ["AES128-SHA"] * 2,
    ("certificate", "subject"): ["/C=IN/ST=cisco/L=cisco/O=cisco/OU=cisco/CN=CUCM10"] * 2,
    ("certificate", "remote_port"): [5061, 5061],
    **sip(
        label=["INVITE"],
        call_id=["94fffc00-57415541-7-cb5f6a0a@10.106.95.203"],
        net_no=[131],
        remote_ip=["10.106.95.200"],
        remote_port=[5061],
        conn_idx=[12],
        via_transport=["TLS"],
        from_ci=[19024196],
        user_agent=["Cisco-CUCM9.1"],
    ),
}
TWO_HEADS = heads(
    date=["2024/08/12", "2024/08/13"],
    utc_offset=["-05:00"] * 2,
    node=[1, 1],
    host=["Trainingpub115"] * 2,
    host_ip=["10.207.166.103"] * 2,
    epoch=["2024/03/17 09:26:28"] * 2,
    file_number=[1262, 1263],
)
V15: dict[str, list[Any]] = {
    "date": ["2026/09/20"],
    "node": [1],
    "host": ["UCM15-HQ-PUB"],
    "host_ip": ["::ffff:10.197.206.141"],
}

SHOWN = {
    "076": Shown("sdl", 8, GUIDES_CALL, 24),
    "077": Shown("sdl", 8, GUIDES_CALL, 4),
    "078": Shown("sdl", 8, GUIDES_CALL),
    "081": Shown("sdl", 4),
    "082": Shown("sdl", 31),
    "083": Shown("sdl", 2),
    "084": Shown("other", None),
    "085": Shown(
        "sdl",
        11,
        {
            ("digit_analysis_match", "calling"): ["b00223908001"],
            ("digit_analysis_match", "dialed"): ["8675309"],
            ("digit_analysis_results", "pattern"): [None, "8675309"],
            ("digit_analysis_results", "potential"): [None, "NoPotentialMatchesExist"],
            **sip(
                label=["INVITE", "200 OK", "INVITE", "200 OK", "ACK"],
                net_no=[212231, 212232, 212233, 212235, 212236],
                direction=["Outgoing", "Incoming", "Outgoing", "Incoming", "Outgoing"],
                transport=["UDP"] * 5,
                size=[None, 737, None, 736, None],
                remote_ip=["10.48.32.170"] * 5,
                remote_port=[5060] * 5,
                cseq=[101] * 5,
                call_id=[f"abbb8e00-4291f775-204{digit}-5a20300e@10.48.32.90" for digit in "ccddc"],
                from_ci=[38960754, 38960754, 38960757, 38960757, 38960754],
                has_sdp=[False, True, False, True, True],
            ),
        },
    ),
    "086": Shown(
        "sdl",
        6,
        {
            ("digit_analysis_match", "fqcn"): ["+14085251000"],
            ("digit_analysis_match", "dialed"): ["1001"],
            ("digit_analysis_results", "partition"): [None, "INTERNAL_PT"],
            ("digit_analysis_next_hop", "next_hop"): ["LineControl(1,100,178,34)"],
            ("digit_analysis_next_hop", "ci"): [19301624],
            **sip(
                label=["INVITE"] * 2,
                net_no=[286938, 286940],
                conn_idx=[32, 52],
                remote_port=[50147, 51902],
                size=[1946, None],
                call_id=[
                    "38ed1855-2a120006-78c34baf-1b81d864@10.48.38.102",
                    "34241a00-d6514bed-327f-526300e@10.48.38.5",
                ],
                session_id=["1001532000105000a00038ed18552a12"] * 2,
                contact_device=["SEP38ED18552A12"] * 2,
                from_ci=[None, 19301625],
                has_sdp=[True, False],
            ),
        },
    ),
    "089": Shown(
        "sdl",
        10,
        TWO_HEADS
        | sip(
            label=["INVITE"] * 2,
            net_no=[9957, 9959],
            conn_idx=[800, 795],
            cseq=[101] * 2,
            has_sdp=[True, False],
            call_id=[
                "002b677e-ad6a0004-00005146-00002bf9@10.24.241.238",
                "2a332500-6ec1b41b-95d-67a6cf0a@10.207.166.103",
            ],
            from_ci=[None, 28109328],
            to_number=["2001"] * 2,
        ),
        73,
    ),
    "092": Shown(
        "sdl",
        1,
        sip(
            label=["INVITE"],
            net_no=[19580587],
            conn_idx=[18491],
            remote_ip=["10.4.15.253"],
            cseq=[101],
            call_id=["3cf99080-a0e144ae-3692cb-50f040a@10.x.x.x"],
            from_number=["+612xxxxxxx"],
            to_number=["+614xxxxxxx"],
            from_ci=[40280558],
            branch=["z9hG4bK3cc7264a831cc4"],
        ),
        49,
    ),
    "094": Shown("sdl", 2, unparsed=1499),
    "096": Shown(
        "sdi",
        22,
        {
            ("digit_analysis_match", "calling"): ["1001"] * 5,
            ("digit_analysis_match", "dialed"): [None, "3", "33", "333", "3333"],
            ("digit_analysis_results", "pattern"): ["3333"],
        },
        12,
    ),
    "097": Shown("sdl", 19),
    "other_001": Shown(
        "calllogs",
        2,
        {
            ("call_log", "event"): ["SETUP", "RELEASE"],
            ("call_log", "calling"): ["1111", None],
            ("call_log", "called"): ["2222", None],
            ("call_log", "cause"): [None, 16],
            **pairs("call_log", (20381230, 20381231), (20381230, 20381231)),
        },
    ),
    "other_002": Shown(
        "calllogs",
        4,
        {
            ("call_log", "event"): ["SETUP", "SETUP", "OFFERED", "OFFERED"],
            ("call_log", "calling"): ["user@domain.com", "user@domain.com", "+559335552222", "559335552222"],
            ("call_log", "device_a"): [None, None, "SEP00D6FE047204", "SEP00D6FE047204"],
            **pairs("call_log", *[(55808087, 55808096)] * 4),
        },
        132,
    ),
    "other_004": Shown("other", None),
    "other_020": Shown("sdl", 23),
    "other_022": Shown(
        "sdl",
        40,
        {
            ("device_found", "device"): ["XCODE_HLSD_ISR"],
            ("device_found", "process"): ["2,137,7"],
        },
    ),
    "other_023": Shown(
        "sdl",
        32,
        {
            ("device_found", "device"): ["CONTERRA-SIP-RL", "ConterraDR-SIP-TRUNK"],
            **pairs("media_pair", (51140856, 51140857)),
        },
    ),
    "other_024": Shown("other", None),
    "other_025": Shown("sdl", 4, pairs("media_pair", (21438414, 21438416))),
    "other_030": Shown("other", None),
    "other_042": Shown("sdl", 4, heads(**V15, epoch=[None], file_number=[None])),
    "other_060": Shown("sdl", 20),
    "other_061": Shown("sdl", 7),
    "other_069": Shown("other", None),
    "other_070": Shown("sdl", 1, heads(**V15, epoch=["2026/09/16 10:55:48"], file_number=[26])),
    "other_071": Shown(
        "sdl",
        12,
        {
            **pairs("location_pair", (43358626, 43358627), (43358627, 43358626)),
            **pairs("media_pair", (43358624, 43358625)),
        },
    ),
    "other_072": Shown(
        "sdl",
        8,
        {
            ("call_setup", "signal"): ["CcSetupReq"] * 2,
            ("call_setup", "ci"): [None, 43358633],
        },
    ),
    "other_074": Shown("sdl", 10, TWO_HEADS, 73),
    "other_077": Shown("sdl", 9),
    "other_078": Shown(
        "sdl",
        7,
        sip(
            label=["BYE"],
            net_no=[907],
            transport=["UDP"],
            remote_port=[5060],
            cseq=[102],
            reason_cause=[47],
            call_id=[None],
        ),
    ),
    "other_081": Shown("sdl", 8, pairs("media_pair", (25333773, 25333775))),
    "other_082": Shown(
        "sdl",
        4,
        {
            ("location_pair", "answer"): [None, "'"],
            **pairs("location_pair", (43358624, 43358625), (43358625, 43358624)),
        },
    ),
}
each_excerpt = pytest.mark.parametrize("number", SHOWN)


def place(number: str) -> Path:
    found = sorted(EXCERPTS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"excerpt {number} is not beside the project (../shared/traces/excerpts)")
    return found[0]


def scanned(number: str) -> tuple[bytes, MemberScan]:
    path = place(number)
    data = path.read_bytes()
    kind = kind_of(data)
    if kind not in SCANNED:
        return data, MemberScan({"member": path.name, "kind": kind, "bytes": len(data)})
    return data, scan_member(path.name, data, kind)


def test_every_excerpt_has_its_expectation() -> None:
    if not EXCERPTS.is_dir():
        pytest.skip("the excerpts are not beside the project (../shared/traces/excerpts)")
    assert {path.name for path in EXCERPTS.glob("*.txt")} == {place(number).name for number in SHOWN}


@each_excerpt
def test_its_kind_its_records_and_every_byte(number: str) -> None:
    data, scan = scanned(number)
    shown, member = SHOWN[number], scan.member
    assert (member["kind"], member.get("records")) == (shown.kind, shown.records)
    if shown.records is not None:
        assert member["bytes_unparsed"] == shown.unparsed
        assert member["bytes_parsed"] + member["bytes_continuation"] + shown.unparsed == len(data)


@each_excerpt
def test_what_it_shows_is_found(number: str) -> None:
    _, scan = scanned(number)
    assert scan.problems == []
    for (family, column), values in SHOWN[number].values.items():
        assert list(scan.events[family][column]) == values, f"{family}.{column}"


FAMILIES = (
    "sip_message",
    "digit_analysis_match",
    "certificate",
    "connection_created",
    "file_head",
    "call_log",
    "media_pair",
)


@each_excerpt
def test_nothing_is_found_that_it_does_not_show(number: str) -> None:
    _, scan = scanned(number)
    expected = {family for family, _ in SHOWN[number].values}
    assert set(scan.events) & set(FAMILIES) == expected & set(FAMILIES)


def test_all_together_through_the_front_door() -> None:
    """All tables are made; a text without any trace in it is named and does not stop the rest."""
    if not EXCERPTS.is_dir():
        pytest.skip("the excerpts are not beside the project (../shared/traces/excerpts)")
    traces = tracekit.open(EXCERPTS)
    members, messages = traces.members.set_index("member"), traces.messages
    assert traces.problems.empty
    for number, shown in SHOWN.items():
        name = f"{EXCERPTS.name}/{place(number).name}"
        parts = [member for member in members.index if member.partition("[")[0] == name]
        states = set(members.loc[parts, "state"])
        # 089 and 074 quote the beginning of the same file: it is read once
        assert states == {"skipped"} if shown.records is None else "read" in states
        mine = messages[messages["member"].isin(parts)].sort_values("offset")
        assert list(mine["label"]) == shown.values.get(("sip_message", "label"), [])
    for member, offset, length in messages[["member", "offset", "length"]].itertuples(index=False, name=None):
        assert len(traces.raw(member, offset, length)) == length
