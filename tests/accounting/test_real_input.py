"""What is said of the real collections, against what plain patterns find in their text."""

import re
from itertools import pairwise

import pytest

from tests.collections.conftest import COLLECTIONS, opened
from tracekit.accounting import spans

REMOTE = re.compile(rb"\|SdlSig-(?:O *\|[^|\n]*\|[^|\n]*|I *\|[^|\n]*\|[^|\n]*\|[^|\n]*)\| *\w+\((\d+),")
HEADER = re.compile(rb"^\d{8}\.\d{3} \|(\d\d):(\d\d):(\d\d)\.(\d{3}) \|", re.MULTILINE)
UNEVEN = {
    "call_transfer": [2, None],
    "gateway_transcoder_fail_then_ok": [2, None],
    "inbound_mgcp": [None],
    "phone_to_phone_same_node": [],
    "phone_to_phone_two_nodes": [None],
}
"""Nodes whose calllogs reach a month back; null where the nodes' files begin minutes apart."""

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("name", COLLECTIONS)
def test_nothing_is_missing_and_nothing_is_invented(name: str) -> None:
    rows = opened(name).coverage
    assert set(rows["what"]) <= {"covered", "uneven"}
    nodes = rows.loc[rows["what"] == "uneven", "node"]
    assert [None if node != node else node for node in nodes.astype("float")] == UNEVEN[name]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_text_agrees(name: str) -> None:
    """No node is spoken with that is not there, no file is silent for a minute, no number is left out."""
    made = opened(name)
    sdl = made.members[(made.members["kind"] == "sdl") & (made.members["state"] == "read")]
    spoken_with = set()
    for member, size in zip(sdl["member"], sdl["bytes"], strict=True):
        data = made.raw(member, 0, int(size))
        spoken_with |= {int(node) for node in REMOTE.findall(data)}
        times = [
            ((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(ms) for h, m, s, ms in HEADER.findall(data)
        ]
        assert max(later - before for before, later in pairwise(times)) < 60_000
        signals = len(re.findall(rb"^\d{8}\.\d{3} \|[\d:.]{12} \|SdlSig", data, re.MULTILINE))
        row = sdl[sdl["member"] == member].iloc[0]
        assert (row["signals"], row["flags_overridden"]) == (signals, data.count(b"*TraceFlagOverrode"))
        assert row["messages"] == len(re.findall(rb"^\[\d+,NET\]\r?$", data, re.MULTILINE))
        sums = dict.fromkeys(("parsed", "continuation", "unparsed"), 0)
        for span in spans(data, "sdl"):
            sums[span.kind] += span.end - span.start
        assert list(sums.values()) == [row[f"bytes_{kind}"] for kind in sums]
    assert spoken_with <= set(sdl["node"])
    for _, files in sdl.groupby(["node", "epoch"]):
        numbers = sorted(files["file_number"])
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
