"""Captures and certificate files beside a trace, and alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import tracekit
from tests.capture.files import frame, pcap
from tests.capture.identities import NOW, identity
from tests.capture.packets import START, conversation
from tests.capture.talk import flights
from tests.correlate.tls_trace import NODE, PEER, Trace
from tracekit.api import TraceSet
from tracekit.correlate import Expectations
from tracekit.tls.certificate import read_der

CUCM, FAR = (NODE, 33135), (PEER, 5061)
MOMENT = int(datetime(2024, 3, 1, 10, 0, 1, tzinfo=UTC).timestamp()) * 10**9
"""When the trace opens the connection."""


def capture(folder: Path, case: str = "tls12_ecdhe", late_s: float = 0.0, from_peer: bool = False) -> Path:
    """A capture of the case on the connection of the trace, its clock so many seconds ahead."""
    ends = ((PEER, 40123), (NODE, 5061)) if from_peer else (CUCM, FAR)
    moved = MOMENT + int(late_s * 10**9) - START
    packets = [
        type(packet)(
            packet.time + moved, packet.by, packet.seq, packet.ack, packet.flags, packet.payload, ends
        )
        for packet in conversation(flights(case))
    ]
    path = folder / "packets.cap"
    path.write_bytes(pcap(map(frame, packets)))
    return path


def trace(folder: Path, cn: str = "CUCM10") -> Path:
    """TLS told, no certificate logged."""
    made = Trace().profile(names=cn).created(1.0).message(1.3)
    return made.until(20).write(folder)


def opened(*paths: Path, expected: Expectations | None = None) -> TraceSet:
    return tracekit.open(*paths, expected=expected)


@pytest.mark.parametrize("late_s", [0.0, 75.0, -75.0])
def test_a_capture_fills_what_the_trace_lacks(tmp_path: Path, late_s: float) -> None:
    traces = opened(trace(tmp_path), capture(tmp_path, late_s=late_s))
    (wire,) = traces.connections.to_dict("records")
    (seen,) = traces.handshakes.to_dict("records")
    assert (wire["tls_version"], wire["cipher"]) == ("TLS 1.2", "ECDHE-RSA-AES256-GCM-SHA384")
    assert (wire["remote_cn"], wire["name_check"], wire["verdict"]) == ("CUCM10", "match", "secure")
    assert wire["captured"] == "version, cipher, names" and not wire["verdict_seen"]
    assert "from the capture, inferred from address, port and time" in wire["why"]
    assert (seen["connection"], seen["verdict"]) == (wire["connection"], "secure")
    assert traces.certificates["connection"].tolist() == [wire["connection"]] * 2


def test_a_capture_of_another_time_is_another_connection_of_the_same_trunk(tmp_path: Path) -> None:
    traces = opened(trace(tmp_path), capture(tmp_path, late_s=4000))
    assert traces.handshakes["connection"].isna().all()
    assert traces.connections["tls_version"].isna().all()
    (trunk,) = traces.trunks.to_dict("records")
    assert (trunk["handshakes"], trunk["tls_versions"]) == (1, ["TLS 1.2"])


def test_a_connection_that_the_peer_opened_is_tied_by_its_port(tmp_path: Path) -> None:
    made = Trace().accepted(1.0).message(1.3, port=40123).until(20).write(tmp_path)
    (wire,) = opened(made, capture(tmp_path, late_s=900, from_peer=True)).connections.to_dict("records")
    assert (wire["remote_cn"], wire["tls_version"]) == ("CUCMA", "TLS 1.2")


def test_a_capture_tells_why_the_handshake_failed(tmp_path: Path) -> None:
    made = Trace().created(1.0).broken(1.4).until(20).write(tmp_path)
    (wire,) = opened(made, capture(tmp_path, "unknown_ca")).connections.to_dict("records")
    assert wire["verdict"] == "handshake not finished"
    assert "the capture shows: fatal unknown_ca (48)" in wire["why"]


def test_the_checklist_joins_both(tmp_path: Path) -> None:
    checks = opened(trace(tmp_path), capture(tmp_path)).trunk_checks
    assert checks["state"].tolist()[:8] == ["seen"] * 8
    assert checks["trace"].notna().all() and checks["capture"].notna().all()


def test_tls_13_hides_certificates_and_the_trace_has_them(tmp_path: Path) -> None:
    made = Trace().created(1.0).certificate(1.1, cn="CUCM10", cipher="TLS_AES_256_GCM_SHA384").message(1.3)
    traces = opened(made.until(20).write(tmp_path), capture(tmp_path, "tls13"))
    third = traces.trunk_checks.iloc[2]
    assert third["state"] == "seen" and "TLS 1.3 encrypts the certificates" in third["capture"]
    (wire,) = traces.connections.to_dict("records")
    assert (wire["remote_cn"], wire["tls_version"], wire["captured"]) == ("CUCM10", "TLS 1.3", "version")


@pytest.mark.parametrize(
    ("case", "verdict", "bad"),
    [
        ("tls12_ecdhe", "secure", False),
        ("tls10", "secure with weaknesses", False),
        ("unknown_ca", "handshake not finished", True),
        ("version_mismatch", "handshake not finished", True),
        ("cipher_mismatch", "handshake not finished", True),
        ("no_client_certificate", "handshake not finished", True),
    ],
)
def test_a_capture_alone(tmp_path: Path, case: str, verdict: str, bad: bool) -> None:
    traces = opened(capture(tmp_path, case))
    (seen,) = traces.handshakes.to_dict("records")
    assert (seen["verdict"], seen["bad"]) == (verdict, bad)
    (trunk,) = traces.trunks.to_dict("records")
    assert (trunk["trunk"], trunk["verdict"], trunk["bad"]) == (PEER, verdict, bad)
    assert len(traces.trunk_checks) == 9
    (member,) = traces.members.to_dict("records")
    assert (member["state"], member["kind"]) == ("read", "capture")
    assert member["bytes"] == member["bytes_parsed"]


def test_an_expected_name_is_held_against_a_capture(tmp_path: Path) -> None:
    path = capture(tmp_path)
    for names, verdict in ((("cucm10",), "secure"), (("CUCMA",), "secure"), (("other",), "wrong name")):
        (seen,) = opened(path, expected=Expectations(names)).handshakes.to_dict("records")
        assert seen["verdict"] == verdict


def test_a_certificate_file_is_compared_with_what_was_presented(tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.pem", tmp_path / "wrong.pem"
    right.write_text(identity("CUCM10", 5).pem)
    wrong.write_text(identity("CUCM10", 7).pem)
    rows = opened(trace(tmp_path), capture(tmp_path), right, wrong).certificates
    files = rows[rows["source"] == "file"].set_index("member")
    assert files["same"].to_dict() == {"right.pem": True, "wrong.pem": False}
    assert (
        "serial equal, subject equal, issuer equal, dates equal – this one" in files["compared"]["right.pem"]
    )
    told = files["compared"]["wrong.pem"]
    assert "presented by the server 10.10.5.20:5061 (capture): serial different" in told
    assert "the wrong certificate is loaded there" in told
    assert any("valid only from" in problem for problem in files["problems"]["right.pem"])


def test_a_chain_to_the_given_authority(tmp_path: Path) -> None:
    path = capture(tmp_path, late_s=NOW.timestamp() + 3600 - MOMENT / 10**9)
    for name, trusted in (("CUCM10", True), ("OTHER", False)):
        authority = read_der(identity(name, 5).der)
        rows = opened(path, expected=Expectations(authorities=(authority,))).certificates
        server = rows[rows["presented_by"] == "server"].iloc[0]
        assert server["trusted"] == trusted and server["chain"]
    assert opened(path).certificates["trusted"].isna().all()


def test_the_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    paths = [trace(tmp_path), capture(tmp_path)]
    one, other = opened(*paths), opened(*reversed(paths))
    for table in ("connections", "handshakes", "certificates", "trunks", "trunk_checks"):
        assert one.tables[table].equals(other.tables[table]), table
