"""Every handshake of the guide and every way it fails, as the capture shows it."""

import pytest

from tests.capture.files import frame, pcap
from tests.capture.packets import CLIENT, SERVER, conversation
from tests.capture.talk import CASES, ends, flights
from tracekit.capture import Capture, Handshake, read_capture, steps

VERSIONS = {"TLSv1": "TLS 1.0", "TLSv1_1": "TLS 1.1", "TLSv1_2": "TLS 1.2", "TLSv1_3": "TLS 1.3"}
GOOD = ("tls10", "tls11", "tls12_ecdhe", "tls12_static_rsa", "tls13", "right_name")
ALERTS = {
    "unknown_ca": (48, "client"),
    "unknown_client_ca": (48, "server"),
    "no_client_certificate": (40, "server"),
    "expired": (45, "client"),
    "name_mismatch": (42, "client"),
    "version_mismatch": (70, "server"),
    "cipher_mismatch": (40, "server"),
    "tls13_unknown_ca": (48, "client"),
}


def captured(name: str) -> Capture:
    return read_capture(pcap(map(frame, conversation(flights(name)))), f"{name}.pcap")


def only(capture: Capture) -> Handshake:
    assert not capture.problems
    (handshake,) = capture.handshakes
    return handshake


@pytest.mark.parametrize("name", CASES)
def test_ends_and_start_are_those_of_the_packets(name: str) -> None:
    one = only(captured(name))
    assert ((one.client_ip, one.client_port), (one.server_ip, one.server_port)) == (CLIENT, SERVER)
    assert one.started is not None and one.started.isoformat() == "2026-02-25T06:13:20.250000+00:00"
    opening = [(step.what, step.by, step.place) for step in one.steps[:3]]
    assert opening == [("syn", "client", 1), ("syn-ack", "server", 2), ("tcp open", "client", 3)]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_handshake_is_complete_and_carries_data(name: str) -> None:
    one = only(captured(name))
    assert one.version == VERSIONS[CASES[name].versions[0]]
    assert (one.complete, one.application_data, one.alert) == (True, True, None)
    assert one.step("finished", "client") and one.step("application data", "client")


@pytest.mark.parametrize("name", [name for name in GOOD if name != "tls13"])
def test_both_certificates_are_those_that_were_presented(name: str) -> None:
    client, server = ends(CASES[name])
    assert client is not None
    capture = captured(name)
    one = only(capture)
    assert one.server_certificates == (server.der,) and one.client_certificates == (client.der,)
    assert (one.server_cn, one.client_cn, one.note) == ("CUCM10", "CUCMA", None)
    assert [(seen.by, seen.der) for seen in capture.certificates] == [
        ("server", server.der),
        ("client", client.der),
    ]
    assert all(seen.time is not None for seen in capture.certificates)


def test_the_trunk_of_the_guide() -> None:
    one = only(captured("tls10"))
    assert (one.version, one.cipher, one.cipher_code) == ("TLS 1.0", "AES128-SHA", 0x2F)
    assert one.offered_versions == ("TLS 1.0",) and 0x2F in one.offered_ciphers
    assert [check.state for check in steps(one)] == ["seen"] * 5
    places = [check.place for check in steps(one)]
    assert places == sorted(places, key=lambda place: place or 0) and all(check.time for check in steps(one))


@pytest.mark.parametrize(
    ("name", "cipher"),
    [
        ("tls12_ecdhe", "ECDHE-RSA-AES256-GCM-SHA384"),
        ("tls12_static_rsa", "AES128-SHA"),
        ("tls13", "TLS_AES_256_GCM_SHA384"),
    ],
)
def test_the_chosen_cipher_has_its_openssl_name(name: str, cipher: str) -> None:
    one = only(captured(name))
    assert one.cipher == cipher and one.cipher_code in one.offered_ciphers


def test_static_rsa_has_no_server_key_exchange() -> None:
    assert only(captured("tls12_static_rsa")).step("server key exchange") is None
    assert only(captured("tls12_ecdhe")).step("server key exchange", "server") is not None


def test_the_name_asked_for_is_read() -> None:
    assert only(captured("right_name")).sni == "cucm10"
    assert only(captured("tls12_ecdhe")).sni is None


@pytest.mark.parametrize(("name", "expected"), ALERTS.items())
def test_a_refusal_tells_who_gave_up_and_why(name: str, expected: tuple[int, str]) -> None:
    one = only(captured(name))
    (alert,) = [alert for alert in one.alerts if not alert.orderly]
    assert (alert.code, alert.by, alert.level) == (*expected, "fatal")
    assert one.alert is not None and f"({expected[0]}) from the {expected[1]}" in one.alert
    assert (one.complete, one.application_data) == (False, False)
    assert alert.meaning and alert.meaning in one.alert


@pytest.mark.parametrize(
    ("name", "server", "client"),
    [
        ("unknown_ca", 1, 0),
        ("unknown_client_ca", 1, 1),
        ("no_client_certificate", 1, 0),
        ("expired", 1, 0),
        ("name_mismatch", 1, 0),
        ("version_mismatch", 0, 0),
        ("cipher_mismatch", 0, 0),
    ],
)
def test_a_refused_handshake_shows_the_certificates_up_to_the_refusal(
    name: str, server: int, client: int
) -> None:
    one = only(captured(name))
    assert (len(one.server_certificates), len(one.client_certificates)) == (server, client)
    assert one.server_certificates[:1] == (ends(CASES[name])[1].der,)[:server]


def test_a_missing_client_certificate_is_said() -> None:
    one = only(captured("no_client_certificate"))
    assert one.note == "the client was asked for a certificate and sent none"
    assert [check.state for check in steps(one)][3:] == ["not seen", "not seen"]
    step = one.step("certificate", "client")
    assert step is not None and step.detail == "an empty list"


def test_a_refused_version_tells_what_was_offered() -> None:
    one = only(captured("version_mismatch"))
    assert one.version is None and one.offered_versions == ("TLS 1.0",)
    assert one.note == "the server chose no version; the client offers TLS 1.0"


def test_tls_13_says_that_it_hides_the_certificates() -> None:
    one = only(captured("tls13"))
    assert one.encrypted and one.note is not None and "SIPCertificateInd" in one.note
    assert (one.server_certificates, one.server_cn) == ((), None)
    assert [check.state for check in steps(one)] == ["seen", "seen", "partly seen", "hidden", "seen"]


def test_tls_13_refusal_that_is_encrypted_is_known_by_its_size() -> None:
    one = only(captured("tls13_no_client_certificate"))
    assert (one.alert, one.complete) == ("encrypted alert from the server", False)
    assert one.step("finished", "client") is not None


def test_an_orderly_close_is_no_failure() -> None:
    for name in ("tls12_ecdhe", "tls13"):
        one = only(captured(name))
        assert one.alert is None and [alert.encrypted for alert in one.alerts] == [True]
        assert one.step("fin", "client") is not None
