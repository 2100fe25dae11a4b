"""The simulator writes what CUCM would write, and the samples are what it writes now."""

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.simulator import feature_scenarios, scenarios
from tests.simulator.node import Node
from tests.simulator.samples import written
from tests.simulator.truth import Truth

SAMPLES = Path(__file__).parents[1] / "sample_traces"
HEADER = re.compile(rb"^(\d{8})\.(\d{3}) \|(\d\d:\d\d:\d\d\.\d{3}) \|([A-Za-z-]{1,9}) *\|", re.MULTILINE)
INCOMING = re.compile(
    rb"Incoming SIP TCP message from (\S+) on port (\d+) index (\d+) with (\d+) bytes:\n\[(\d+),NET\]\n"
)
OUTGOING = re.compile(rb"Outgoing SIP TCP message to (\S+) on port (\d+) index (\d+) \n\[(\d+),NET\]\n")
ALL = (
    scenarios.secure_trunk_call,
    scenarios.phone_to_phone,
    scenarios.plain_trunk,
    scenarios.trunk_busy,
    scenarios.cancelled,
)


@pytest.fixture(scope="module")
def truths() -> list[Truth]:
    return [scenario() for scenario in ALL]


@pytest.fixture(scope="module")
def secure(truths: list[Truth]) -> Truth:
    return truths[0]


def files(truths: list[Truth]) -> Iterator[bytes]:
    for truth in truths:
        for node in truth.nodes:
            yield from ("".join(records).encode() for records in node.trace.files)


def whole(node: Node) -> bytes:
    return "".join(record for records in node.trace.files for record in records).encode()


