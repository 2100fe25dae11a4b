"""Findings in real collections, excerpts and samples: the true failures, and nothing bad in good calls."""

from functools import cache
from pathlib import Path

import pytest

from tests.samples import FOLDER
from tracekit.api import TraceSet

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "traces"
COLLECTIONS = (
    "call_transfer",
    "gateway_transcoder_fail_then_ok",
    "inbound_mgcp",
    "phone_to_phone_same_node",
    "phone_to_phone_two_nodes",
)
EXCERPTS = {
    "076": {"cipher-weak"},
    "077": {"cipher-weak"},
    "078": {"cipher-weak"},
    "081": {"certificate-name"},
    "082": {"certificate-not-accepted", "ils-certificate"},
    "083": {"policy-server"},
    "other_061": {"directory-login"},
}
GOOD_CALLS = (
    "blind_transfer",
    "cancelled",
    "conference",
    "consult_transfer",
    "forward_busy",
    "forward_no_answer",
    "hunt_no_answer",
    "next_trunk",
    "restart",
    "shared_line",
    "trunk_busy",
    "two_clusters",
)


@cache
def collection(name: str) -> TraceSet:
    path = SHARED / "rtmt" / f"{name}.zip"
    if not path.exists():
        pytest.skip(f"{name}.zip is not beside the project (../shared/traces/rtmt)")
    return TraceSet([path])


@pytest.mark.parametrize("name", COLLECTIONS)
def test_bad_is_said_of_failing_calls_alone(name: str) -> None:
    traces = collection(name)
    failed = set(traces.calls.loc[traces.calls["outcome"] == "failed", "call"])
    bad = traces.findings[traces.findings["severity"] == "bad"]
    assert set(bad["call"].dropna()) <= failed
    assert bad["call"].notna().all(), bad["title"].tolist()


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_proof_can_be_read(name: str) -> None:
    traces = collection(name)
    for evidence in traces.findings["evidence"]:
        assert len(traces.proof(evidence)) == len(evidence) > 0


def test_the_two_calls_without_a_transcoder_get_their_reason() -> None:
    traces = collection("gateway_transcoder_fail_then_ok")
    found = traces.findings[traces.findings["slug"] == "media-not-connected"]
    assert list(found["call"]) == ["40010506", "40010509"]
    for words in found["what"]:
        assert (
            "within 8 kbit/s" in words and "transcoder UNV_XCD_RTP refused" in words and "cause 47" in words
        )
    proof = "".join(traces.proof(found["evidence"].iloc[0]))
    assert "caps mismatch! Xcoder Reqd." in proof and "MediaConnectErrorInd" in proof
    assert traces.call("40010512").findings.empty


def test_a_good_transfer_is_no_failure() -> None:
    assert collection("call_transfer").call("46435062").findings.empty


def test_resets_of_whole_transactions_are_not_told() -> None:
    """139 connections of which 122 end in ProcessSocketExcept."""
    assert "connection-reset" not in set(collection("call_transfer").findings["slug"])


@pytest.mark.parametrize(("number", "slugs"), EXCERPTS.items())
def test_excerpts(number: str, slugs: set[str]) -> None:
    found = sorted((SHARED / "excerpts").glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"excerpt {number} is not beside the project (../shared/traces/excerpts)")
    assert set(TraceSet(found).findings["slug"]) == slugs


@pytest.mark.parametrize("name", GOOD_CALLS)
def test_nothing_is_wrong_with_good_samples(name: str) -> None:
    assert TraceSet([FOLDER / "calls" / name]).findings.empty


def test_the_secure_call_has_a_weak_cipher_and_nothing_else() -> None:
    assert set(TraceSet([FOLDER / "secure_trunk_call.zip"]).findings["slug"]) == {"cipher-weak"}
