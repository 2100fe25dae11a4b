"""What public material shows about TLS: the guide's documents, refused names, failed chains, no TLS."""

from pathlib import Path

import pytest

import tracekit
from tests.collections.conftest import COLLECTIONS, SHARED, excerpt, opened

pytestmark = pytest.mark.shared


def seed(number: str) -> Path:
    """One of the two documents of the guide."""
    found = sorted((SHARED.parent / "seeds").glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"seed {number} is not beside the project (../shared/seeds)")
    return found[0]


@pytest.mark.parametrize("number", ["076", "077", "078"])
def test_the_guides_trace_alone(number: str) -> None:
    (wire,) = tracekit.open(excerpt(number)).connections.to_dict("records")
    assert (wire["transport"], wire["remote_ip"], wire["remote_port"]) == ("TLS", "10.106.95.200", 5061)
    assert (wire["remote_cn"], wire["cipher"], wire["cipher_grade"]) == ("CUCM10", "AES128-SHA", "weak")
    assert "no forward secrecy" in wire["cipher_reasons"][0] and "RFC 9325" in wire["cipher_reasons"][0]
    assert (wire["tls_security"], wire["certificate_after_ms"]) == (3, 99)
    assert wire["sent_before_certificate"]
    assert (wire["verdict"], wire["verdict_seen"], wire["bad"]) == ("secure with weaknesses", True, False)


def test_the_guides_document_gives_trace_capture_and_certificates() -> None:
    traces = tracekit.open(seed("004"))
    (member,) = traces.members.to_dict("records")
    assert member["bytes"] == member["bytes_parsed"] + member["bytes_continuation"] + member["bytes_unparsed"]
    screen, table = traces.handshakes.to_dict("records")
    assert screen["clock"] == "19:04:13.410944" and screen["verdict"] == "unknown"
    assert (table["version"], table["complete"], table["application_data"]) == ("TLS 1.0", True, True)
    assert (table["client_ip"], table["client_port"], table["server_port"]) == ("10.106.95.203", 33135, 5061)
    assert [step.partition(": ")[2] for step in table["steps"]] == ["seen"] * 5
    files = traces.certificates[traces.certificates["source"] == "file"]
    assert files["cn"].tolist() == ["CUCMA", "CUCM10", "CUCMA"]
    assert files["serial"].tolist()[1:] == ["398B1DA600000000000E", "120325222815121423728642"]
    assert files["line"].tolist() == [92, 335, 416]
    (trunk,) = traces.trunks.to_dict("records")
    assert (trunk["connections"], trunk["handshakes"], trunk["calls"]) == (1, 2, 1)
    checks = traces.trunk_checks
    assert checks["state"].tolist()[:5] == ["seen"] * 5
    assert checks["evidence"][1] == [f"{member['member']}:644"]


def test_the_hard_wrapped_screen_text_of_the_other_document() -> None:
    traces = tracekit.open(seed("000"))
    (seen,) = traces.handshakes.to_dict("records")
    assert (seen["client_ip"], seen["client_port"], seen["server_ip"]) == ("CUCMA", 42387, "10.106.95.200")
    assert seen["verdict"] == "unknown" and "lengths, not TLS" in seen["note"]


def test_a_refused_name() -> None:
    (wire,) = tracekit.open(excerpt("081")).connections.to_dict("records")
    assert (wire["verdict"], wire["device"], wire["bad"]) == ("wrong name", "SEP00506006EAFE", True)
    assert wire["remote_cn"] == "RTP-TBTP-EXPRWY-C.tbtp.local"
    assert wire["expected_names"] == ["SEP00506006EAFE", "Secure-EX90.tbtp.local"]
    assert "no SAN matches either" in wire["why"] and "X.509 Subject Name" in wire["fix"]
    assert [place.rpartition(":")[2] for place in wire["evidence"]] == ["1", "2", "3"]


def test_a_self_signed_chain() -> None:
    wires = tracekit.open(excerpt("082")).connections
    assert set(wires["verdict"]) == {"handshake not finished"}
    assert set(wires["device_kind"]) == {"lookup service"}
    failed = wires[wires["remote_port"] == 7501].iloc[0]
    assert "DEPTH_ZERO_SELF_SIGNED_CERT" in failed["why"]
    assert "CallManager-trust on every node" in failed["fix"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection_without_tls_says_so_plainly(name: str) -> None:
    traces = opened(name)
    wires = traces.connections
    assert len(wires) and set(wires["transport"]) == {"TCP"} and set(wires["verdict"]) == {"plain"}
    assert not wires["bad"].any() and wires["transport_seen"].all()
    assert traces.certificates.empty and traces.trunk_checks.empty
    assert set(traces.trunks["verdict"]) <= {"plain"}
    assert not traces.trunks["srtp_keys_readable"].any()