def unpacked(name: str, content: bytes) -> object:
    """What a file holds, free of the packing, which may differ between builds of zlib."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [
                (entry.filename, entry.date_time, unpacked(entry.filename, archive.read(entry)))
                for entry in archive.infolist()
                if not entry.filename.endswith(".xml")  # sizes of packed files stand in it
            ]
    if name.endswith(".gz"):
        return content[:10], gzip.decompress(content)
    return content


def test_the_samples_are_what_the_simulator_writes() -> None:
    made = written()
    cut = {name for name in made if name.endswith(".gzo")}
    wrong = [
        name
        for name, content in made.items()
        if name not in cut and unpacked(name, (SAMPLES / name).read_bytes()) != unpacked(name, content)
    ]
    assert wrong == []
    folders = [SAMPLES / "calls", SAMPLES / "broken"]
    found = {
        str(path.relative_to(SAMPLES)) for folder in folders for path in folder.rglob("*") if path.is_file()
    }
    assert found == {name for name in made if "/" in name}


def test_two_runs_give_the_same_bytes() -> None:
    assert written() == written()


def test_every_file_begins_with_its_head_and_ends_with_a_line(truths: list[Truth]) -> None:
    for text in files(truths):
        first = HEADER.match(text)
        assert first is not None
        assert first[4] == b"FileHead"
        assert text.endswith(b"\n")


def test_time_never_goes_back_but_sequence_numbers_do_a_little(secure: Truth) -> None:
    steps_back = []
    for node in secure.nodes:
        found = HEADER.findall(whole(node))
        times = [time for _, _, time, _ in found]
        assert times == sorted(times)
        numbers = [int(seq) for seq, _, _, _ in found]
        steps_back += [a - b for a, b in pairwise(numbers) if b < a]
    assert len(steps_back) >= 5
    assert max(steps_back) <= 66  # the most that real files show


def test_signals_have_six_columns_in_their_places(truths: list[Truth]) -> None:
    for text in files(truths):
        for line in re.findall(rb"^\d{8}\.000 \|[\d:.]{12} \|SdlSig   \|(.*)$", text, re.MULTILINE):
            columns = line.split(b"|", 5)
            assert [len(column) for column in columns[:4]] == [39, 31, 33, 33]
            assert len(columns[4]) >= 41


def test_incoming_messages_have_exactly_the_bytes_that_are_told(truths: list[Truth]) -> None:
    seen = 0
    for text in files(truths):
        for found in INCOMING.finditer(text):
            end = found.end() + int(found[4])
            message = text[found.end() : end]
            head, _, body = message.partition(b"\r\n\r\n")
            assert b"\n" not in head.replace(b"\r\n", b"")
            length = re.search(rb"Content-Length: (\d+)", head)
            assert length is not None
            assert len(body) == int(length[1])
            assert HEADER.match(text, end + 1), text[end : end + 80]
            seen += 1
    assert seen > 60


def test_network_messages_are_numbered_one_by_one(truths: list[Truth]) -> None:
    for truth in truths:
        for node in truth.nodes:
            numbers = [int(number) for number in re.findall(rb"^\[(\d+),NET\]$", whole(node), re.MULTILINE)]
            assert numbers == list(range(numbers[0], numbers[0] + node.messages))


def messages(node: Node) -> dict[int, tuple[str, str, int, str]]:
    """Direction, remote address, connection and text of each message by its number."""
    text, found = whole(node), {}
    for direction, pattern in (("IN", INCOMING), ("OUT", OUTGOING)):
        for match in pattern.finditer(text):
            following = HEADER.search(text, match.end())
            raw = text[match.end() : following.start() if following else len(text)].decode()
            number = int(match[match.lastindex or 0])
            found[number] = (direction, f"{match[1].decode()}|{match[2].decode()}", int(match[3]), raw)
    return found


def test_every_calllogs_row_has_its_message(truths: list[Truth]) -> None:
    rows = 0
    for node in (node for truth in truths for node in truth.nodes):
        known = messages(node)
        for row in node.calllogs:
            fields = row.rstrip("\n").split("|")
            if fields[1] == "CC":
                continue
            assert len(fields) == 14
            direction, remote, _, raw = known[int(fields[11])]
            assert (direction, remote) == (fields[4], f"{fields[8]}|{fields[9]}")
            assert f"\r\nCall-ID: {fields[12]}\r\n" in raw
            rows += 1
    assert rows > 70


def test_the_truth_names_the_messages_of_each_leg(truths: list[Truth]) -> None:
    for node_of, leg in (
        (truth, leg) for truth in truths for call in truth.data()["calls"] for leg in call["legs"]
    ):
        node = next(node for node in node_of.nodes if node.place.host == leg["host"])
        assert leg["ci"] >> 24 == leg["node"]
        known = messages(node)
        texts = [known[number] for number in leg["net_nos"]]
        assert {index for _, _, index, _ in texts} == {leg["conn_idx"]}
        assert all(f"\r\nCall-ID: {leg['call_id']}\r\n" in raw for _, _, _, raw in texts)
        own_tag = f"tag={leg['ccb_id']}~{node.cluster.guid}-{leg['ci']}"
        assert any(own_tag in raw for _, _, _, raw in texts)
        others = [raw for number, (*_, raw) in known.items() if number not in leg["net_nos"]]
        assert not any(own_tag in raw for raw in others)


def test_outcomes(truths: list[Truth]) -> None:
    told = [(call.calling, call.dialed, call.outcome, call.cause) for truth in truths for call in truth.calls]
    assert told == [
        ("1020", "1021", "answered", 16),
        ("1018", "9898", "answered", 16),
        ("2004", "2117", "answered", 16),
        ("3301", "84400", "answered", 16),
        ("3301", "84417", "busy", 17),
        ("2004", "2117", "cancelled", 16),
    ]


def test_the_invite_is_queued_99_ms_before_the_certificate(secure: Truth) -> None:
    text = whole(secure.nodes[0]).decode()
    moments = {}
    for words in (
        "createConnMsg tls_security=3",
        "transport=TLS Over TCP",
        "on port 5061 index 12",
        "|SIPCertificateInd",
    ):
        line = next(line for line in text.split("\n") if words in line)
        hours, minutes, seconds = line[14:26].split(":")
        moments[words] = timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))
    request, created, invite, certificate = moments.values()
    assert request < created == invite
    assert certificate - created == timedelta(milliseconds=99)


def test_both_ends_of_the_trunk_log_the_same_messages(secure: Truth) -> None:
    near, far = (messages(node) for node in secure.nodes)
    legs = secure.data()["calls"][1]["legs"]
    sent = [near[number][3] for number in legs[1]["net_nos"]]
    got = [far[number][3] for number in legs[2]["net_nos"]]
    assert legs[1]["call_id"] == legs[2]["call_id"]
    assert [text.rstrip("\n") for text in sent] == [text.rstrip("\n") for text in got]
    assert "Cisco-Guid: " in sent[0]
    assert "Session-ID" not in "".join(sent)


def test_the_other_call_stays_off_the_trunk(secure: Truth) -> None:
    other = secure.data()["calls"][0]
    known = messages(secure.nodes[0])
    used = {
        index for _, _, index, raw in known.values() if any(leg["call_id"] in raw for leg in other["legs"])
    }
    trunk = next(item for item in secure.nodes[0].connections if item.transport == "TLS")
    assert used
    assert trunk.index not in used


def test_the_refusal_has_no_reason_phrase(truths: list[Truth]) -> None:
    assert b"\nSIP/2.0 486\r\n" in whole(truths[3].nodes[0])


def test_the_second_file_of_a_node_goes_on_in_the_same_process(secure: Truth) -> None:
    first, second = ("".join(records) for records in secure.nodes[1].trace.files)
    assert "FileNumber: 6," in first.split("\n")[0]
    assert "FileNumber: 7," in second.split("\n")[0]
    assert "AppStartTime: 2026/02/27 20:50:33" in second.split("\n")[0]
    assert "\nBYE sip:" in second
    assert "\nBYE sip:" not in first


def test_the_zip_is_laid_out_as_rtmt_does() -> None:
    with zipfile.ZipFile(SAMPLES / "secure_trunk_call.zip") as archive:
        root = "2026-03-02_10-31-08/cm/trace/ccm"
        assert archive.namelist() == [
            f"CUCMA_1/{root}/sdl/SDL001_100_000007.txt.gz",
            f"CUCMA_1/{root}/calllogs/calllogs_00000001.txt.gz",
            "TraceCollectionResult_2026-03-02_10-31-08_CUCMA.xml",
            f"CUCM10_1/{root}/sdl/SDL001_100_000007.txt.gz",
            f"CUCM10_1/{root}/sdl/SDL001_100_000008.txt.gz",
            f"CUCM10_1/{root}/calllogs/calllogs_00000001.txt.gz",
            "TraceCollectionResult_2026-03-02_10-31-08_CUCM10.xml",
        ]
        listed = archive.read("TraceCollectionResult_2026-03-02_10-31-08_CUCM10.xml").decode()
        packed = archive.getinfo(f"CUCM10_1/{root}/sdl/SDL001_100_000008.txt.gz").file_size
        assert (
            f'SDL001_100_000008.txt.gz" modifiedDate="Mon Mar 02 10:12:34 IST 2026" size="{packed}"' in listed
        )


def test_the_cut_gzip_gives_back_its_beginning(secure: Truth) -> None:
    cut = (SAMPLES / "broken/SDL001_100_000008.txt.gzo").read_bytes()
    with pytest.raises(EOFError):
        gzip.decompress(cut)
    saved = zlib.decompressobj(31).decompress(cut)
    text = whole(secure.nodes[0])
    assert len(text) // 4 < len(saved) < len(text)
    assert text.startswith(saved)


def test_the_truth_is_shipped_beside_the_traces(secure: Truth) -> None:
    shipped = json.loads((SAMPLES / "secure_trunk_call.truth.json").read_text())
    assert shipped == secure.data()


def test_crypto_only_on_the_trunk(secure: Truth) -> None:
    for node in secure.nodes:
        for _, _, index, raw in messages(node).values():
            over_tls = next(item for item in node.connections if item.index == index).transport == "TLS"
            assert ("a=crypto:1 " in raw) == (over_tls and "\r\nContent-Type: application/sdp\r\n" in raw)


@pytest.fixture(scope="module")
def features() -> list[Truth]:
    return [scenario() for scenario in feature_scenarios.ALL]


def test_messages_of_features_are_whole_and_numbered(features: list[Truth]) -> None:
    seen = 0
    for text in files(features):
        for found in INCOMING.finditer(text):
            end = found.end() + int(found[4])
            length = re.search(rb"Content-Length: (\d+)", text[found.end() : end])
            assert length is not None
            assert len(text[found.end() : end].partition(b"\r\n\r\n")[2]) == int(length[1])
            assert end + 1 == len(text) or HEADER.match(text, end + 1)
            seen += 1
    assert seen > 250
    for node in (node for truth in features for node in truth.nodes):
        numbers = [int(number) for number in re.findall(rb"^\[(\d+),NET\]$", whole(node), re.MULTILINE)]
        assert numbers == list(range(numbers[0], numbers[0] + node.messages))


def test_the_truth_of_features_names_the_messages_of_each_dialog(features: list[Truth]) -> None:
    for truth in features:
        # a node that restarts has a namesake, and uses its numbers again
        hosts = {node.place.host: messages(node) for node in truth.nodes}
        for call in truth.data()["calls"][-1:]:
            for leg in call["legs"]:
                texts = [hosts[leg["host"]][number][3] for number in leg["net_nos"]]
                assert texts, (truth.scenario, leg)
                assert all(f"\r\nCall-ID: {leg['call_id']}\r\n" in raw for raw in texts)
                assert any(f"-{leg['ci']}" in raw for raw in texts)


REMOTE = re.compile(
    rb"^\d{8}\.000 \|([\d:.]+) \|SdlSig-([OI]) \|(\w+) .*?\|([\w-]+\(.*?\)) *\|([\w-]+\(.*?\)) *\|", re.M
)


def test_a_signal_between_nodes_is_told_by_both(features: list[Truth]) -> None:
    truth = next(truth for truth in features if truth.scenario == "two_nodes")
    sent: dict[str, list[tuple[bytes, ...]]] = {"O": [], "I": []}
    moments: dict[str, list[timedelta]] = {"O": [], "I": []}
    for node in truth.nodes:
        for time, way, *columns in REMOTE.findall(whole(node)):
            hours, minutes, seconds = time.decode().split(":")
            at = timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))
            ahead = timedelta(milliseconds=node.place.skew_ms)
            sent[way.decode()].append(tuple(columns))
            moments[way.decode()].append(at - ahead)
    assert len(sent["O"]) > 8
    assert sorted(sent["O"]) == sorted(sent["I"])
    assert sorted(moments["O"]) == sorted(moments["I"])


def test_sessions_meet_in_the_answer(features: list[Truth]) -> None:
    truth = next(truth for truth in features if truth.scenario == "two_nodes")
    (call,) = truth.data()["calls"]
    caller, callee = (messages(truth.nodes[leg["node"] - 1]) for leg in call["legs"])
    told = re.compile(r"Session-ID: (\w{32});remote=(\w{32})")
    heads = []
    for known, leg in ((caller, call["legs"][0]), (callee, call["legs"][1])):
        raw = [known[number][3] for number in leg["net_nos"] if known[number][3].startswith("SIP/2.0 200")]
        match = told.search(raw[0])
        assert match is not None
        heads.append(match.groups())
    assert heads[0] == heads[1]
    assert "0" * 32 not in heads[0]


def test_less_detail_leaves_the_messages_alone() -> None:
    folder = SAMPLES / "calls" / "sip_only"
    for path in folder.rglob("SDL*.txt"):
        kinds = {kind for *_, kind in HEADER.findall(path.read_bytes())}
        assert kinds == {b"FileHead", b"AppInfo"}
